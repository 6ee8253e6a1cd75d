package dev.pollux.estimation.base;

import dev.pollux.spatial.SO3;
import dev.pollux.spatial.World;

/**
 * Right-invariant extended Kalman filter on SE_{3+K}(3) with IMU biases (R. Hartley, M. Ghaffari, R. Eustice, J.
 * Grizzle, "Contact-aided invariant extended Kalman filtering for robot state estimation", IJRR 39(4) 2020; HGEG
 * below).
 *
 * <p>Besides velocity, position and K contact points there is one more column, the common velocity s of the standing
 * feet: ḋ = s + white noise, ṡ = −s/τ + noise. It has zero mean, and so separates motion of feet over tenths of a
 * second from random motion.
 *
 * <p>{@link BaseEstimatorState} stores the state; this object is the workspace of one thread. {@link #open} unpacks the
 * covariance, {@link #close} packs it. Only differences between the IMU and the footholds are measured, so yaw and
 * position in the world are unobservable: their variance grows until an external pose arrives. Nothing here allocates.
 */
public final class InvariantFilter {
    /** Index of the errors of orientation, velocity, position and the first contact point. */
    public static final int THETA = 0;

    public static final int V = 3;
    public static final int P = 6;
    public static final int D = 9;

    /** The innovation gate: χ² of three degrees of freedom at 99.9 %. */
    public static final double GATE = 16.27;

    /** Time constant τ of the correlated slip, s. */
    public static final double SLIP_LASTS = 0.05;

    /** Number of contact points, K. */
    public final int contacts;

    final int n;
    final int slip;
    final int bg;
    final int ba;

    /** Error covariance, n×n, row-major, symmetric; valid between {@link #open} and {@link #close}. */
    final double[] cov;

    private final TimeUpdate timeUpdate;
    private final MeasurementUpdate update;
    private final double[] residual;
    private final double[] noise = new double[9];

    /** A workspace for K contact points. */
    public InvariantFilter(int contacts) {
        this.contacts = contacts;
        n = BaseEstimatorState.size(contacts);
        slip = D + 3 * contacts;
        bg = slip + 3;
        ba = bg + 3;
        cov = new double[n * n];
        timeUpdate = new TimeUpdate(this);
        update = new MeasurementUpdate(this);
        residual = update.innovation.residual;
    }

    /** Unpacks the covariance of a state. */
    public void open(BaseEstimatorState x) {
        PackedCovariance.unpack(x.covariance, cov, n, contacts, x.p);
    }

    /** Packs the covariance back into the state; it is no longer valid here. */
    public void close(BaseEstimatorState x) {
        PackedCovariance.pack(cov, n, contacts, x.p, x.covariance);
    }

    /**
     * Time update over {@code dt} seconds with one IMU sample.
     *
     * @param imu angular velocity (rad/s) then specific force (m/s²), IMU frame, including biases
     * @param turnDoubt variance of the turn over the step beyond the sensor's noise, rad² per axis
     * @param pushDoubt the same for the gained velocity, (m/s)² per axis
     */
    public void predict(
            BaseEstimatorState x, double[] imu, double dt, double turnDoubt, double pushDoubt, FilterNoise q) {
        timeUpdate.step(x, imu, dt, turnDoubt, pushDoubt, q);
    }

    /**
     * Corrects with the position of a standing foot (HGEG eq. 19): y = Rᵀ(d − p) + noise.
     *
     * @param c index of the contact
     * @param y position of the contact point in the IMU frame, m, three numbers from {@code yAt}
     * @param yCov its 3×3 covariance in the IMU frame, m², nine numbers from {@code covAt}
     * @param gate rejects a normalised innovation squared above this (χ², three degrees of freedom)
     * @return the innovation, and whether it corrected the state
     */
    public Innovation correctFoot(
            BaseEstimatorState x, int c, double[] y, int yAt, double[] yCov, int covAt, double gate) {
        SO3.rotate(x.R, 0, y, yAt, residual, 0);
        for (int i = 0; i < 3; i++) {
            // r = R̂ y + p̂ − d̂ = ξp − ξd
            residual[i] += x.p[i] - x.d[3 * c + i];
        }
        rotateCovariance(x.R, yCov, covAt, noise);
        update.clear();
        update.addIdentity(P, 1);
        update.addIdentity(D + 3 * c, -1);
        return update.apply(x, noise, gate, false);
    }

    /** The innovation of a standing foot, without a correction; parameters as of {@link #correctFoot}. */
    public Innovation compareFoot(BaseEstimatorState x, int c, double[] y, int yAt, double[] yCov, int covAt) {
        return correctFoot(x, c, y, yAt, yCov, covAt, Double.NEGATIVE_INFINITY);
    }

    /** Corrects with a velocity of zero, σ in m/s. Returns as {@link #correctFoot}. */
    public Innovation correctZeroVelocity(BaseEstimatorState x, double sigma, double gate) {
        System.arraycopy(x.v, 0, residual, 0, 3);
        isotropic(sigma);
        update.clear();
        update.addIdentity(V, 1);
        return update.apply(x, noise, gate, false);
    }

