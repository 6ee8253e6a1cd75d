package dev.pollux.estimation.base;

import java.util.Arrays;

/** Input of the estimator for one frame; overwritten for each frame. NaN means absent. */
public final class EstimatorInput {
    /** Sensor stamp, ns. */
    public long stampNs;

    /** Sequence number, or −1. */
    public long seq = -1;

    /** Time since the last frame's sensors were sampled, s; if absent, from the stamps. See SampleClock. */
    public double step = Double.NaN;

    /**
     * Duration of the last step of the sensors' loop, s: for a frame with a further part of the last sample, whose own
     * step is almost 0; if absent: {@link #step}.
     */
    public double lastStep = Double.NaN;

    /** Angular velocity (rad/s) and specific force (m/s²) in the IMU frame. */
    public final double[] imu = new double[6];

    /** Position of each contact point in the IMU frame, m, 3K numbers. */
    public final double[] sole;

    /** Covariance of each such position, m², 9K numbers, row-major. */
    public final double[] soleCovariance;

    /** Unit normal of each sole, out of the ground, in the IMU frame, 3K numbers; absent for a point foot. */
    public final double[] soleNormal;

    /** Greatest deviation of each normal from its mean that encoder noise causes, rad, K numbers. */
    public final double[] normalNoise;

    /** Whether a contact is a sole that lies flat on the ground, not a point. */
    public final boolean[] flat;

    /** Centre of pressure relative to each contact point, IMU axes, m, 3K numbers; absent without a moment sensor. */
    public final double[] pressure;

    /** Normal force on each contact, N. */
    public final double[] force;

    /**
     * Whether a contact point that is missing in the frame was known in an earlier one and will be again: its foot
     * stays unchanged until then. Otherwise a foot without a position is released.
     */
    public final boolean[] awaited;

    /** Contact flags: 1, 0, or −1 if unknown. */
    public final int[] flag;

    /** External position of the IMU in W, m. */
    public final double[] position = new double[3];

    /** Its covariance, m², row-major. */
    public final double[] positionCovariance = new double[9];

    /** External orientation R_WI, row-major. */
    public final double[] orientation = new double[9];

    /** Covariance of its rotation vector in W, rad², row-major. */
    public final double[] orientationCovariance = new double[9];

    /** Whether a sensor is coarse, repeats or is about to be reported: then correlated innovations are expected. */
    public boolean coarse;

    /** An empty frame for K contact points. */
    public EstimatorInput(int contacts) {
        sole = new double[3 * contacts];
        soleCovariance = new double[9 * contacts];
        soleNormal = new double[3 * contacts];
        normalNoise = new double[contacts];
        flat = new boolean[contacts];
        awaited = new boolean[contacts];
        pressure = new double[3 * contacts];
        force = new double[contacts];
        flag = new int[contacts];
        clear();
    }

    /** Marks everything absent. */
    public void clear() {
        seq = -1;
        step = Double.NaN;
        lastStep = Double.NaN;
        coarse = false;
        Arrays.fill(imu, Double.NaN);
        Arrays.fill(sole, Double.NaN);
        Arrays.fill(soleNormal, Double.NaN);
        Arrays.fill(flat, false);
        Arrays.fill(awaited, false);
        Arrays.fill(pressure, Double.NaN);
        Arrays.fill(force, Double.NaN);
        Arrays.fill(flag, -1);
        Arrays.fill(position, Double.NaN);
        Arrays.fill(orientation, Double.NaN);
    }

    /** Removes the sole of contact c, which the frame does not have. */
    public void takeOut(int c) {
        Arrays.fill(sole, 3 * c, 3 * c + 3, Double.NaN);
        Arrays.fill(soleNormal, 3 * c, 3 * c + 3, Double.NaN);
        flat[c] = false;
    }

    /**
     * Sets the covariance of a sole from its encoders: C = σ² J Jᵀ.
     *
     * @param c index of the contact
     * @param J position Jacobian of the sole in IMU axes with respect to the joints, 3×joints, row-major
     * @param joints number of columns
     * @param sigma of an encoder including its resolution q, rad: √(σ² + q²/12)
     */
    public void setEncoderNoise(int c, double[] J, int joints, double sigma) {
        for (int i = 0; i < 3; i++) {
            for (int j = i; j < 3; j++) {
                double sum = 0;
                for (int k = 0; k < joints; k++) {
                    sum += J[i * joints + k] * J[j * joints + k];
                }
                soleCovariance[9 * c + 3 * i + j] = sigma * sigma * sum;
                soleCovariance[9 * c + 3 * j + i] = sigma * sigma * sum;
            }
        }
    }
}
