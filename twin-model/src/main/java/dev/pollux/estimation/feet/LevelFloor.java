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
 * Tilt from soles that stand firmly on a floor known to be level: the sole's z axis in the world is e_z, within the
 * slope of the floor.
 *
 * <p>That slope is constant while the foot stands, and a sloping floor slopes under every foothold: frames and steps do
 * not average it out. So the floor never makes the tilt more certain than the slope: along each principal axis of the
 * tilt's covariance P it adds the information that is missing to 1/σ², over {@link Tipping#LASTS}. Where the tilt is
 * more certain, nothing is added. This needs no record of earlier corrections. See docs/estimation.md.
 */
final class LevelFloor {
    /** χ² of two degrees of freedom at 99 %: a sloping floor slopes in every frame. */
    private static final double GATE = 9.21;

    /** A sole that turns faster is not flat on the ground, rad/s. */
    private static final double FIRM = 0.05;

    /** Share of 1/σ² below which the missing information is not worth a correction. */
    private static final double SMALL = 0.01;

    /** Information along an axis without any missing, as a share of the other's. */
    private static final double NONE = 1e-9;

    /** Tilt, in σ of the part due to the accelerometer's bias, above which the gate would accept any slope. */
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
     * @param rate turn rate of the sole, rad/s; NaN if unknown
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

    /** The gate uses the slope itself, not spread over frames: rᵀ (P + σ² I)⁻¹ r. */
    private boolean refused(double a, double b, double d) {
        double s0 = a + 1 / information;
        double s1 = d + 1 / information;
        double nis = (s1 * up[0] * up[0] - 2 * b * up[0] * up[1] + s0 * up[1] * up[1]) / (s0 * s1 - b * b);
        return !(up[2] > 0 && nis <= GATE);
    }
}