    /**
     * Corrects the level with the mean specific force of a robot that hardly accelerates: R̂(a − b̂a) should be −g,
     * except for the velocity gained over the mean. Yaw is unchanged: its row of the gain is zero, which the Joseph
     * form allows.
     *
     * @param accel mean specific force, IMU frame, m/s²
     * @param sigma of that mean as a measurement of gravity, m/s²; σ/T for a robot whose velocity before is known to σ
     * @param over T, duration of the mean, s, at whose end the velocity is zero; infinite if independent of it
     */
    public Innovation correctGravity(BaseEstimatorState x, double[] accel, double sigma, double over, double gate) {
        for (int i = 0; i < 3; i++) {
            residual[i] = accel[i] - x.accelBias[i];
        }
        SO3.rotate(x.R, 0, residual, 0, residual, 0);
        residual[2] -= World.GRAVITY;
        // r = R̂(a − b̂a) + g = [g]× ξθ − R̂ ζa + v/T, and v = v̂ − ξv with v̂ = 0
        isotropic(sigma);
        update.clear();
        update.addSkew(THETA, 0, 0, -World.GRAVITY, 1);
        update.addMatrix(ba, x.R, -1);
        if (over < Double.POSITIVE_INFINITY) {
            update.addIdentity(V, -1 / over);
        }
        return update.apply(x, noise, gate, true);
    }

    /**
     * Corrects with the normal of a sole that stands on level ground: R̂ n should be e_z.
     *
     * @param normal of the sole, IMU frame, three numbers from {@code at}
     * @param noiseCov 3×3 covariance of the normal's horizontal part, world axes; its third row and column only hold a
     *     pivot of the same size
     */
    public Innovation correctNormal(BaseEstimatorState x, double[] normal, int at, double[] noiseCov, double gate) {
        // r = R̂ n − e_z = ξθ × e_z = −[e_z]× ξθ, whose third row is zero
        SO3.rotate(x.R, 0, normal, at, residual, 0);
        residual[2] = 0;
        update.clear();
        update.addSkew(THETA, 0, 0, 1, -1);
        return update.apply(x, noiseCov, gate, false);
    }

    /**
     * Corrects with an externally measured position of the IMU (motion capture, satellites).
     *
     * @param pose position in W, m
     * @param poseCov 3×3, m², row-major
     */
    public Innovation correctPosition(BaseEstimatorState x, double[] pose, double[] poseCov, double gate) {
        for (int i = 0; i < 3; i++) {
            residual[i] = x.p[i] - pose[i];
        }
        System.arraycopy(poseCov, 0, noise, 0, 9);
        update.clear();
        update.addIdentity(P, 1);
        // p̂ − p = ξp + ξθ × p = ξp − [p]× ξθ
        update.addSkew(THETA, x.p[0], x.p[1], x.p[2], -1);
        return update.apply(x, noise, gate, false);
    }

    /**
     * Corrects with an externally measured orientation.
     *
     * @param pose R_WI, nine numbers
     * @param poseCov 3×3, rad², of the rotation vector in W
     */
    public Innovation correctOrientation(BaseEstimatorState x, double[] pose, double[] poseCov, double gate) {
        // r = Log(R̂ Rᵀ)
        update.rotationBetween(pose, x.R, residual);
        System.arraycopy(poseCov, 0, noise, 0, 9);
        update.clear();
        update.addIdentity(THETA, 1);
        return update.apply(x, noise, gate, false);
    }

    /** Sets contact c to its kinematic position, d = p + R y, with errors correlated with p's (HGEG §4.5). */
    public void seedFoot(BaseEstimatorState x, int c, double[] y, int yAt, double[] yCov, int covAt, double extra) {
        SO3.rotate(x.R, 0, y, yAt, x.d, 3 * c);
        int at = D + 3 * c;
        for (int i = 0; i < 3; i++) {
            x.d[3 * c + i] += x.p[i];
        }
        // ξd = ξp + R n: its row and column are those of p, and its own variance gains the noise
        for (int i = 0; i < 3; i++) {
            System.arraycopy(cov, (P + i) * n, cov, (at + i) * n, n);
        }
        for (int j = 0; j < n; j++) {
            System.arraycopy(cov, j * n + P, cov, j * n + at, 3);
        }
        rotateCovariance(x.R, yCov, covAt, noise);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                cov[(at + i) * n + at + j] += noise[3 * i + j] + (i == j ? extra * extra : 0);
            }
        }
    }

    /** Covariance of two components of the error. */
    public double covariance(int i, int j) {
        return cov[i * n + j];
    }

    /** Whether the covariance is finite. */
    public boolean finite() {
        return Finite.all(cov);
    }

    /** Removes the correlation of component {@code at} and its two neighbours with the rest, and sets their σ. */
    void reset(int at, double sigma) {
        for (int i = at; i < at + 3; i++) {
            for (int j = 0; j < n; j++) {
                cov[i * n + j] = 0;
                cov[j * n + i] = 0;
            }
            cov[i * n + i] = sigma * sigma;
        }
    }

    /** Adds variance σ² to three components of the error from {@code at}. */
    public void inflate(int at, double sigma) {
        for (int i = at; i < at + 3; i++) {
            cov[i * n + i] += sigma * sigma;
        }
    }

    private void isotropic(double sigma) {
        java.util.Arrays.fill(noise, 0);
        noise[0] = noise[4] = noise[8] = sigma * sigma;
    }

    /** N = R C Rᵀ, symmetric. */
    private static void rotateCovariance(double[] R, double[] C, int at, double[] N) {
        for (int i = 0; i < 3; i++) {
            double a = R[3 * i];
            double b = R[3 * i + 1];
            double c = R[3 * i + 2];
            double t0 = a * C[at] + b * C[at + 3] + c * C[at + 6];
            double t1 = a * C[at + 1] + b * C[at + 4] + c * C[at + 7];
            double t2 = a * C[at + 2] + b * C[at + 5] + c * C[at + 8];
            for (int j = i; j < 3; j++) {
                double s = t0 * R[3 * j] + t1 * R[3 * j + 1] + t2 * R[3 * j + 2];
                N[3 * i + j] = s;
                N[3 * j + i] = s;
            }
        }
    }
}
