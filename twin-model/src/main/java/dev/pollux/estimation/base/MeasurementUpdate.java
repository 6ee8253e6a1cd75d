package dev.pollux.estimation.base;

import static dev.pollux.estimation.base.InvariantFilter.D;
import static dev.pollux.estimation.base.InvariantFilter.P;
import static dev.pollux.estimation.base.InvariantFilter.THETA;
import static dev.pollux.estimation.base.InvariantFilter.V;

import dev.pollux.spatial.SO3;
import java.util.Arrays;

/**
 * Update with a three-dimensional measurement r = H ξ + noise: gate, gain, Joseph form, and correction on the group, X
 * ← Exp(−K r) X (HGEG eq. 20).
 *
 * <p>H consists of a few 3×3 blocks, so that P Hᵀ costs only a few columns. Call {@link #clear}, add the blocks, then
 * {@link #apply}.
 */
final class MeasurementUpdate {
    /** Relative size of a Cholesky pivot of S below which S counts as singular. */
    private static final double SINGULAR = 1e-13;

    /** Kinds of blocks of H. */
    private enum Block {
        SCALED_IDENTITY,
        MATRIX
    }

    /** Residual, covariance and outcome of the last measurement. */
    final Innovation innovation = new Innovation();

    private final InvariantFilter f;
    private final int n;
    private final int[] at = new int[3];
    private final Block[] kind = new Block[3];
    private final double[] scale = new double[3];
    private final double[] blocks = new double[27];
    private int count;

    private final double[] M; // P Hᵀ, n×3
    private final double[] K; // gain, n×3
    private final double[] A; // (I − K H) P
    private final double[] B; // A Hᵀ − K N, n×3
    private final double[] S = innovation.covariance;
    private final double[] inverse = new double[9];
    private final double[] xi;
    private final double[] g0 = new double[9];
    private final double[] g1 = new double[9];
    private final double[] g2 = new double[9];
    private final double[] turned = new double[9];

    MeasurementUpdate(InvariantFilter filter) {
        f = filter;
        n = filter.n;
        M = new double[3 * n];
        K = new double[3 * n];
        B = new double[3 * n];
        A = new double[n * n];
        xi = new double[n];
    }

    void clear() {
        count = 0;
    }

    /** Adds s I to H at the error's component {@code column}. */
    void addIdentity(int column, double s) {
        kind[count] = Block.SCALED_IDENTITY;
        at[count] = column;
        scale[count] = s;
        count++;
    }

    /** Adds s A to H there. */
    void addMatrix(int column, double[] matrix, double s) {
        kind[count] = Block.MATRIX;
        at[count] = column;
        for (int i = 0; i < 9; i++) {
            blocks[9 * count + i] = s * matrix[i];
        }
        count++;
    }

    /** Adds s [u]× to H there. */
    void addSkew(int column, double x, double y, double z, double s) {
        kind[count] = Block.MATRIX;
        at[count] = column;
        int b = 9 * count;
        blocks[b] = blocks[b + 4] = blocks[b + 8] = 0;
        blocks[b + 1] = -s * z;
        blocks[b + 2] = s * y;
        blocks[b + 3] = s * z;
        blocks[b + 5] = -s * x;
        blocks[b + 6] = -s * y;
        blocks[b + 7] = s * x;
        count++;
    }

