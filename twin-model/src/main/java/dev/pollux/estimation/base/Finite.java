package dev.pollux.estimation.base;

/** Whether all numbers of an array are finite: 0 · x is 0 for those, NaN for NaN and infinity. */
public final class Finite {
    private Finite() {}

    public static boolean all(double[] values) {
        double sum = 0;
        for (double x : values) {
            sum += 0 * x;
        }
        return sum == 0;
    }
}
