package dev.pollux.estimation.base;

import dev.pollux.estimation.time.Gap;
import dev.pollux.spatial.SO3;
import org.jspecify.annotations.Nullable;

/** The estimator's result after a frame, for the base link B; overwritten each time. */
public final class BaseEstimate {
    /** Whether this frame starts or ends a contradiction of IMU and standing legs. */
    public enum Contradiction {
        UNCHANGED,
        BEGINS,
        ENDS
    }

    /** True if the estimator runs; otherwise the other fields are not valid. */
    public boolean running;

    /** Why the estimator started in this frame, or NONE. */
    public ResetReason reset = ResetReason.NONE;

    /** Length of the time since the last frame. */
    public Gap gap = Gap.REGULAR;

    /** Why no start is possible or, once the estimator runs, what is missing; otherwise null. */
    public @Nullable String complaint;

    /** Whether IMU and standing legs contradict one another from this frame on, or no longer do. */
    public Contradiction contradiction = Contradiction.UNCHANGED;

    /** Pose of the base, T_WB, 4×4 row-major. */
    public final double[] pose = new double[16];

    /** Velocity of the base origin (m/s) then angular velocity (rad/s), both in the base frame. */
    public final double[] velocity = new double[6];

    /** σ of the base position along the world axes, m. */
    public final double[] positionSigma = new double[3];

    /** σ of the rotation vector in world axes, rad: the first two are tilt, the third is yaw. */
    public final double[] orientationSigma = new double[3];

    /** Covariance of that rotation vector, 3×3, rad². */
    public final double[] orientationCovariance = new double[9];

    /** σ of the linear velocity in the base frame, m/s. */
    public final double[] velocitySigma = new double[3];

    /** Covariance of that velocity, 3×3, (m/s)². */
    public final double[] velocityCovariance = new double[9];

    /** Per contact: normalised innovation squared, three degrees of freedom; NaN without a measurement of the foot. */
    public final double[] nis;

    private double excess = 1;
    private final ImuMount mount;
    private final double[] R_WB = new double[9];
    private final double[] scratch = new double[9];

    /**
     * An estimate for K contact points.
     *
     * @param mount mount of the IMU, the estimator's own
     */
    public BaseEstimate(int contacts, ImuMount mount) {
        nis = new double[contacts];
        this.mount = mount;
    }