    /** φ = Log(B Aᵀ). */
    void rotationBetween(double[] from, double[] to, double[] phi) {
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                turned[3 * i + j] =
                        to[3 * i] * from[3 * j] + to[3 * i + 1] * from[3 * j + 1] + to[3 * i + 2] * from[3 * j + 2];
            }
        }
        SO3.log(turned, 0, phi, 0);
    }

    /** Corrects with the innovation's residual and noise covariance N (3×3), if its NIS is not above the gate. */
    Innovation apply(BaseEstimatorState x, double[] N, double gate, boolean keepYaw) {
        timesHt(f.cov, M);
        innovationCovariance(N);
        innovation.outcome = judge(gate);
        if (innovation.taken()) {
            gain(keepYaw);
            joseph(N);
            retract(x, innovation.residual);
        }
        return innovation;
    }

    private Innovation.Outcome judge(double gate) {
        if (!invert()) {
            return Innovation.Outcome.SINGULAR;
        }
        double[] r = innovation.residual;
        // NIS = rᵀ S⁻¹ r
        double nis = 0;
        for (int i = 0; i < 3; i++) {
            nis += r[i] * (inverse[3 * i] * r[0] + inverse[3 * i + 1] * r[1] + inverse[3 * i + 2] * r[2]);
        }
        innovation.nis = nis;
        if (!(nis >= 0 && nis < Double.POSITIVE_INFINITY)) {
            return Innovation.Outcome.SINGULAR;
        }
        return nis > gate ? Innovation.Outcome.GATED : Innovation.Outcome.TAKEN;
    }

    /** out = C Hᵀ for a symmetric or general n×n matrix C. */
    private void timesHt(double[] C, double[] out) {
        Arrays.fill(out, 0);
        for (int b = 0; b < count; b++) {
            boolean identity = kind[b] == Block.SCALED_IDENTITY;
            double s = scale[b];
            int h = 9 * b;
            for (int i = 0; i < n; i++) {
                int c = i * n + at[b];
                int o = 3 * i;
                if (identity) {
                    out[o] += s * C[c];
                    out[o + 1] += s * C[c + 1];
                    out[o + 2] += s * C[c + 2];
                } else {
                    double c0 = C[c];
                    double c1 = C[c + 1];
                    double c2 = C[c + 2];
                    out[o] += blocks[h] * c0 + blocks[h + 1] * c1 + blocks[h + 2] * c2;
                    out[o + 1] += blocks[h + 3] * c0 + blocks[h + 4] * c1 + blocks[h + 5] * c2;
                    out[o + 2] += blocks[h + 6] * c0 + blocks[h + 7] * c1 + blocks[h + 8] * c2;
                }
            }
        }
    }

    /** S = H M + N, symmetrised. */
    private void innovationCovariance(double[] N) {
        System.arraycopy(N, 0, S, 0, 9);
        for (int b = 0; b < count; b++) {
            int m = 3 * at[b];
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    int h = 9 * b + 3 * i;
                    S[3 * i + j] += kind[b] == Block.SCALED_IDENTITY
                            ? scale[b] * M[m + 3 * i + j]
                            : blocks[h] * M[m + j] + blocks[h + 1] * M[m + 3 + j] + blocks[h + 2] * M[m + 6 + j];
                }
            }
        }
        S[1] = S[3] = 0.5 * (S[1] + S[3]);
        S[2] = S[6] = 0.5 * (S[2] + S[6]);
        S[5] = S[7] = 0.5 * (S[5] + S[7]);
    }

    /** S⁻¹ by Cholesky; false if S is not safely positive definite. */
    private boolean invert() {
        double least = SINGULAR * Math.max(S[0], Math.max(S[4], S[8]));
        double a = S[0];
        if (!(a > least)) {
            return false;
        }
        double l10 = S[3] / a;
        double l20 = S[6] / a;
        double b = S[4] - l10 * S[3];
        if (!(b > least)) {
            return false;
        }
        double l21 = (S[7] - l20 * S[3]) / b;
        double c = S[8] - l20 * S[6] - l21 * l21 * b;
        if (!(c > least) || Double.isInfinite(a + b + c)) {
            return false;
        }
        // L D Lᵀ: the rows of L⁻¹
        double m20 = l10 * l21 - l20;
        inverse[0] = 1 / a + l10 * l10 / b + m20 * m20 / c;
        inverse[1] = inverse[3] = -l10 / b - m20 * l21 / c;
        inverse[2] = inverse[6] = m20 / c;
        inverse[4] = 1 / b + l21 * l21 / c;
        inverse[5] = inverse[7] = -l21 / c;
        inverse[8] = 1 / c;
        return true;
    }

    /** K = P Hᵀ S⁻¹. */
    private void gain(boolean keepYaw) {
        for (int i = 0; i < 3 * n; i += 3) {
            for (int j = 0; j < 3; j++) {
                K[i + j] = M[i] * inverse[j] + M[i + 1] * inverse[3 + j] + M[i + 2] * inverse[6 + j];
            }
        }
        if (keepYaw) {
            Arrays.fill(K, 3 * (THETA + 2), 3 * (THETA + 3), 0);
        }
    }

    /** P ← (I − K H) P (I − K H)ᵀ + K N Kᵀ. */
    private void joseph(double[] N) {
        double[] C = f.cov;
        for (int i = 0; i < n; i++) {
            double k0 = K[3 * i];
            double k1 = K[3 * i + 1];
            double k2 = K[3 * i + 2];
            int r = i * n;
            for (int j = 0; j < n; j++) {
                A[r + j] = C[r + j] - (k0 * M[3 * j] + k1 * M[3 * j + 1] + k2 * M[3 * j + 2]);
            }
        }
        timesHt(A, B);
        for (int i = 0; i < 3 * n; i += 3) {
            for (int j = 0; j < 3; j++) {
                B[i + j] -= K[i] * N[j] + K[i + 1] * N[3 + j] + K[i + 2] * N[6 + j];
            }
        }
        for (int i = 0; i < n; i++) {
            double b0 = B[3 * i];
            double b1 = B[3 * i + 1];
            double b2 = B[3 * i + 2];
            for (int j = i; j < n; j++) {
                double c = A[i * n + j] - (b0 * K[3 * j] + b1 * K[3 * j + 1] + b2 * K[3 * j + 2]);
                C[i * n + j] = c;
                C[j * n + i] = c;
            }
        }
    }

    private void retract(BaseEstimatorState x, double[] r) {
        for (int i = 0; i < n; i++) {
            xi[i] = -(K[3 * i] * r[0] + K[3 * i + 1] * r[1] + K[3 * i + 2] * r[2]);
        }
        Gamma.of(xi[THETA], xi[THETA + 1], xi[THETA + 2], g0, g1, g2);
        SO3.multiply(g0, 0, x.R, 0, turned, 0);
        System.arraycopy(turned, 0, x.R, 0, 9);
        orthonormalise(x.R);
        move(x.v, 0, V);
        move(x.p, 0, P);
        for (int c = 0; c < f.contacts; c++) {
            move(x.d, 3 * c, D + 3 * c);
            // the stored normal of the sole turns with the world
            SO3.rotate(g0, 0, x.normal, 3 * c, x.normal, 3 * c);
        }
        move(x.slip, 0, f.slip);
        for (int i = 0; i < 3; i++) {
            x.gyroBias[i] += xi[f.bg + i];
            x.accelBias[i] += xi[f.ba + i];
        }
    }

    /** u ← Γ₀ u + Γ₁ ξ. */
    private void move(double[] u, int uAt, int k) {
        SO3.rotate(g0, 0, u, uAt, u, uAt);
        SO3.rotate(g1, 0, xi, k, xi, k);
        u[uAt] += xi[k];
        u[uAt + 1] += xi[k + 1];
        u[uAt + 2] += xi[k + 2];
    }

    /** One step of Newton's polar iteration, R ← R (3 I − RᵀR)/2: rounding does not accumulate. */
    private void orthonormalise(double[] R) {
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double dot = R[i] * R[j] + R[3 + i] * R[3 + j] + R[6 + i] * R[6 + j];
                g2[3 * i + j] = (i == j ? 1.5 : 0) - 0.5 * dot;
            }
        }
        SO3.multiply(R, 0, g2, 0, turned, 0);
        System.arraycopy(turned, 0, R, 0, 9);
    }
}
