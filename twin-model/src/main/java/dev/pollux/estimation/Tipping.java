package dev.pollux.estimation;

import dev.pollux.spatial.SO3;

/**
 * What a standing sole does when it turns over an edge: it still bears load, but its origin moves with the turn about the
 * point that presses on the ground.
 *
 * <p>The turn is that of the sole's normal in the world, followed with a lag. Where the centre of pressure is measured the
 * foothold moves along and the foot is used up to 1 rad/s; else it is only trusted less, up to the limit of the options.
 */
final class Tipping {
    /** Lag of the normal, s: the deviation over it is the rate of tipping. */
    private static final double LAG = 0.02;

    /** Deviation that encoder noise makes, rad. */
    private static final double NOISE = 4e-4;

    /** How wrong the distance to the edge is, measured and unmeasured, m. */
    private static final double MEASURED_EDGE = 0.03;

    private static final double UNKNOWN_EDGE = 0.1;

    /** How long such an error lasts, s: the time a sole turns one way. */
    private static final double LASTS = 0.2;

    /** Rate beyond which a foot is let go although its edge is measured, rad/s. */
    private static final double MEASURED_LIMIT = 1;

    private final double limit;
    private final double[] step = new double[3];
    private final double[] arm = new double[3];

    /** @param rate rad/s beyond which a foothold without a measured edge is given up */
    Tipping(double rate) {
        limit = rate;
    }

    /**
     * Advances the lagging normal of contact c and moves its foothold along.
     *
     * @param in normals and, where measured, centres of pressure
     * @return what the contact point may have moved beyond that over {@code dt}, one σ, m; infinite when the foot tips for
     *     good
     */
    double advance(BaseEstimatorState x, int c, EstimatorInput in, double dt) {
        int at = 3 * c;
        if (Double.isNaN(in.soleNormal[at])) {
            return 0;
        }
        SO3.rotate(x.R, 0, in.soleNormal, at, step, 0);
        if (x.normal[at] == 0 && x.normal[at + 1] == 0 && x.normal[at + 2] == 0) {
            System.arraycopy(step, 0, x.normal, at, 3);
            return 0;
        }
        double gain = Math.min(1, dt / LAG);
        double d2 = 0;
        for (int i = 0; i < 3; i++) {
            double d = step[i] - x.normal[at + i];
            d2 += d * d;
            step[i] = gain * d;
        }
        double beyondNoise = Math.max(0, d2 - NOISE * NOISE);
        boolean measured = !Double.isNaN(in.pressure[at]);
        if (measured && beyondNoise > 0) {
            SO3.rotate(x.R, 0, in.pressure, at, arm, 0);
            move(x, at, beyondNoise / d2);
        }
        for (int i = 0; i < 3; i++) {
            x.normal[at + i] += step[i];
        }
        double rate = Math.sqrt(beyondNoise) / LAG;
        if (rate > (measured ? MEASURED_LIMIT : limit)) {
            return Double.POSITIVE_INFINITY;
        }
        // an error that lasts for T has, as white noise, the density error √T
        return (measured ? MEASURED_EDGE : UNKNOWN_EDGE) * rate * Math.sqrt(LASTS * dt);
    }

    /** d ← d − θ × r with θ = n × δn: the turn about the centre of pressure at r. */
    private void move(BaseEstimatorState x, int at, double share) {
        double tx = share * (x.normal[at + 1] * step[2] - x.normal[at + 2] * step[1]);
        double ty = share * (x.normal[at + 2] * step[0] - x.normal[at] * step[2]);
        double tz = share * (x.normal[at] * step[1] - x.normal[at + 1] * step[0]);
        x.d[at] -= ty * arm[2] - tz * arm[1];
        x.d[at + 1] -= tz * arm[0] - tx * arm[2];
        x.d[at + 2] -= tx * arm[1] - ty * arm[0];
    }
}
