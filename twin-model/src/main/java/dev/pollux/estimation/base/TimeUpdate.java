package dev.pollux.estimation.base;

import static dev.pollux.estimation.base.InvariantFilter.D;
import static dev.pollux.estimation.base.InvariantFilter.P;
import static dev.pollux.estimation.base.InvariantFilter.SLIP_LASTS;
import static dev.pollux.estimation.base.InvariantFilter.THETA;
import static dev.pollux.estimation.base.InvariantFilter.V;

import dev.pollux.spatial.SO3;
import dev.pollux.spatial.World;

/**
 * The filter's time update: exact on the group for an IMU sample held over the step, covariance with the blocks of Φ.
 *
 * <p>P ← Φ (P + Ad_X Q Ad_Xᵀ dt) Φᵀ (HGEG eq. 16 and 61). Φ is exact except for ∂(Γ₁a)/∂φ and ∂(Γ₂a)/∂φ, which are
 * truncated after the first order in φ: at 10 rad/s and 2 ms that is 1e-4 of a term that is itself 1e-3 of its block.
 */
final class TimeUpdate {
    private final InvariantFilter f;
    private final int n;
    private final double[] g0 = new double[9];
    private final double[] g1 = new double[9];
    private final double[] g2 = new double[9];
    private final double[] rg1 = new double[9]; // R Γ₁ dt
    private final double[] rg2 = new double[9]; // R Γ₂ dt²
    private final double[] turned = new double[9];
    private final double[] slope = new double[9];
    private final double[] block = new double[9];
    private final double[] vBlock = new double[9];
    private final double[] pBlock = new double[9];
    private final double[] aligned; // v, p, the contact points and the slip, one after the other
    private double kept;

    TimeUpdate(InvariantFilter filter) {
        f = filter;
        n = filter.n;
        aligned = new double[9 + 3 * filter.contacts];
    }

    void step(BaseEstimatorState x, double[] imu, double dt, double turnDoubt, double pushDoubt, FilterNoise q) {
        kept = Math.exp(-dt / SLIP_LASTS);
        addNoise(x, q.gyro() * q.gyro() * dt + turnDoubt, q.accel() * q.accel() * dt + pushDoubt, q, dt);
        double wx = (imu[0] - x.gyroBias[0]) * dt;
        double wy = (imu[1] - x.gyroBias[1]) * dt;
        double wz = (imu[2] - x.gyroBias[2]) * dt;
        double ax = imu[3] - x.accelBias[0];
        double ay = imu[4] - x.accelBias[1];
        double az = imu[5] - x.accelBias[2];
        Gamma.of(wx, wy, wz, g0, g1, g2);
        SO3.multiply(x.R, 0, g1, 0, rg1, 0);
        SO3.multiply(x.R, 0, g2, 0, rg2, 0);
        SO3.multiply(x.R, 0, g0, 0, turned, 0);
        for (int i = 0; i < 9; i++) {
            rg1[i] *= dt;
            rg2[i] *= dt * dt;
        }
        // the derivative of R a by the gyro bias needs the attitude at the start of the step
        slope(ax, ay, az, wx, wy, wz, 1.0 / 2, 1.0 / 6, x.R, dt * dt, vBlock);
        slope(ax, ay, az, wx, wy, wz, 1.0 / 6, 1.0 / 24, x.R, dt * dt * dt, pBlock);
        for (int i = 0; i < 3; i++) {
            double g = i == 2 ? -World.GRAVITY : 0;
            // p ← p + v dt + (R Γ₂ a + ½ g) dt²,  v ← v + (R Γ₁ a + g) dt
            x.p[i] += x.v[i] * dt + row(rg2, i, ax, ay, az) + 0.5 * g * dt * dt;
            x.v[i] += row(rg1, i, ax, ay, az) + g * dt;
        }
        System.arraycopy(turned, 0, x.R, 0, 9);
        // d ← d + s dt,  s ← e^{−dt/τ} s
        for (int i = 0; i < x.d.length; i++) {
            x.d[i] += x.slip[i % 3] * dt;
        }
        for (int i = 0; i < 3; i++) {
            x.slip[i] *= kept;
        }
        minusSkewTimes(x.v, 0, rg1, vBlock);
        minusSkewTimes(x.p, 0, rg1, pBlock);
        rows(x, dt);
        columns(x, dt);
        mirror();
    }

    private static double row(double[] A, int i, double x, double y, double z) {
        return A[3 * i] * x + A[3 * i + 1] * y + A[3 * i + 2] * z;
    }

