package dev.pollux.estimation.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollux.estimation.base.Innovation.Outcome;
import dev.pollux.spatial.SO3;
import dev.pollux.spatial.World;
import java.util.Arrays;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.RandomMatrices_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class InvariantFilterTest {
    private static final FilterNoise QUIET = new FilterNoise(0, 0, 0, 0, 0, 0);
    private static final FilterNoise USUAL = new FilterNoise(1e-3, 1e-2, 1e-4, 1e-3, 1e-3, 1);
    private static final double[] FOOT_NOISE = {1e-6, 0, 0, 0, 1e-6, 0, 0, 0, 1e-6};

    private static BaseEstimatorState randomState(Random random, double spread) {
        BaseEstimatorState x = new BaseEstimatorState(2);
        SO3.exp(spread * random.nextGaussian(), spread * random.nextGaussian(), spread * random.nextGaussian(), x.R, 0);
        for (double[] a : new double[][] {x.v, x.p, x.d, x.slip}) {
            for (int i = 0; i < a.length; i++) {
                a[i] = spread * random.nextGaussian();
            }
        }
        Arrays.fill(x.standing, 1);
        return x;
    }

    private static double[] randomImu(Random random) {
        double[] imu = new double[6];
        for (int i = 0; i < 6; i++) {
            imu[i] = (i < 3 ? 1 : 5) * random.nextGaussian();
        }
        return imu;
    }

    /** ξ of X̂ X⁻¹ = Exp(ξ), 18 numbers: orientation, velocity, position, two contacts, slip. */
    private static double[] error(BaseEstimatorState hat, BaseEstimatorState x) {
        double[] E = new double[9];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                for (int k = 0; k < 3; k++) {
                    E[3 * i + j] += hat.R[3 * i + k] * x.R[3 * j + k];
                }
            }
        }
        double[] xi = new double[18];
        SO3.log(E, 0, xi, 0);
        double[] g1 = new double[9];
        Gamma.of(xi[0], xi[1], xi[2], new double[9], g1, new double[9]);
        DMatrixRMaj inverse = new DMatrixRMaj(3, 3, true, g1.clone());
        CommonOps_DDRM.invert(inverse);
        double[][] hats = {hat.v, hat.p, {hat.d[0], hat.d[1], hat.d[2]}, {hat.d[3], hat.d[4], hat.d[5]}, hat.slip};
        double[][] truths = {x.v, x.p, {x.d[0], x.d[1], x.d[2]}, {x.d[3], x.d[4], x.d[5]}, x.slip};
        double[] moved = new double[3];
        for (int b = 0; b < 5; b++) {
            // Γ₁ ξ = û − E u
            SO3.rotate(E, 0, truths[b], 0, moved, 0);
            for (int i = 0; i < 3; i++) {
                moved[i] = hats[b][i] - moved[i];
            }
            SO3.rotate(inverse.data, 0, moved, 0, xi, 3 + 3 * b);
        }
        return xi;
    }

    @Test
    void gammaFunctionsMatchTheirSeriesAtEveryAngle() {
        Random random = new Random(2);
        for (double angle : new double[] {0, 1e-9, 1e-4, 0.0499, 0.0501, 0.5, 2, 3.1}) {
            double[] u = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
            double norm = Math.sqrt(u[0] * u[0] + u[1] * u[1] + u[2] * u[2]);
            double[][] g = new double[3][9];
            double x = u[0] / norm * angle;
            double y = u[1] / norm * angle;
            double z = u[2] / norm * angle;
            Gamma.of(x, y, z, g[0], g[1], g[2]);
            DMatrixRMaj W = new DMatrixRMaj(3, 3, true, 0, -z, y, z, 0, -x, -y, x, 0);
            for (int m = 0; m < 3; m++) {
                DMatrixRMaj sum = new DMatrixRMaj(3, 3);
                DMatrixRMaj term = CommonOps_DDRM.identity(3);
                CommonOps_DDRM.scale(m == 2 ? 0.5 : 1, term);
                for (int k = 1; k < 60; k++) {
                    CommonOps_DDRM.addEquals(sum, term);
                    DMatrixRMaj next = new DMatrixRMaj(3, 3);
                    CommonOps_DDRM.mult(1.0 / (k + m), term, W, next);
                    term = next;
                }
                assertThat(g[m]).as("Γ%d at %s rad", m, angle).containsExactly(sum.data, within(1e-14));
            }
        }
    }

    @Test
    void errorsPropagateLogLinearlyHoweverLarge() {
        Random random = new Random(3);
        for (int trial = 0; trial < 20; trial++) {
            BaseEstimatorState x = randomState(random, 1);
            BaseEstimatorState hat = randomState(random, 1);
            double[] before = error(hat, x);
            InvariantFilter f = new InvariantFilter(2);
            double t = 0;
            double kept = 1;
            double way = 0;
            for (int k = 0; k < 500; k++) {
                double[] imu = randomImu(random);
                f.predict(x, imu, 0.002, 0, 0, QUIET);
                f.predict(hat, imu, 0.002, 0, 0, QUIET);
                t += 0.002;
                way += 0.002 * kept;
                kept *= Math.exp(-0.002 / InvariantFilter.SLIP_LASTS);
            }
            // ξθ constant; ξv ← ξv + g × ξθ t; ξp ← ξp + ξv t + ½ g × ξθ t²; ξd ← ξd + ∫ξs, ξs ← ξs e^{−t/τ}
            double gx = World.GRAVITY * before[1];
            double gy = -World.GRAVITY * before[0];
            double[] expected = before.clone();
            expected[3] += gx * t;
            expected[4] += gy * t;
            for (int i = 0; i < 3; i++) {
                expected[6 + i] += before[3 + i] * t;
                expected[9 + i] += before[15 + i] * way;
                expected[12 + i] += before[15 + i] * way;
                expected[15 + i] *= kept;
            }
            expected[6] += 0.5 * gx * t * t;
            expected[7] += 0.5 * gy * t * t;
            assertThat(Math.abs(expected[3] - before[3])).isGreaterThan(1e-3);
            assertThat(error(hat, x)).containsExactly(expected, within(1e-10));
        }
    }

    @Test
    void covarianceFollowsBiasErrorsAsFiniteDifferencesSay() {
        Random random = new Random(4);
        for (int trial = 0; trial < 20; trial++) {
            BaseEstimatorState start = randomState(random, 1);
            double[] imu = randomImu(random);
            double dt = 0.005;
            for (int axis = 0; axis < 6; axis++) {
                InvariantFilter f = new InvariantFilter(2);
                int column = f.bg + axis;
                f.cov[column * f.n + column] = 1;
                double h = 1e-4;
                BaseEstimatorState plus = copy(start);
                BaseEstimatorState minus = copy(start);
                (axis < 3 ? plus.gyroBias : plus.accelBias)[axis % 3] += h;
                (axis < 3 ? minus.gyroBias : minus.accelBias)[axis % 3] -= h;
                InvariantFilter scratch = new InvariantFilter(2);
                scratch.predict(plus, imu, dt, 0, 0, QUIET);
                scratch.predict(minus, imu, dt, 0, 0, QUIET);
                f.predict(start = copy(start), imu, dt, 0, 0, QUIET);
                double[] slope = error(plus, minus);
                for (int i = 0; i < 18; i++) {
                    // the column of Φ, from the covariance with the bias; the cut in Φ is of order φ² dt²
                    assertThat(f.cov[i * f.n + column])
                            .as("row %d, bias %d", i, axis)
                            .isCloseTo(slope[i] / (2 * h), within(3e-8));
                }
                start = randomState(new Random(40 + trial), 1);
            }
        }
    }

    private static BaseEstimatorState copy(BaseEstimatorState x) {
        BaseEstimatorState y = new BaseEstimatorState(x.contacts);
        System.arraycopy(x.R, 0, y.R, 0, 9);
        System.arraycopy(x.v, 0, y.v, 0, 3);
        System.arraycopy(x.p, 0, y.p, 0, 3);
        System.arraycopy(x.d, 0, y.d, 0, x.d.length);
        System.arraycopy(x.slip, 0, y.slip, 0, 3);
        System.arraycopy(x.gyroBias, 0, y.gyroBias, 0, 3);
        System.arraycopy(x.accelBias, 0, y.accelBias, 0, 3);
        System.arraycopy(x.standing, 0, y.standing, 0, x.contacts);
        return y;
    }

    @Test
    void freeFallIsAParabola() {
        InvariantFilter f = new InvariantFilter(2);
        BaseEstimatorState x = new BaseEstimatorState(2);
        x.v[0] = 1;
        for (int k = 0; k < 1000; k++) {
            f.predict(x, new double[] {0.3, -0.2, 0.5, 0, 0, 0}, 0.001, 0, 0, QUIET);
        }
        assertThat(x.p).containsExactly(new double[] {1, 0, -0.5 * 9.81}, within(1e-11));
        assertThat(x.v).containsExactly(new double[] {1, 0, -9.81}, within(1e-11));
    }

    @Test
    void withoutNoiseAPerfectFootChangesNothing() {
        InvariantFilter f = new InvariantFilter(2);
        BaseEstimatorState x = randomState(new Random(5), 1);
        diagonal(f, 0.01);
        double[] y = seen(x, 0);
        BaseEstimatorState before = copy(x);
        assertThat(f.correctFoot(x, 0, y, 0, new double[9], 0, 16).nis()).isBetween(0.0, 1e-20);
        assertThat(x.p).containsExactly(before.p, within(1e-12));
        assertThat(x.R).containsExactly(before.R, within(1e-12));
    }

    private static void diagonal(InvariantFilter f, double variance) {
        Arrays.fill(f.cov, 0);
        for (int i = 0; i < f.n; i++) {
            f.cov[i * f.n + i] = variance;
        }
    }

    /** Where foot c is in the IMU frame. */
    private static double[] seen(BaseEstimatorState x, int c) {
        double[] y = new double[3];
        for (int i = 0; i < 3; i++) {
            y[i] = x.d[3 * c + i] - x.p[i];
        }
        SO3.rotateInverse(x.R, 0, y, 0, y, 0);
        return y;
    }

    @Test
    void refusedAndBrokenMeasurementsLeaveEverythingBitIdentical() {
        InvariantFilter f = new InvariantFilter(2);
        BaseEstimatorState x = randomState(new Random(6), 1);
        diagonal(f, 1e-4);
        double[] cov = f.cov.clone();
        BaseEstimatorState before = copy(x);
        double[] y = seen(x, 0);
        y[0] += 1;
        Innovation gated = f.correctFoot(x, 0, y, 0, FOOT_NOISE, 0, 16);
        assertThat(gated.outcome()).isEqualTo(Outcome.GATED);
        assertThat(gated.nis()).isGreaterThan(16);
        assertThat(f.compareFoot(x, 0, seen(x, 0), 0, FOOT_NOISE, 0).outcome()).isEqualTo(Outcome.GATED);
        assertThat(f.cov).isEqualTo(cov);
        y[0] = Double.NaN;
        assertThat(f.correctFoot(x, 0, y, 0, FOOT_NOISE, 0, 16).outcome()).isEqualTo(Outcome.SINGULAR);
        diagonal(f, 0);
        double[] zero = f.cov.clone();
        assertThat(f.correctFoot(x, 0, seen(x, 0), 0, new double[9], 0, 16).outcome())
                .isEqualTo(Outcome.SINGULAR);
        assertThat(f.cov).isEqualTo(zero);
        assertThat(x.R).isEqualTo(before.R);
        assertThat(x.v).isEqualTo(before.v);
        assertThat(x.p).isEqualTo(before.p);
        assertThat(x.d).isEqualTo(before.d);
        assertThat(x.gyroBias).isEqualTo(before.gyroBias);
        // and a good one is taken
        System.arraycopy(cov, 0, f.cov, 0, cov.length);
        y = seen(x, 0);
        y[0] += 0.01;
        assertThat(f.correctFoot(x, 0, y, 0, FOOT_NOISE, 0, 16).taken()).isTrue();
        assertThat(f.cov).isNotEqualTo(cov);
    }

    @Test
    void levellingFindsTiltAndLeavesYaw() {
        InvariantFilter f = new InvariantFilter(2);
        BaseEstimatorState x = new BaseEstimatorState(2);
        diagonal(f, 0.01);
        for (int i = 0; i < 2; i++) {
            // yaw is tied to tilt: an optimal gain would turn it
            f.cov[i * f.n + 2] = f.cov[2 * f.n + i] = 0.005;
        }
        for (int k = 0; k < 20; k++) {
            f.correctGravity(
                    x, new double[] {0.5, 0.3, 9.79}, 1e-3, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        double[] up = new double[3];
        SO3.rotate(x.R, 0, new double[] {0.5 - x.accelBias[0], 0.3 - x.accelBias[1], 9.79 - x.accelBias[2]}, 0, up, 0);
        assertThat(up).containsExactly(new double[] {0, 0, 9.81}, within(2e-3));
        assertThat(Math.atan2(x.R[3], x.R[0])).isCloseTo(0, within(2e-3));
    }

    @Test
    void aNormalCorrectsAsFiniteDifferencesOnTheGroupSay() {
        Random random = new Random(1);
        InvariantFilter f = new InvariantFilter(2);
        BaseEstimatorState x = new BaseEstimatorState(2);
        SO3.exp(0.4, -0.7, 1.1, x.R, 0);
        double[] normal = new double[3];
        SO3.rotateInverse(x.R, 0, new double[] {0, 0, 1}, 0, normal, 0);
        double[][] H = new double[2][3];
        double[] turned = new double[9];
        double[] R = new double[9];
        double[] up = new double[3];
        double h = 1e-6;
        for (int axis = 0; axis < 3; axis++) {
            for (int way = -1; way <= 1; way += 2) {
                // X̂ = Exp(ξ) X
                SO3.exp(axis == 0 ? way * h : 0, axis == 1 ? way * h : 0, axis == 2 ? way * h : 0, turned, 0);
                SO3.multiply(turned, 0, x.R, 0, R, 0);
                SO3.rotate(R, 0, normal, 0, up, 0);
                for (int i = 0; i < 2; i++) {
                    H[i][axis] += way * up[i] / (2 * h);
                }
            }
        }
        int n = f.n;
        DMatrixRMaj A = RandomMatrices_DDRM.rectangle(n, n, -0.1, 0.1, random);
        DMatrixRMaj P = new DMatrixRMaj(n, n);
        CommonOps_DDRM.multTransB(A, A, P);
        System.arraycopy(P.data, 0, f.cov, 0, n * n);
        double[][] M = new double[n][2]; // P Hᵀ
        double[][] S = {{0.02, 0.007}, {0.007, 0.01}};
        for (int j = 0; j < 2; j++) {
            for (int k = 0; k < 3; k++) {
                for (int i = 0; i < n; i++) {
                    M[i][j] += P.get(i, k) * H[j][k];
                }
            }
        }
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                for (int k = 0; k < 3; k++) {
                    S[i][j] += H[i][k] * M[k][j];
                }
            }
        }
        double det = S[0][0] * S[1][1] - S[0][1] * S[1][0];
        double[] expected = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                // P − M S⁻¹ Mᵀ
                expected[i * n + j] = P.get(i, j)
                        - (M[i][0] * (S[1][1] * M[j][0] - S[0][1] * M[j][1])
                                        + M[i][1] * (S[0][0] * M[j][1] - S[1][0] * M[j][0]))
                                / det;
            }
        }
        assertThat(Math.abs(expected[0] - f.cov[0])).isGreaterThan(1e-3);
        double[] noise = {0.02, 0.007, 0, 0.007, 0.01, 0, 0, 0, 0.01};
        assertThat(f.correctNormal(x, normal, 0, noise, 16).nis()).isBetween(0.0, 1e-20);
        assertThat(f.cov).containsExactly(expected, within(1e-9));
    }

    @Test
    void zeroVelocityAndExternalPoseArriveWhereTheyPoint() {
        InvariantFilter f = new InvariantFilter(2);
        BaseEstimatorState x = randomState(new Random(7), 0.3);
        double[] R = new double[9];
        SO3.exp(0.1, -0.2, 0.3, R, 0);
        diagonal(f, 1);
        double[] tight = {1e-10, 0, 0, 0, 1e-10, 0, 0, 0, 1e-10};
        for (int k = 0; k < 5; k++) {
            f.correctOrientation(x, R, tight, Double.POSITIVE_INFINITY);
            f.correctPosition(x, new double[] {1, 2, 3}, tight, Double.POSITIVE_INFINITY);
            f.correctZeroVelocity(x, 1e-5, Double.POSITIVE_INFINITY);
        }
        assertThat(x.R).containsExactly(R, within(1e-6));
        assertThat(x.p).containsExactly(new double[] {1, 2, 3}, within(1e-6));
        assertThat(x.v).containsExactly(new double[3], within(1e-6));
    }

    @Test
    @Tag("slow")
    void covarianceStaysSymmetricPositiveDefiniteOverAMillionRandomTicks() {
        Random random = new Random(8);
        InvariantFilter f = new InvariantFilter(2);
        BaseEstimatorState x = randomState(random, 1);
        diagonal(f, 0.1);
        double[] y = new double[3];
        for (int k = 0; k < 1_000_000; k++) {
            if (k % 50 == 0) {
                x.standing[0] = random.nextInt(2);
                x.standing[1] = random.nextInt(2);
                SO3.exp(random.nextGaussian(), random.nextGaussian(), random.nextGaussian(), x.R, 0);
            }
            double[] imu = {
                random.nextDouble() - 0.5,
                random.nextDouble() - 0.5,
                random.nextDouble() - 0.5,
                random.nextDouble(),
                random.nextDouble(),
                random.nextDouble(),
            };
            f.predict(x, imu, 0.0002 + 0.002 * random.nextDouble(), 0, 0, USUAL);
            for (int c = 0; c < 2; c++) {
                for (int i = 0; i < 3; i++) {
                    y[i] = random.nextDouble() - 0.5;
                }
                if (x.standing[c] == 0) {
                    f.seedFoot(x, c, y, 0, FOOT_NOISE, 0, 1e-3);
                } else {
                    f.correctFoot(x, c, y, 0, FOOT_NOISE, 0, Double.POSITIVE_INFINITY);
                }
            }
            if (k % 10_000 == 0) {
                assertPositiveDefinite(f);
            }
        }
        assertPositiveDefinite(f);
    }

    private static void assertPositiveDefinite(InvariantFilter f) {
        DMatrixRMaj scaled = new DMatrixRMaj(f.n, f.n);
        for (int i = 0; i < f.n; i++) {
            for (int j = 0; j < f.n; j++) {
                assertThat(f.cov[i * f.n + j]).isEqualTo(f.cov[j * f.n + i]);
                // correlations: the units drop out
                scaled.set(i, j, f.cov[i * f.n + j] / Math.sqrt(f.cov[i * f.n + i] * f.cov[j * f.n + j]));
            }
        }
        assertThat(DecompositionFactory_DDRM.chol(f.n, true).decompose(scaled)).isTrue();
    }
}
