package dev.pollux.evaluation;

/**
 * Lag of a filter's velocities: the shift τ for which v̂(t) is closest to v(t − τ) over all joints. A lag is short
 * compared with the motion, so v(t − τ) ≈ v(t) − τ v̇(t), and least squares gives τ = −Σ (v̂ − v) v̇ / Σ v̇².
 */
public final class FilterLag {
    private final int n;
    private final double[][] actual;
    private final double[] estimated;
    private final double[] time = new double[3];
    private int run;
    private double numerator;
    private double denominator;

    /** A lag over n joints. */
    public FilterLag(int n) {
        this.n = n;
        actual = new double[3][n];
        estimated = new double[n];
    }

    /** Interrupts the series: the next sample does not follow the last. */
    public void restart() {
        run = 0;
    }

    /**
     * Adds a sample.
     *
     * @param seconds its time
     * @param estimate filtered velocities, n
     * @param truth true velocities, n
     */
    public void add(double seconds, double[] estimate, double[] truth) {
        double[] oldest = actual[0];
        actual[0] = actual[1];
        actual[1] = actual[2];
        actual[2] = oldest;
        System.arraycopy(truth, 0, oldest, 0, n);
        time[0] = time[1];
        time[1] = time[2];
        time[2] = seconds;
        if (++run >= 3) {
            for (int j = 0; j < n; j++) {
                // v̇ of the middle sample
                double rate = (actual[2][j] - actual[0][j]) / (time[2] - time[0]);
                numerator -= (estimated[j] - actual[1][j]) * rate;
                denominator += rate * rate;
            }
        }
        System.arraycopy(estimate, 0, estimated, 0, n);
    }

    /** The lag, s, negative if the filter is ahead; NaN without motion. */
    public double seconds() {
        return numerator / denominator;
    }
}
