package dev.pollux.evaluation;

import java.util.Arrays;

/** Errors of one kind, one number per prediction or frame. */
public final class ErrorStatistics {
    private double[] errors = new double[64];
    private int count;
    private double squares;

    /** Adds an error; its sign is ignored. */
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

    /** Root mean square; NaN without errors. */
    public double rms() {
        return Math.sqrt(squares / count);
    }

    /** Median; NaN without errors. */
    public double median() {
        return quantile(0.5);
    }

    /** 95 % quantile; NaN without errors. */
    public double p95() {
        return quantile(0.95);
    }

    /** Maximum; NaN without errors. */
    public double max() {
        return quantile(1);
    }

    /** Linear interpolation between the two nearest ranks, like numpy's quantile. */
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
