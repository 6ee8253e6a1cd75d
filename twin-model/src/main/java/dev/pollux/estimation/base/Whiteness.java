package dev.pollux.estimation.base;

/**
 * Whether the innovations of the standing feet are white, as those of a filter are whose model and noises are right (R. Mehra, "On the
 * identification of variances and adaptive Kalman filtering", IEEE Trans. Automatic Control 15(2), 1970). An offset of an encoder,
 * a delay, an IMU that is mounted otherwise or has another scale leaves each innovation within its gate, but makes them lean the same
 * way for long: their mean is then far larger than the mean of as many white ones.
 *
 * <p>With e = r/σ, σ² the mean of the innovation's three variances, the mean ē ← (1 − a) ē + a e has the variance w ← (1 − a)² w + a²
 * where e is white; λ = |ē|²/(3 w) is 1 on the mean then. By what λ is larger, errors that last are larger than the filter's covariance
 * says, and what is told of it is raised by that. On recordings whose noises are known the smoothed λ is 0.7 on the mean and stays below 4.
 */
public final class Whiteness {
    /** Time constants of the mean innovation, of λ, and of how its peaks are forgotten, s. */
    private static final double MEAN = 0.1;

    private static final double SMOOTH = 0.3;

    private static final double FORGOTTEN = 2;

    /** A mean over a longer pause says nothing, s. */
    private static final double PAUSE = 0.05;

    /** |e|² of an outlier counts for so much at most: a single wrong sample lasts for no time. */
    private static final double OUTLIER = 60;

    /** λ that chance, and what no model has, explain on sound robots. */
    private static final double CHANCE = 4.5;

    /** λ from which on all of it counts, and sensors are said to contradict one another; and its peaks below which they no longer do. */
    private static final double CONTRADICTS = 6;

    private static final double AGREES = 2;

    private final int contacts;

    /** For K contact points. */
    public Whiteness(int contacts) {
        this.contacts = contacts;
    }

    /** How many numbers {@link BaseEstimatorState#white} has: per contact ē and w, then λ and its peaks. */
    static int size(int contacts) {
        return 4 * contacts + 2;
    }

    /**
     * Takes in an innovation, taken or gated.
     *
     * @param c of which contact
     * @param dt s since the one before
     */
    public void add(BaseEstimatorState x, int c, Innovation innovation, double dt) {
        double[] w = x.white;
        int at = 4 * c;
        double variance = innovation.variance();
        double size = 0;
        for (int i = 0; i < 3; i++) {
            size += innovation.residual(i) * innovation.residual(i) / variance;
        }
        if (!(size < Double.POSITIVE_INFINITY)) {
            return;
        }
        double scale = Math.sqrt(Math.min(1, OUTLIER / size) / variance);
        double a = dt > PAUSE ? 1 : Math.min(1, dt / MEAN);
        double mean = 0;
        for (int i = 0; i < 3; i++) {
            w[at + i] = (1 - a) * w[at + i] + a * scale * innovation.residual(i);
            mean += w[at + i] * w[at + i];
        }
        w[at + 3] = (1 - a) * (1 - a) * w[at + 3] + a * a;
        if (w[at + 3] > 0) {
            double gain = Math.min(1, Math.min(dt, PAUSE) / SMOOTH);
            int smooth = 4 * contacts;
            w[smooth] += gain * (mean / (3 * w[at + 3]) - w[smooth]);
            w[smooth + 1] = Math.max(w[smooth], w[smooth + 1] * (1 - Math.min(dt, PAUSE) / FORGOTTEN));
        }
    }

    /** By how much the variances that the filter tells are too small; 1 where chance explains the innovations. */
    public double excess(BaseEstimatorState x) {
        double peak = x.white[4 * contacts + 1];
        // from 1 at CHANCE to all of it at CONTRADICTS
        return Math.max(1, Math.min(peak, 1 + (peak - CHANCE) * (CONTRADICTS - 1) / (CONTRADICTS - CHANCE)));
    }

    /** Whether IMU and standing legs contradict one another, given whether they did so a frame before. */
    public boolean contradict(BaseEstimatorState x, boolean before) {
        return before ? x.white[4 * contacts + 1] > AGREES : x.white[4 * contacts] > CONTRADICTS;
    }
}
