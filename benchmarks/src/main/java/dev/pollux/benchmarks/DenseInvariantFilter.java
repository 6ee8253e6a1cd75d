package dev.pollux.benchmarks;

import dev.pollux.spatial.SO3;
import dev.pollux.spatial.World;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The right-invariant filter as in textbooks (Hartley et al., IJRR 2020): full 24×24 matrices with EJML, without using
 * structure. The structured filter is compared with it.
 */
final class DenseInvariantFilter {
    private static final int N = 24;

    final double[] R = {1, 0, 0, 0, 1, 0, 0, 0, 1};
    final double[][] u = new double[5][3]; // v, p, d1, d2, slip
    final DMatrixRMaj P = new DMatrixRMaj(N, N);

    private final DMatrixRMaj identity = CommonOps_DDRM.identity(N);
    private final DMatrixRMaj Phi = new DMatrixRMaj(N, N);
    private final DMatrixRMaj L = new DMatrixRMaj(N, N);
    private final DMatrixRMaj Q = new DMatrixRMaj(N, N);
    private final DMatrixRMaj a = new DMatrixRMaj(N, N);
    private final DMatrixRMaj b = new DMatrixRMaj(N, N);
    private final DMatrixRMaj H = new DMatrixRMaj(3, N);
    private final DMatrixRMaj S = new DMatrixRMaj(3, 3);
    private final DMatrixRMaj inverse = new DMatrixRMaj(3, 3);
    private final DMatrixRMaj noise = new DMatrixRMaj(3, 3);
    private final DMatrixRMaj PHt = new DMatrixRMaj(N, 3);
    private final DMatrixRMaj K = new DMatrixRMaj(N, 3);
    private final DMatrixRMaj KN = new DMatrixRMaj(N, 3);
    private final DMatrixRMaj residual = new DMatrixRMaj(3, 1);
    private final DMatrixRMaj xi = new DMatrixRMaj(N, 1);
    private final double[] turn = new double[9];
    private final double[] next = new double[9];
    private final double[] w = new double[3];

    /**
     * @param variance per √Hz², of gyro, accelerometer, contacts, gyro bias, accelerometer bias; then that of the slip,
     *     m²/s²
     * @param lasts time constant of the slip, s
     */
    void predict(double[] imu, double dt, double[] variance, double lasts) {
        double kept = Math.exp(-dt / lasts);
        CommonOps_DDRM.setIdentity(Phi);
        skew(Phi, 3, 0, 0, 0, -World.GRAVITY * dt);
        skew(Phi, 6, 0, 0, 0, -0.5 * World.GRAVITY * dt * dt);
        CommonOps_DDRM.fill(L, 0);
        CommonOps_DDRM.fill(Q, 0);
        for (int i = 0; i < 3; i++) {
            Phi.set(6 + i, 3 + i, dt);
            Q.set(i, i, variance[0] * dt);
            Q.set(3 + i, 3 + i, variance[1] * dt);
            Q.set(9 + i, 9 + i, variance[2] * dt);
            Q.set(12 + i, 12 + i, variance[2] * dt);
            Q.set(15 + i, 15 + i, (1 - kept * kept) * variance[5]);
            Q.set(18 + i, 18 + i, variance[3] * dt);
            Q.set(21 + i, 21 + i, variance[4] * dt);
            Phi.set(9 + i, 15 + i, dt);
            Phi.set(12 + i, 15 + i, dt);
            Phi.set(15 + i, 15 + i, kept);
            L.set(18 + i, 18 + i, 1);
            L.set(21 + i, 21 + i, 1);
        }
        for (int block = 0; block < 6; block++) {
            rotation(L, 3 * block, 3 * block, 1);
        }
        for (int k = 0; k < 5; k++) {
            skewTimesR(L, 3 + 3 * k, 0, u[k], 1);
            skewTimesR(Phi, 3 + 3 * k, 18, u[k], -dt);
        }
        rotation(Phi, 0, 18, -dt);
        rotation(Phi, 3, 21, -dt);
        rotation(Phi, 6, 21, -0.5 * dt * dt);
        // P ← Φ (P + L Q Lᵀ) Φᵀ
        CommonOps_DDRM.mult(L, Q, a);
        CommonOps_DDRM.multAddTransB(a, L, P);
        CommonOps_DDRM.mult(Phi, P, a);
        CommonOps_DDRM.multTransB(a, Phi, P);
        SO3.rotate(R, 0, imu, 3, w, 0);
        w[2] -= World.GRAVITY;
        for (int i = 0; i < 3; i++) {
            u[1][i] += u[0][i] * dt + 0.5 * w[i] * dt * dt;
            u[0][i] += w[i] * dt;
            u[2][i] += u[4][i] * dt;
            u[3][i] += u[4][i] * dt;
            u[4][i] *= kept;
        }
        SO3.exp(imu[0] * dt, imu[1] * dt, imu[2] * dt, turn, 0);
        SO3.multiply(R, 0, turn, 0, next, 0);
        System.arraycopy(next, 0, R, 0, 9);
    }