    /** out = −R ∂(Γ a)/∂φ scale, with ∂(Γ a)/∂φ = −c₁ [a]× − c₂ ([φ×a]× + [φ]×[a]×). */
    private void slope(
            double ax,
            double ay,
            double az,
            double wx,
            double wy,
            double wz,
            double c1,
            double c2,
            double[] R,
            double scale,
            double[] out) {
        double ux = c1 * ax + c2 * (wy * az - wz * ay);
        double uy = c1 * ay + c2 * (wz * ax - wx * az);
        double uz = c1 * az + c2 * (wx * ay - wy * ax);
        // [φ]×[a]× = a φᵀ − (φ·a) I
        double dot = c2 * (wx * ax + wy * ay + wz * az);
        slope[0] = c2 * ax * wx - dot;
        slope[1] = c2 * ax * wy - uz;
        slope[2] = c2 * ax * wz + uy;
        slope[3] = c2 * ay * wx + uz;
        slope[4] = c2 * ay * wy - dot;
        slope[5] = c2 * ay * wz - ux;
        slope[6] = c2 * az * wx - uy;
        slope[7] = c2 * az * wy + ux;
        slope[8] = c2 * az * wz - dot;
        SO3.multiply(R, 0, slope, 0, out, 0);
        for (int i = 0; i < 9; i++) {
            out[i] *= scale;
        }
    }

    /** out −= [u]× A. */
    private static void minusSkewTimes(double[] u, int at, double[] A, double[] out) {
        double x = u[at];
        double y = u[at + 1];
        double z = u[at + 2];
        for (int j = 0; j < 3; j++) {
            out[j] += z * A[3 + j] - y * A[6 + j];
            out[3 + j] += x * A[6 + j] - z * A[j];
            out[6 + j] += y * A[j] - x * A[3 + j];
        }
    }

    /** P ← Φ P. */
    private void rows(BaseEstimatorState x, double dt) {
        double[] C = f.cov;
        double h = 0.5 * dt * dt;
        for (int j = 0; j < n; j++) {
            double t0 = C[THETA * n + j];
            double t1 = C[(THETA + 1) * n + j];
            double v0 = C[V * n + j];
            double v1 = C[(V + 1) * n + j];
            double v2 = C[(V + 2) * n + j];
            // [g]× θ with g along −z: (γ θy, −γ θx, 0)
            C[P * n + j] += dt * v0 + h * World.GRAVITY * t1;
            C[(P + 1) * n + j] += dt * v1 - h * World.GRAVITY * t0;
            C[(P + 2) * n + j] += dt * v2;
            C[V * n + j] += dt * World.GRAVITY * t1;
            C[(V + 1) * n + j] -= dt * World.GRAVITY * t0;
        }
        addRows(THETA, f.bg, rg1, -1);
        addRows(V, f.bg, vBlock, 1);
        addRows(V, f.ba, rg1, -1);
        addRows(P, f.bg, pBlock, 1);
        addRows(P, f.ba, rg2, -1);
        for (int c = 0; c < f.contacts; c++) {
            java.util.Arrays.fill(block, 0);
            minusSkewTimes(x.d, 3 * c, rg1, block);
            addRows(D + 3 * c, f.bg, block, 1);
            for (int i = 0; i < 3 * n; i++) {
                C[(D + 3 * c) * n + i] += dt * C[f.slip * n + i];
            }
        }
        for (int i = f.slip * n; i < f.bg * n; i++) {
            C[i] *= kept;
        }
        java.util.Arrays.fill(block, 0);
        minusSkewTimes(x.slip, 0, rg1, block);
        addRows(f.slip, f.bg, block, 1);
    }

    private void addRows(int to, int from, double[] B, double sign) {
        double[] C = f.cov;
        for (int i = 0; i < 3; i++) {
            double a = sign * B[3 * i];
            double b = sign * B[3 * i + 1];
            double c = sign * B[3 * i + 2];
            int t = (to + i) * n;
            int s = from * n;
            for (int j = 0; j < n; j++) {
                C[t + j] += a * C[s + j] + b * C[s + n + j] + c * C[s + 2 * n + j];
            }
        }
    }

    /** P ← P Φᵀ on and above the diagonal. */
    private void columns(BaseEstimatorState x, double dt) {
        double[] C = f.cov;
        for (int c = 0; c < f.contacts; c++) {
            for (int i = 0; i < D + 3 * c + 3; i++) {
                for (int j = 0; j < 3; j++) {
                    C[i * n + D + 3 * c + j] += dt * C[i * n + f.slip + j];
                }
            }
        }
        for (int i = 0; i < f.bg; i++) {
            for (int j = f.slip; j < f.bg; j++) {
                C[i * n + j] *= kept;
            }
        }
        java.util.Arrays.fill(block, 0);
        minusSkewTimes(x.slip, 0, rg1, block);
        addColumns(f.slip, f.bg, block, 1);
        for (int c = 0; c < f.contacts; c++) {
            java.util.Arrays.fill(block, 0);
            minusSkewTimes(x.d, 3 * c, rg1, block);
            addColumns(D + 3 * c, f.bg, block, 1);
        }
        double h = 0.5 * dt * dt;
        for (int i = 0; i < D; i++) {
            int r = i * n;
            C[r + P] += dt * C[r + V] + h * World.GRAVITY * C[r + 1];
            C[r + P + 1] += dt * C[r + V + 1] - h * World.GRAVITY * C[r];
            C[r + P + 2] += dt * C[r + V + 2];
        }
        addColumns(P, f.bg, pBlock, 1);
        addColumns(P, f.ba, rg2, -1);
        for (int i = 0; i < P; i++) {
            int r = i * n;
            C[r + V] += dt * World.GRAVITY * C[r + 1];
            C[r + V + 1] -= dt * World.GRAVITY * C[r];
        }
        addColumns(V, f.bg, vBlock, 1);
        addColumns(V, f.ba, rg1, -1);
        addColumns(THETA, f.bg, rg1, -1);
    }

