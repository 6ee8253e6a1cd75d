package dev.pollux.estimation.base;

/**
 * Tests whether the innovations of the standing feet are white, as with a correct model and correct noises (R. Mehra,
 * "On the identification of variances and adaptive Kalman filtering", IEEE Trans. Automatic Control 15(2), 1970). An
 * encoder offset, a delay, or a wrong mount or scale of the IMU leaves innovations within the gate, but gives them a
 * lasting mean far above that of white ones.
 *
 * <p>With e = r/σ, σ² the mean of the innovation's three variances, the mean ē ← (1 − a) ē + a e has the variance w ←
 * (1 − a)² w + a² if e is white; the mean of λ = |ē|²/(3 w) is then 1. A larger λ shows lasting errors that exceed the
 * filter's covariance, and the reported covariance is increased by that factor. On recordings with known noises the
 * smoothed λ has a mean of 0.7 and stays below 4.
 */
public final class Whiteness {
    /** Time constants of the mean innovation, of λ, and of the decay of its peaks, s. */
    private static final double MEAN = 0.1;

    private static final double SMOOTH = 0.3;

    private static final double FORGOTTEN = 2;

    /** Longest pause over which the mean continues, s. */
    private static final double PAUSE = 0.05;

    /** Largest |e|² of an outlier: a single wrong sample is not a lasting error. */
    private static final double OUTLIER = 60;

    /** λ that chance and unmodelled effects explain on sound robots. */
    private static final double CHANCE = 4.5;

    /** λ from which all of it counts and a contradiction is reported; the peak of λ below which it ends. */
    private static final double CONTRADICTS = 6;

    private static final double AGREES = 2;

    private final int contacts;

    /** For K contact points. */
    public Whiteness(int contacts) {
        this.contacts = contacts;
    }

    /** Size of {@link BaseEstimatorState#white}: per contact ē and w, then λ and its peaks. */
    static int size(int contacts) {
        return 4 * contacts + 2;
    }

    /**
     * Adds an innovation, taken or gated.
     *
     * @param c index of its contact
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

    /** Factor by which the filter's variances are too small; 1 if chance explains the innovations. */
    public double excess(BaseEstimatorState x) {
        double peak = x.white[4 * contacts + 1];
        // from 1 at CHANCE to all of it at CONTRADICTS
        return Math.max(1, Math.min(peak, 1 + (peak - CHANCE) * (CONTRADICTS - 1) / (CONTRADICTS - CHANCE)));
    }

    /** Whether IMU and standing legs contradict one another, given whether they did one frame before. */
    public boolean contradict(BaseEstimatorState x, boolean before) {
        return before ? x.white[4 * contacts + 1] > AGREES : x.white[4 * contacts] > CONTRADICTS;
    }
}
