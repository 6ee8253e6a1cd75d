package dev.pollux.evaluation;

import java.util.Arrays;

/**
 * Tunes the textbook filter on the same recording on which it is scored: per joint and horizon the jerk, from a grid,
 * with the smallest prediction errors. No filter of its kind is much better there: it is a bound, not a usable
 * competitor.
 */
public final class KalmanTuning {
    /** Roots of the jerk's spectral density, rad/s³/√Hz. */
    private static final double[] GRID = {0.3, 1, 3, 10, 30, 100, 300, 1000, 3000, 10_000};

    /** Least sensor noise: rad², (rad/s)². */
    private static final double LEAST_POSITION_VARIANCE = 1e-14;

    private static final double LEAST_VELOCITY_VARIANCE = 1e-10;

    /** Var(x₃ − 3x₂ + 3x₁ − x₀) of white noise of variance 1. */
    private static final double THIRD_DIFFERENCE = 20;

    /** Number of samples at the start that do not count, because the filter has not settled. */
    private static final int SETTLE = 100;

    private final JointLog log;
    private final double[] horizons;
    private final double step;

    /**
     * A tuning.
     *
     * @param horizonsNanos ns, ascending
     */
    public KalmanTuning(JointLog log, long[] horizonsNanos) {
        this.log = log;
        horizons = new double[horizonsNanos.length];
        for (int h = 0; h < horizons.length; h++) {
            horizons[h] = horizonsNanos[h] * 1e-9;
        }
        step = log.usualStep();
    }

    /** The best filter of each horizon and joint. */
    JerkKalmanFilter[][] tune() {
        JerkKalmanFilter[][] best = new JerkKalmanFilter[horizons.length][log.joints];
        for (int j = 0; j < log.joints; j++) {
            double R_q = Math.max(noise(log::position, j), LEAST_POSITION_VARIANCE);
            double R_v = Math.max(noise(log::velocity, j), LEAST_VELOCITY_VARIANCE);
            double[] least = new double[horizons.length];
            Arrays.fill(least, Double.POSITIVE_INFINITY);
            for (double jerk : GRID) {
                double[] squares = squares(new JerkKalmanFilter(jerk, R_q, R_v), j);
                for (int h = 0; h < horizons.length; h++) {
                    if (best[h][j] == null || squares[h] < least[h]) {
                        least[h] = squares[h];
                        best[h][j] = new JerkKalmanFilter(jerk, R_q, R_v);
                    }
                }
            }
        }
        return best;
    }

    /** Samples of one sensor, by sample and joint; NaN if missing. */
    private interface Samples {
        double of(int i, int joint);
    }

    /** Variance of a sample from third differences at equal steps; infinite if the log has no such sensor. */
    private double noise(Samples samples, int joint) {
        double sum = 0;
        int count = 0;
        for (int i = 3; i < log.size(); i++) {
            if (log.time(i) - log.time(i - 3) < 3.2 * step) {
                double third = samples.of(i, joint)
                        - 3 * samples.of(i - 1, joint)
                        + 3 * samples.of(i - 2, joint)
                        - samples.of(i - 3, joint);
                if (!Double.isNaN(third)) {
                    sum += third * third;
                    count++;
                }
            }
        }
        return count == 0 ? Double.POSITIVE_INFINITY : sum / count / THIRD_DIFFERENCE;
    }

    /** Per horizon the sum of squared errors of a filter's predictions of one joint. */
    private double[] squares(JerkKalmanFilter filter, int joint) {
        double[] squares = new double[horizons.length];
        int[] due = new int[horizons.length];
        int settled = 0;
        for (int i = 0; i < log.size(); i++) {
            double dt = i == 0 ? 0 : log.time(i) - log.time(i - 1);
            if (dt > 1) {
                filter.restart();
                settled = 0;
            }
            filter.add(dt, log.position(i, joint), log.velocity(i, joint));
            if (settled++ < SETTLE) {
                continue;
            }
            for (int h = 0; h < horizons.length; h++) {
                double instant = log.time(i) + horizons[h];
                while (due[h] < log.size() && log.time(due[h]) < instant - 1e-6) {
                    due[h]++;
                }
                if (due[h] < log.size() && log.time(due[h]) < instant + step) {
                    double error = filter.position(log.time(due[h]) - log.time(i))
                            - log.reference.get(due[h])[joint];
                    squares[h] += Double.isNaN(error) ? 0 : error * error;
                }
            }
        }
        return squares;
    }
}
