package dev.pollux.estimation.base;

/** Checks that all numbers of an array are finite: 0 · x is 0 for those, NaN for NaN and infinity. */
public final class Finite {
    private Finite() {}

    /** For a whole array. */
    public static boolean all(double[] values) {
        return all(values, 0, values.length);
    }

    /** For {@code count} numbers from index {@code at}. */
    public static boolean all(double[] values, int at, int count) {
        double sum = 0;
        for (int i = at; i < at + count; i++) {
            sum += 0 * values[i];
        }
        return sum == 0;
    }
}
