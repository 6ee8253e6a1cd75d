package dev.pollux.estimation.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.Arrays;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.junit.jupiter.api.Test;

class PackedCovarianceTest {
    private static final int N = 21;

    private final Random random = new Random(11);
    private final double[] p = {300, -200, 1};
    private final float[] packed = new float[PackedCovariance.size(N)];

    @Test
    void aCovarianceFarFromTheOriginStaysPositiveDefiniteAndKnowsFeetToTheMillimetre() {
        double[] C = farFromTheOrigin();
        double[] kept = new double[N * N];
        PackedCovariance.pack(C.clone(), N, 2, p, packed);
        PackedCovariance.unpack(packed, kept, N, 2, p);

        // what single precision alone would make of it has lost the feet
        double[] rounded = new double[N * N];
        for (int i = 0; i < N * N; i++) {
            rounded[i] = (float) C[i];
        }
        assertThat(relative(rounded)).isNotCloseTo(1e-6, withPercentage(50));
        assertThat(positiveDefinite(rounded)).isFalse();
        assertThat(relative(C)).isCloseTo(1e-6, withPercentage(1));
        assertThat(relative(kept)).isCloseTo(1e-6, withPercentage(1));
        assertThat(positiveDefinite(kept)).isTrue();
    }

    @Test
    void whatWasUnpackedIsPackedTheSame() {
        double[] C = new double[N * N];
        PackedCovariance.pack(farFromTheOrigin(), N, 2, p, packed);
        float[] again = new float[packed.length];
        for (int round = 0; round < 3; round++) {
            PackedCovariance.unpack(packed, C, N, 2, p);
            PackedCovariance.pack(C, N, 2, p, again);
            for (int k = 0; k < packed.length; k++) {
                assertThat(again[k]).isCloseTo(packed[k], offset(1e-6f * Math.abs(packed[k]) + 1e-12f));
            }
        }
    }

    /** A base known to 3 m and 0.1 rad of yaw, its feet to 1 mm of it: 300 m away the filter's errors are tens of metres. */
    private double[] farFromTheOrigin() {
        double[] sigma = {
            1e-3, 1e-3, 0.1, 1e-3, 1e-3, 1e-3, 3, 3, 0.1, 1e-3, 1e-3, 1e-3, 1e-3, 1e-3, 1e-3, 1e-4, 1e-4, 1e-4, 0.05,
            0.05, 0.05,
        };
        double[] L = new double[N * N];
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < i; j++) {
                L[i * N + j] = 0.2 * sigma[i] * random.nextGaussian();
            }
            L[i * N + i] = sigma[i];
        }
        // L's rows are those of (θ, v, δp, d − p, biases): a foot stands σ = 1 mm beside what it is seen at
        for (int i = 9; i < 15; i++) {
            Arrays.fill(L, i * N, i * N + i, 0);
        }
        double[] C = new double[N * N];
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
                for (int k = 0; k < N; k++) {
                    C[i * N + j] += L[i * N + k] * L[j * N + k];
                }
            }
        }
        return filters(C);
    }

    /** Variance of the first foot's x beside the base's. */
    private static double relative(double[] C) {
        return C[9 * N + 9] - 2 * C[9 * N + 6] + C[6 * N + 6];
    }

    private static boolean positiveDefinite(double[] C) {
        return DecompositionFactory_DDRM.chol(N, true).decompose(new DMatrixRMaj(N, N, true, C.clone()));
    }

    /** From the packed errors to the filter's once more, by dense matrices: C = T C' Tᵀ. */
    private double[] filters(double[] packedErrors) {
        DMatrixRMaj T = CommonOps_DDRM.identity(N);
        double[][] cross = {{0, -p[2], p[1]}, {p[2], 0, -p[0]}, {-p[1], p[0], 0}};
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                for (int at : new int[] {6, 9, 12}) {
                    T.set(at + i, j, cross[i][j]);
                }
            }
            T.set(9 + i, 6 + i, 1);
            T.set(12 + i, 6 + i, 1);
        }
        DMatrixRMaj half = new DMatrixRMaj(N, N);
        DMatrixRMaj out = new DMatrixRMaj(N, N);
        CommonOps_DDRM.mult(T, new DMatrixRMaj(N, N, true, packedErrors), half);
        CommonOps_DDRM.multTransB(half, T, out);
        return out.data;
    }
}
