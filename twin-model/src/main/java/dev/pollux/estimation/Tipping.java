package dev.pollux.estimation;

import dev.pollux.spatial.SO3;

/**
 * How fast a standing sole tips: its normal in the world against the same normal lagging behind. A foot that rolls over an
 * edge still bears load, but its contact point is no longer the one that was placed.
 */
final class Tipping {
    /** Lag of the normal, s: the deviation over it is the rate of tipping. */
    private static final double LAG = 0.05;

    /** Deviation that encoder noise makes, rad. */
    private static final double NOISE = 1e-3;

    /** Distance from the contact point to the edge it may tip over, m. */
    private static final double LEVER = 0.2;

    private final double limit;
    private final double[] now = new double[3];

    /** @param rate rad/s beyond which the foothold is given up */
    Tipping(double rate) {
        limit = rate * LAG;
    }

    /**
     * Advances the lagging normal of contact c.
     *
     * @param normals unit normals in the IMU frame, NaN when absent
     * @return what the contact point may have moved over {@code dt}, one σ, m; infinite when the foot tips for good
     */
    double advance(BaseEstimatorState x, int c, double[] normals, double dt) {
        int at = 3 * c;
        if (Double.isNaN(normals[at])) {
            return 0;
        }
        SO3.rotate(x.R, 0, normals, at, now, 0);
        double d2 = 0;
        boolean known = x.normal[at] != 0 || x.normal[at + 1] != 0 || x.normal[at + 2] != 0;
        double gain = known ? Math.min(1, dt / LAG) : 1;
        for (int i = 0; i < 3; i++) {
            double d = now[i] - x.normal[at + i];
            d2 += known ? d * d : 0;
            x.normal[at + i] += gain * d;
        }
        if (d2 > limit * limit) {
            return Double.POSITIVE_INFINITY;
        }
        // the rate d/LAG keeps its sign for about LAG, so as white noise it has density (d/LAG) √LAG
        return LEVER * Math.sqrt(Math.max(0, d2 - NOISE * NOISE) * dt / LAG);
    }
}