    /**
     * Computes pose, velocity and their σ from an open filter.
     *
     * @param gyroSampleSigma of the sample used as angular velocity, rad/s
     * @param larger ratio of the variances of orientation and velocity to the filter's; see {@link Whiteness}
     */
    public void read(BaseEstimatorState x, InvariantFilter f, double gyroSampleSigma, double larger) {
        running = true;
        excess = larger;
        double[] R_BI = mount.R_BI;
        double[] p_BI = mount.p_BI;
        // R_WB = R_WI R_BIᵀ
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                R_WB[3 * i + j] =
                        x.R[3 * i] * R_BI[3 * j] + x.R[3 * i + 1] * R_BI[3 * j + 1] + x.R[3 * i + 2] * R_BI[3 * j + 2];
            }
        }
        for (int i = 0; i < 3; i++) {
            System.arraycopy(R_WB, 3 * i, pose, 4 * i, 3);
            // p_WB = p_WI − R_WB p_BI
            pose[4 * i + 3] = x.p[i] - (R_WB[3 * i] * p_BI[0] + R_WB[3 * i + 1] * p_BI[1] + R_WB[3 * i + 2] * p_BI[2]);
            scratch[i] = x.imu[i] - x.gyroBias[i];
        }
        pose[15] = 1;
        SO3.rotate(R_BI, 0, scratch, 0, velocity, 3);
        SO3.rotateInverse(R_WB, 0, x.v, 0, velocity, 0);
        for (int i = 0; i < 3; i++) {
            velocity[3 + i] -= mount.w_BI[i];
            velocity[i] -= mount.v_BI[i];
        }
        // v_WB_B = R_WBᵀ v_WI − ω × p_BI − v_BI
        velocity[0] -= velocity[4] * p_BI[2] - velocity[5] * p_BI[1];
        velocity[1] -= velocity[5] * p_BI[0] - velocity[3] * p_BI[2];
        velocity[2] -= velocity[3] * p_BI[1] - velocity[4] * p_BI[0];
        sigmas(f, gyroSampleSigma);
        if (excess != 1) {
            raise();
        }
    }

    /** Factor by which σ of orientation and velocity is larger than the filter's, from the innovations. */
    public double sigmaTimes() {
        return Math.sqrt(excess);
    }

    /** Adds uncertainty to the covariances of tilt (σ in rad) and velocity (m/s), equal along all axes. */
    public void doubt(double tilt, double velocity) {
        if (tilt == 0 && velocity == 0) {
            return;
        }
        for (int i = 0; i < 3; i++) {
            orientationCovariance[4 * i] += i < 2 ? tilt * tilt : 0;
            orientationSigma[i] = Math.sqrt(orientationCovariance[4 * i]);
            velocityCovariance[4 * i] += velocity * velocity;
            velocitySigma[i] = Math.sqrt(velocityCovariance[4 * i]);
        }
    }

    private void raise() {
        for (int i = 0; i < 9; i++) {
            orientationCovariance[i] *= excess;
            velocityCovariance[i] *= excess;
        }
        for (int i = 0; i < 3; i++) {
            orientationSigma[i] *= sigmaTimes();
            velocitySigma[i] *= sigmaTimes();
        }
    }

    private void sigmas(InvariantFilter f, double gyroSampleSigma) {
        double[] C = f.cov;
        int n = f.n;
        for (int i = 0; i < 3; i++) {
            System.arraycopy(C, i * n, orientationCovariance, 3 * i, 3);
            orientationSigma[i] = Math.sqrt(C[i * n + i]);
            // δp = ξp − [p]× ξθ
            int a = (i + 1) % 3;
            int b = (i + 2) % 3;
            double pa = pose[4 * a + 3];
            double pb = pose[4 * b + 3];
            int P = InvariantFilter.P + i;
            double variance = C[P * n + P]
                    + pb * pb * C[a * n + a]
                    + pa * pa * C[b * n + b]
                    - 2 * pa * pb * C[a * n + b]
                    + 2 * pb * C[a * n + P]
                    - 2 * pa * C[b * n + P];
            positionSigma[i] = Math.sqrt(Math.max(0, variance));
        }
        // δv_B = R_WBᵀ ξv: the right-invariant velocity error is the body velocity's error
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double sum = 0;
                for (int k = 0; k < 3; k++) {
                    sum += R_WB[3 * k + i] * C[(InvariantFilter.V + k) * n + InvariantFilter.V + j];
                }
                scratch[3 * i + j] = sum;
            }
        }
        double[] p_BI = mount.p_BI;
        double r2 = p_BI[0] * p_BI[0] + p_BI[1] * p_BI[1] + p_BI[2] * p_BI[2];
        double gyro = gyroSampleSigma * gyroSampleSigma + C[f.bg * n + f.bg];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double sum = 0;
                for (int k = 0; k < 3; k++) {
                    sum += scratch[3 * i + k] * R_WB[3 * k + j];
                }
                // the gyro's error times the lever arm: σ² [p]× [p]×ᵀ
                velocityCovariance[3 * i + j] =
                        sum + gyro * ((i == j ? r2 : 0) - p_BI[i] * p_BI[j]) + mount.velocityCovariance(i, j);
            }
            velocitySigma[i] = Math.sqrt(velocityCovariance[4 * i]);
        }
        if (mount.moves()) {
            addJoints();
        }
    }

    /** C ← C + R_WB Q R_WBᵀ, the attitude error due to the joints between base and IMU. */
    private void addJoints() {
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double sum = 0;
                for (int k = 0; k < 3; k++) {
                    sum += R_WB[3 * i + k] * mount.attitudeCovariance(k, j);
                }
                scratch[3 * i + j] = sum;
            }
        }
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                for (int k = 0; k < 3; k++) {
                    orientationCovariance[3 * i + j] += scratch[3 * i + k] * R_WB[3 * j + k];
                }
            }
            orientationSigma[i] = Math.sqrt(orientationCovariance[4 * i]);
        }
    }
}
