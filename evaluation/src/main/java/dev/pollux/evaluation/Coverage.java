package dev.pollux.evaluation;

/** How many errors are inside the predicted bands, per horizon and phase. */
public final class Coverage {
    private final long[][] scored;
    private final long[][] insideSigma;
    private final long[][] insideBound;

    Coverage(int horizons) {
        int phases = Phase.values().length;
        scored = new long[horizons][phases];
        insideSigma = new long[horizons][phases];
        insideBound = new long[horizons][phases];
    }

    void add(int horizon, Phase phase, double error, double sigma, double bound) {
        count(horizon, phase.ordinal(), Math.abs(error), sigma, bound);
        count(horizon, Phase.ALL.ordinal(), Math.abs(error), sigma, bound);
    }

    private void count(int horizon, int phase, double error, double sigma, double bound) {
        scored[horizon][phase]++;
        insideSigma[horizon][phase] += error <= sigma ? 1 : 0;
        insideBound[horizon][phase] += error <= bound ? 1 : 0;
    }

    /** Number of errors. */
    public long count(int horizon, Phase phase) {
        return scored[horizon][phase.ordinal()];
    }

    /** Share of errors inside one sigma, 0 to 1; NaN without errors. */
    public double sigma(int horizon, Phase phase) {
        return (double) insideSigma[horizon][phase.ordinal()] / scored[horizon][phase.ordinal()];
    }

    /** Share of errors inside the 95 % bound, 0 to 1; NaN without errors. */
    public double bound(int horizon, Phase phase) {
        return (double) insideBound[horizon][phase.ordinal()] / scored[horizon][phase.ordinal()];
    }
}
