package dev.pollux.estimation.base;

/** Checks that all numbers of an array are finite: 0 · x is 0 for those, NaN for NaN and infinity. */
public final class Finite {
    private Finite() {}

    /** For double precision. */
    public static boolean all(double[] values) {
        double sum = 0;
        for (double x : values) {
            sum += 0 * x;
        }
        return sum == 0;
    }

    /** For single precision. */
    public static boolean all(float[] values) {
        float sum = 0;
        for (float x : values) {
            sum += 0 * x;
        }
        return sum == 0;
    }
}