    /** Corrects with foot c at y in the IMU frame, variance in m². */
    void correct(int c, double[] y, double variance) {
        CommonOps_DDRM.fill(H, 0);
        SO3.rotate(R, 0, y, 0, w, 0);
        for (int i = 0; i < 3; i++) {
            H.set(i, 6 + i, 1);
            H.set(i, 9 + 3 * c + i, -1);
            residual.set(i, 0, w[i] + u[1][i] - u[2 + c][i]);
        }
        CommonOps_DDRM.setIdentity(noise);
        CommonOps_DDRM.scale(variance, noise);
        CommonOps_DDRM.multTransB(P, H, PHt);
        CommonOps_DDRM.mult(H, PHt, S);
        CommonOps_DDRM.addEquals(S, noise);
        CommonOps_DDRM.invert(S, inverse);
        CommonOps_DDRM.mult(PHt, inverse, K);
        // P ← (I − K H) P (I − K H)ᵀ + K N Kᵀ
        CommonOps_DDRM.mult(-1, K, H, a);
        CommonOps_DDRM.addEquals(a, identity);
        CommonOps_DDRM.mult(a, P, b);
        CommonOps_DDRM.multTransB(b, a, P);
        CommonOps_DDRM.mult(K, noise, KN);
        CommonOps_DDRM.multAddTransB(KN, K, P);
        CommonOps_DDRM.mult(-1, K, residual, xi);
        SO3.exp(xi.get(0), xi.get(1), xi.get(2), turn, 0);
        SO3.multiply(turn, 0, R, 0, next, 0);
        System.arraycopy(next, 0, R, 0, 9);
        for (int k = 0; k < 5; k++) {
            SO3.rotate(turn, 0, u[k], 0, u[k], 0);
            for (int i = 0; i < 3; i++) {
                u[k][i] += xi.get(3 + 3 * k + i);
            }
        }
    }

    private static void skew(DMatrixRMaj M, int row, int column, double x, double y, double z) {
        M.set(row, column + 1, -z);
        M.set(row, column + 2, y);
        M.set(row + 1, column, z);
        M.set(row + 1, column + 2, -x);
        M.set(row + 2, column, -y);
        M.set(row + 2, column + 1, x);
    }

    private void rotation(DMatrixRMaj M, int row, int column, double s) {
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                M.set(row + i, column + j, s * R[3 * i + j]);
            }
        }
    }

    /** Block s [x]× R. */
    private void skewTimesR(DMatrixRMaj M, int row, int column, double[] x, double s) {
        for (int j = 0; j < 3; j++) {
            M.set(row, column + j, s * (x[1] * R[6 + j] - x[2] * R[3 + j]));
            M.set(row + 1, column + j, s * (x[2] * R[j] - x[0] * R[6 + j]));
            M.set(row + 2, column + j, s * (x[0] * R[3 + j] - x[1] * R[j]));
        }
    }
}
