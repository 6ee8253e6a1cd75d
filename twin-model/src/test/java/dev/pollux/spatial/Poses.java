package dev.pollux.spatial;

/** Poses for tests, 4×4 row-major. */
public final class Poses {
    private Poses() {}

    public static double[] identity() {
        double[] T = new double[16];
        SE3.identity(T);
        return T;
    }
}
