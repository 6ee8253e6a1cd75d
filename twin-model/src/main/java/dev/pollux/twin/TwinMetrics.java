package dev.pollux.twin;

/** What a {@link DigitalTwin} has done since it was made: frames, time spent, prediction error. For one thread. */
public final class TwinMetrics {
    private final long[] scored;
    private final double[] squares;
    private long frames;
    private long syncNanos;
    private long predictNanos;

    TwinMetrics(int horizons) {
        scored = new long[horizons];
        squares = new double[horizons];
    }

    /** Frames synced. */
    public long frames() {
        return frames;
    }

    /** Mean time of a sync, µs; 0 before the first. */
    public double meanSyncMicros() {
        return frames == 0 ? 0 : syncNanos * 1e-3 / frames;
    }

    /** Mean time of a forecast, µs; 0 before the first. */
    public double meanPredictMicros() {
        return frames == 0 ? 0 : predictNanos * 1e-3 / frames;
    }

    /** Root mean square joint error of all scored predictions at a horizon, rad or m; NaN before the first. */
    public double jointRmse(int horizon) {
        return Math.sqrt(squares[horizon] / scored[horizon]);
    }

    void synced(long nanos) {
        frames++;
        syncNanos += nanos;
    }

    void predicted(long nanos) {
        predictNanos += nanos;
    }

    void scored(int horizon, double jointRms) {
        scored[horizon]++;
        squares[horizon] += jointRms * jointRms;
    }
}