    private void addColumns(int to, int from, double[] B, double sign) {
        double[] C = f.cov;
        for (int i = 0; i < to + 3; i++) {
            int r = i * n;
            double a = sign * C[r + from];
            double b = sign * C[r + from + 1];
            double c = sign * C[r + from + 2];
            C[r + to] += a * B[0] + b * B[1] + c * B[2];
            C[r + to + 1] += a * B[3] + b * B[4] + c * B[5];
            C[r + to + 2] += a * B[6] + b * B[7] + c * B[8];
        }
    }

    private void mirror() {
        double[] C = f.cov;
        for (int i = 1; i < n; i++) {
            for (int j = 0; j < i; j++) {
                C[i * n + j] = C[j * n + i];
            }
        }
    }

    /** P ← P + Ad_X Q Ad_Xᵀ dt for isotropic noises, for which the rotation cancels. */
    private void addNoise(BaseEstimatorState x, double gyro, double accel, FilterNoise q, double dt) {
        double[] C = f.cov;
        System.arraycopy(x.v, 0, aligned, 0, 3);
        System.arraycopy(x.p, 0, aligned, 3, 3);
        System.arraycopy(x.d, 0, aligned, 6, 3 * f.contacts);
        System.arraycopy(x.slip, 0, aligned, 6 + 3 * f.contacts, 3);
        int m = 3 + f.contacts;
        for (int k = 0; k < m; k++) {
            int at = V + 3 * k;
            double x0 = gyro * aligned[3 * k];
            double y0 = gyro * aligned[3 * k + 1];
            double z0 = gyro * aligned[3 * k + 2];
            // I [u]×ᵀ = −[u]×
            addSymmetric(0, at + 1, z0);
            addSymmetric(0, at + 2, -y0);
            addSymmetric(1, at, -z0);
            addSymmetric(1, at + 2, x0);
            addSymmetric(2, at, y0);
            addSymmetric(2, at + 1, -x0);
            for (int l = k; l < m; l++) {
                addSkewProduct(at, V + 3 * l, x0, y0, z0, 3 * l);
            }
        }
        addDiagonal(THETA, gyro);
        addDiagonal(V, accel);
        for (int c = 0; c < f.contacts; c++) {
            double contact = x.standing[c] != 0 ? q.contact() * q.contact() * x.slipScale[c] : q.swing() * q.swing();
            addDiagonal(D + 3 * c, contact * dt);
        }
        addDiagonal(f.slip, (1 - kept * kept) * x.slipVariance);
        addDiagonal(f.bg, q.gyroBiasWalk() * q.gyroBiasWalk() * dt);
        addDiagonal(f.ba, q.accelBiasWalk() * q.accelBiasWalk() * dt);
    }

    /** Adds [a]× [u]×ᵀ = (a·u) I − u aᵀ at block (row, col), with scaled a, and its mirror. */
    private void addSkewProduct(int row, int col, double x, double y, double z, int u) {
        double[] C = f.cov;
        double ux = aligned[u];
        double uy = aligned[u + 1];
        double uz = aligned[u + 2];
        double dot = x * ux + y * uy + z * uz;
        block[0] = dot - ux * x;
        block[1] = -ux * y;
        block[2] = -ux * z;
        block[3] = -uy * x;
        block[4] = dot - uy * y;
        block[5] = -uy * z;
        block[6] = -uz * x;
        block[7] = -uz * y;
        block[8] = dot - uz * z;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                C[(row + i) * n + col + j] += block[3 * i + j];
                if (row != col) {
                    C[(col + j) * n + row + i] += block[3 * i + j];
                }
            }
        }
    }

    private void addSymmetric(int i, int j, double value) {
        f.cov[i * n + j] += value;
        f.cov[j * n + i] += value;
    }

    private void addDiagonal(int at, double value) {
        for (int i = at; i < at + 3; i++) {
            f.cov[i * n + i] += value;
        }
    }
}
