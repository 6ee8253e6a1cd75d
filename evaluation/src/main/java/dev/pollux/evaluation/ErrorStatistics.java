package dev.pollux.evaluation;

import java.util.Arrays;

/** Errors of one kind, one number per start. */
public final class ErrorStatistics {
    private double[] errors = new double[64];
    private int count;
    private double squares;

    /** Adds an error; its sign does not count. */
    public void add(double error) {
        if (count == errors.length) {
            errors = Arrays.copyOf(errors, 2 * count);
        }
        errors[count++] = Math.abs(error);
        squares += error * error;
    }

    public int count() {
        return count;
    }

    /** Root mean square; NaN where there is none. */
    public double rms() {
        return Math.sqrt(squares / count);
    }

    /** The middle one; NaN where there is none. */
    public double median() {
        return quantile(0.5);
    }

    /** What 95 of 100 stay below; NaN where there is none. */
    public double p95() {
        return quantile(0.95);
    }

    /** The greatest; NaN where there is none. */
    public double max() {
        return quantile(1);
    }

    /** Linear between the two nearest ranks, as numpy's quantile. */
    private double quantile(double share) {
        if (count == 0) {
            return Double.NaN;
        }
        double[] sorted = Arrays.copyOf(errors, count);
        Arrays.sort(sorted);
        double rank = share * (count - 1);
        int below = (int) rank;
        int above = Math.min(below + 1, count - 1);
        return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
    }
}
