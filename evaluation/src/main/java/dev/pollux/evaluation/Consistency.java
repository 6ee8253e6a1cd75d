package dev.pollux.evaluation;

import java.util.Arrays;

/**
 * Tests whether errors are as large as their stated covariance: the mean of a normalised squared error (NIS or NEES)
 * with d degrees of freedom should be d (Bar-Shalom, Li and Kirubarajan, "Estimation with Applications to Tracking and
 * Navigation", 2001, §5.4). Consecutive samples are not independent, so the band that contains 95 % of such means is
 * that of the effective number of samples, N / (1 + 2 Σ ρ_k) with the series' own autocorrelation ρ.
 */
public final class Consistency {
    /** Result of the test. */
    public enum Verdict {
        /** Errors are larger than stated. */
        OVERCONFIDENT,
        /** Errors are as large as stated. */
        CONSISTENT,
        /** Errors are smaller than stated. */
        CONSERVATIVE,
        /** The mean lies in the band, but the band of so few samples is so wide that this shows nothing. */
        TOO_FEW_SAMPLES
    }

    /** Effective samples below which a mean within its band shows nothing. */
    private static final double LEAST_SAMPLES = 10;

    /** 97.5 % quantile of the normal distribution. */
    private static final double Z = 1.959964;

    /** Correlation that counts as none, and ends the sum. */
    private static final double LEAST_CORRELATION = 0.05;

    /** The autocorrelation uses at most this many samples, evenly spaced. */
    private static final int MOST = 4000;

    private final int degrees;
    private final double[] L;
    private final double[] y;
    private double[] values = new double[256];
    private int count;
    private double sum;

    /** A test of squared errors of {@code degrees} degrees of freedom. */
    public Consistency(int degrees) {
        this.degrees = degrees;
        L = new double[degrees * degrees];
        y = new double[degrees];
    }

    /** Adds a normalised squared error; ignores numbers that are not finite. */
    public void add(double normalisedSquare) {
        if (!Double.isFinite(normalisedSquare)) {
            return;
        }
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = normalisedSquare;
        sum += normalisedSquare;
    }

    /**
     * Adds eᵀ C⁻¹ e.
     *
     * @param e error, {@link #degrees} numbers
     * @param C its covariance, symmetric and positive definite, row-major
     * @param stride length of C's rows
     */
    public void add(double[] e, double[] C, int stride) {
        double square = 0;
        // C = L Lᵀ and L y = e, row by row: eᵀ C⁻¹ e = yᵀ y
        for (int i = 0; i < degrees; i++) {
            double rest = e[i];
            for (int j = 0; j <= i; j++) {
                double sum = C[i * stride + j];
                for (int k = 0; k < j; k++) {
                    sum -= L[i * degrees + k] * L[j * degrees + k];
                }
                L[i * degrees + j] = j < i ? sum / L[j * degrees + j] : Math.sqrt(sum);
                rest -= j < i ? L[i * degrees + j] * y[j] : 0;
            }
            y[i] = rest / L[i * degrees + i];
            square += y[i] * y[i];
        }
        add(square);
    }

    public int count() {
        return count;
    }

    /** The mean of a consistent filter. */
    public int degrees() {
        return degrees;
    }

    /** Mean normalised squared error; NaN without samples. */
    public double mean() {
        return sum / count;
    }

    /** Number of independent samples with the same information; at least 1. */
    public double effectiveSamples() {
        int stride = (count + MOST - 1) / MOST;
        int n = stride == 0 ? 0 : count / stride;
        double mean = 0;
        for (int i = 0; i < n; i++) {
            mean += values[i * stride] / n;
        }
        double variance = covariance(stride, n, 0, mean);
        double correlations = 0;
        for (int lag = 1; lag < n && variance > 0; lag++) {
            double correlation = covariance(stride, n, lag, mean) / variance;
            if (correlation < LEAST_CORRELATION) {
                break;
            }
            correlations += correlation;
        }
        return Math.max(1, n / (1 + 2 * correlations));
    }

    private double covariance(int stride, int n, int lag, double mean) {
        double products = 0;
        for (int i = lag; i < n; i++) {
            products += (values[i * stride] - mean) * (values[(i - lag) * stride] - mean);
        }
        return products / n;
    }

    /** Lower bound of the band of the mean. */
    public double lower() {
        return bandEnd(-Z);
    }

    /** Upper bound of the band of the mean. */
    public double upper() {
        return bandEnd(Z);
    }

    /** χ² quantile with d N degrees of freedom over N (Wilson and Hilferty 1931): k (1 − 2/9k + z √(2/9k))³. */
    private double bandEnd(double z) {
        double samples = effectiveSamples();
        double k = degrees * samples;
        double root = Math.max(0, 1 - 2 / (9 * k) + z * Math.sqrt(2 / (9 * k)));
        return k * root * root * root / samples;
    }

    /** Whether the mean deviates from {@link #degrees} by no more than chance. */
    public boolean inBand() {
        return mean() >= lower() && mean() <= upper();
    }

    /** The result of the test; also valid outside the band with few samples, since the band allows for them. */
    public Verdict verdict() {
        if (count > 0 && !inBand()) {
            return mean() > upper() ? Verdict.OVERCONFIDENT : Verdict.CONSERVATIVE;
        }
        return count > 0 && effectiveSamples() >= LEAST_SAMPLES ? Verdict.CONSISTENT : Verdict.TOO_FEW_SAMPLES;
    }
}
