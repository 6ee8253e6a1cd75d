package dev.pollux.estimation;

import java.util.Arrays;

/**
 * Whether errors are as large as their stated covariance says: the mean of normalised squared errors (NEES or NIS) against
 * its χ² band (Y. Bar-Shalom, X. Li, T. Kirubarajan, "Estimation with Applications to Tracking and Navigation", 2001,
 * §5.4), where correlated samples count as fewer independent ones.
 */
public final class Consistency {
    /** What the band says. */
    public enum Verdict {
        /** Errors are larger than stated. */
        OVERCONFIDENT,
        /** The mean lies inside the 95 % band. */
        CONSISTENT,
        /** Errors are smaller than stated. */
        CONSERVATIVE
    }

    private static final int MOST_SAMPLES = 4000;

    private final int dof;
    private double[] series = new double[1024];
    private int size;

    /** @param dof degrees of freedom of each sample: the value its mean should have */
    public Consistency(int dof) {
        this.dof = dof;
    }

    /** Adds a normalised squared error; NaN is left out. */
    public void add(double squared) {
        if (Double.isNaN(squared)) {
            return;
        }
        if (size == series.length) {
            series = Arrays.copyOf(series, 2 * size);
        }
        series[size++] = squared;
    }

    /** Number of samples. */
    public int samples() {
        return size;
    }

    /** Mean of the samples. */
    public double mean() {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += series[i];
        }
        return sum / size;
    }

    /** How many independent samples the series is worth: n / (1 + 2 Σ ρ), summed while the correlation stays above 0.05. */
    public double effectiveSamples() {
        int stride = Math.max(1, size / MOST_SAMPLES);
        int n = size / stride;
        double mean = mean();
        double c0 = covariance(0, stride, n, mean);
        double tau = 1;
        for (int lag = 1; lag < n / 3; lag++) {
            double rho = covariance(lag, stride, n, mean) / c0;
            if (!(rho > 0.05)) {
                break;
            }
            tau += 2 * rho;
        }
        return n / tau;
    }

    private double covariance(int lag, int stride, int n, double mean) {
        double sum = 0;
        for (int i = 0; i + lag < n; i++) {
            sum += (series[i * stride] - mean) * (series[(i + lag) * stride] - mean);
        }
        return sum / (n - lag);
    }

    /** Half the width of the 95 % band about {@code dof}. */
    public double halfBand() {
        return 1.96 * Math.sqrt(2 * dof / effectiveSamples());
    }

    /** The verdict. */
    public Verdict verdict() {
        double off = mean() - dof;
        if (Math.abs(off) <= halfBand()) {
            return Verdict.CONSISTENT;
        }
        return off > 0 ? Verdict.OVERCONFIDENT : Verdict.CONSERVATIVE;
    }
}
