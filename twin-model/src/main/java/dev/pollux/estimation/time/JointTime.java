package dev.pollux.estimation.time;

import dev.pollux.estimation.joints.JointEstimate;
import org.jspecify.annotations.Nullable;

/**
 * Time between two samples of the joints, from the joints only: the motion of each divided by its velocity, by weighted
 * least squares over all joints. Uses no clock. Working memory for one thread; allocates nothing.
 *
 * <p>It is known only if joints move faster than the noise of their velocities: {@link #known}.
 */
public final class JointTime {
    /** Time between sampling of positions and velocities, s. */
    private static final double SKEW = 3e-4;

    /** Rate of change of accelerations, 1/s; see {@link dev.pollux.estimation.joints.JointFilter}. */
    private static final double CHANGE = 5;

    /** Least square of the velocities relative to their noise variance. */
    private static final double LEAST_SIGNAL = 4;

    /** A larger difference of two samples is not motion, rad or m. */
    private static final double MOST_STEP = 2;

    private boolean sampled;
    private boolean measured;
    private boolean known;
    private double elapsed;
    private double variance;

    /** Whether the joints gave a time. */
    public boolean known() {
        return known;
    }

    /** Time since the joints' last sample, s. */
    public double elapsed() {
        return elapsed;
    }

    /** Its variance, s². */
    public double variance() {
        return variance;
    }

    /** Whether the joints were sampled. */
    public boolean sampled() {
        return sampled;
    }

    /** Whether velocities were measured: estimated ones depend on the clock that they would check. */
    public boolean byMeasuredVelocities() {
        return measured;
    }

    /**
     * Compares a frame's samples with the joints' last ones; call it before the frame is processed.
     *
     * @param x the joints at the frame before
     * @param positions rad or m, n; NaN or null: not measured
     * @param velocities rad/s or m/s, n; if not measured, the estimate's are used
     * @param about rough elapsed time, s
     */
    public void measure(JointEstimate x, double @Nullable [] positions, double @Nullable [] velocities, double about) {
        sampled = positions != null;
        measured = velocities != null;
        known = false;
        if (positions == null || x.frames < 2 || !(about > 0)) {
            return;
        }
        double h2 = about * about;
        double signal = 0;
        double noise = 0;
        double way = 0;
        int n = x.position.length;
        for (int j = 0; j < n; j++) {
            double step = positions[j] - x.measured(j);
            double unsure = x.covariance[6 * j + 3];
            if (!(Math.abs(step) <= MOST_STEP)) {
                continue;
            }
            double v = x.velocity[j] + 0.5 * about * x.acceleration[j];
            if (velocities != null && !Double.isNaN(velocities[j])) {
                v = 0.5 * (x.velocity[j] + velocities[j]);
                unsure = 0.25 * (unsure + x.noise[n + j]);
            }
            // variance of the motion minus v Δt: both encoder samples, the mean velocity, its curvature, and the skew
            // of q and q̇
            double r = 2 * x.noise[j]
                    + h2 * (unsure + x.accelerationSquare[j] * (SKEW * SKEW + h2 * CHANGE * CHANGE * h2 / 144));
            signal += v * v / r;
            noise += unsure / r;
            way += v * step / r;
        }
        if (!(signal > LEAST_SIGNAL * noise) || !(signal > 0)) {
            return;
        }
        // noise in v increases v²
        elapsed = way / (signal - noise);
        variance = 1 / (signal - noise);
        known = Math.abs(elapsed) < Double.POSITIVE_INFINITY && variance > 0;
    }
}
