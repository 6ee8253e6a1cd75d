package dev.pollux.estimation.feet;

import static dev.pollux.estimation.base.InvariantFilter.THETA;

import dev.pollux.estimation.base.BaseEstimatorState;
import dev.pollux.estimation.base.Counter;
import dev.pollux.estimation.base.EstimatorInput;
import dev.pollux.estimation.base.EstimatorOptions;
import dev.pollux.estimation.base.InvariantFilter;
import dev.pollux.spatial.SO3;
import dev.pollux.spatial.World;

/**
 * What soles that stand firm on a floor known to be level say of the tilt: the sole's z axis in the world is e_z, within the
 * slope of the floor.
 *
 * <p>That slope lasts as long as the foot stands, and a floor that leans leans under every foothold: no number of frames
 * or steps averages it out. So the floor never makes the tilt better known than the slope is: it adds, per principal axis of
 * the tilt's covariance P, the information that is lacking to 1/σ², over {@link Tipping#LASTS}. Where a tilt is better known,
 * nothing is added. That needs no memory of what a foothold has told already. See docs/estimation.md.
 */
final class LevelFloor {
    /** χ² of two degrees of freedom at 99 %: a floor that slopes does so in every frame. */
    private static final double GATE = 9.21;

    /** A sole that turns faster does not stand flat, rad/s. */
    private static final double FIRM = 0.05;

    /** Share of 1/σ² below which what is lacking does not pay the correction. */
    private static final double SMALL = 0.01;

    /** Information along an axis that lacks none, as a share of the other's. */
    private static final double NONE = 1e-9;

    /** Tilt in σ of what the accelerometer's bias leaves of it, beyond which the gate would let any slope pass. */
    private static final double SETTLED = 1.2;

    private final InvariantFilter filter;
    private final double information;
    private final double settled;
    private final double[] up = new double[3];
    private final double[] noise = new double[9];

    LevelFloor(InvariantFilter filter, EstimatorOptions options) {
        this.filter = filter;
        // σ² of the floor's slope, and of what the leg's play makes of the sole's: both last
        double play = options.feet().tilt();
        information = 1 / (options.floorSlope() * options.floorSlope() + play * play);
        double level = SETTLED * options.accelBiasSigma() / World.GRAVITY;
        settled = Math.max(level * level, 1 / information);
    }

    /**
     * Corrects with the sole of contact c, which stands.
     *
     * @param rate at which the sole turns, rad/s; NaN where unknown
     */
    void apply(BaseEstimatorState x, int c, EstimatorInput in, double rate, double dt) {
        if (information == 0 || !in.flat[c] || !(rate < FIRM)) {
            return;
        }
        // covariance of ξθ × e_z = (ξy, −ξx)
        double a = filter.covariance(THETA + 1, THETA + 1);
        double b = -filter.covariance(THETA, THETA + 1);
        double d = filter.covariance(THETA, THETA);
        double mean = 0.5 * (a + d);
        double half = 0.5 * (a - d);
        double radius = Math.sqrt(half * half + b * b);
        double more = information - 1 / (mean + radius);
        if (more < SMALL * information || mean + radius > settled) {
            return;
        }
        SO3.rotate(x.R, 0, in.soleNormal, 3 * c, up, 0);
        if (refused(a, b, d)) {
            x.counters[Counter.REFUSED.ordinal()]++;
            return;
        }
        double less = Math.max(information - 1 / (mean - radius), NONE * more);
        double share = Math.min(1, dt / Tipping.LASTS);
        // N = Σ u uᵀ / (share · lack) over the axes u of P
        double cos2 = radius > 0 ? half / radius : 1;
        double sin2 = radius > 0 ? b / radius : 0;
        double sum = 0.5 / share * (1 / more + 1 / less);
        double difference = 0.5 / share * (1 / more - 1 / less);
        noise[0] = sum + cos2 * difference;
        noise[1] = noise[3] = sin2 * difference;
        noise[4] = sum - cos2 * difference;
        noise[8] = sum;
        filter.correctNormal(x, in.soleNormal, 3 * c, noise, Double.POSITIVE_INFINITY);
    }

    /** The gate sees the slope as it is, not spread over frames: rᵀ (P + σ² I)⁻¹ r. */
    private boolean refused(double a, double b, double d) {
        double s0 = a + 1 / information;
        double s1 = d + 1 / information;
        double nis = (s1 * up[0] * up[0] - 2 * b * up[0] * up[1] + s0 * up[1] * up[1]) / (s0 * s1 - b * b);
        return !(up[2] > 0 && nis <= GATE);
    }
}
