package dev.pollux.estimation.time;

import dev.pollux.estimation.joints.JointEstimate;
import org.jspecify.annotations.Nullable;

/**
 * How much time passed between two samples of the joints, as the joints themselves tell: the way that each went over the
 * velocity with which it went, by weighted least squares over all joints. No clock is asked. Scratch memory for one thread;
 * allocates nothing.
 *
 * <p>It tells something only where joints move faster than their velocities are noisy: {@link #known}.
 */
public final class JointTime {
    /** Positions and velocities are not sampled at the same instant, to within this, s. */
    private static final double SKEW = 3e-4;

    /** Accelerations change at this rate, 1/s; see {@link dev.pollux.estimation.joints.JointFilter}. */
    private static final double CHANGE = 5;

    /** Velocities must be worth so many times their noise, squared, or they are noise. */
    private static final double LEAST_SIGNAL = 4;

    /** What moved farther between two samples is no motion, rad or m. */
    private static final double MOST_STEP = 2;

    private boolean sampled;
    private boolean measured;
    private boolean known;
    private double elapsed;
    private double variance;

    /** Whether the joints told anything. */
    public boolean known() {
        return known;
    }

    /** Time since the joints were last sampled, s. */
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

    /** Whether velocities were measured: the estimate's own are by the clock that they would have to judge. */
    public boolean byMeasuredVelocities() {
        return measured;
    }

    /**
     * Compares a frame's samples with the joints' last ones; before the frame is taken in.
     *
     * @param x the joints at the frame before
     * @param positions rad or m, n; NaN or null: not measured
     * @param velocities rad/s or m/s, n; where not measured the estimate's are used
     * @param about the time that passed, roughly, s
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
            // of the way less v Δt: both encoder samples, the mean velocity, its curvature, and how far q and q̇ are
            // apart
            double r = 2 * x.noise[j]
                    + h2 * (unsure + x.accelerationSquare[j] * (SKEW * SKEW + h2 * CHANGE * CHANGE * h2 / 144));
            signal += v * v / r;
            noise += unsure / r;
            way += v * step / r;
        }
        if (!(signal > LEAST_SIGNAL * noise) || !(signal > 0)) {
            return;
        }
        // noise in v makes v² larger than it is
        elapsed = way / (signal - noise);
        variance = 1 / (signal - noise);
        known = Math.abs(elapsed) < Double.POSITIVE_INFINITY && variance > 0;
    }
}
