package dev.pollux.estimation.base;

import java.util.Arrays;

/** Mean of the IMU over an uninterrupted rest. A sample that deviates too far from the mean restarts the window. */
final class RestWindow {
    /** Numbers in the state: seconds, samples, mean of the six channels. */
    static final int SIZE = 8;

    private static final int SECONDS = 0;
    private static final int SAMPLES = 1;
    private static final int MEAN = 2;

    private final double gyroStray;
    private final double accelStray;

    /**
     * @param gyroStray rad/s
     * @param accelStray m/s²: greatest deviation of a sample at rest from the mean
     */
    RestWindow(double gyroStray, double accelStray) {
        this.gyroStray = gyroStray;
        this.accelStray = accelStray;
    }

    /** Adds a sample that represents {@code dt} s; returns the duration of the rest so far, s. */
    double add(double[] w, double[] imu, double dt) {
        if (ends(w, imu)) {
            Arrays.fill(w, 0);
        }
        w[SECONDS] += dt;
        w[SAMPLES]++;
        for (int i = 0; i < 6; i++) {
            w[MEAN + i] += (imu[i] - w[MEAN + i]) / w[SAMPLES];
        }
        return w[SECONDS];
    }

    /** Whether this sample would end the rest. */
    boolean ends(double[] w, double[] imu) {
        return w[SAMPLES] > 0 && (strays(w, imu, 0, gyroStray) || strays(w, imu, 3, accelStray));
    }

    /** Whether the rest consists of one sample. */
    static boolean justBegun(double[] w) {
        return w[SAMPLES] == 1;
    }

    /** Length of the rest, s. */
    static double seconds(double[] w) {
        return w[SECONDS];
    }

    private static boolean strays(double[] w, double[] imu, int from, double bound) {
        double d2 = 0;
        for (int i = from; i < from + 3; i++) {
            double d = imu[i] - w[MEAN + i];
            d2 += d * d;
        }
        return d2 > bound * bound;
    }

    /** Writes the six means. */
    static void mean(double[] w, double[] imu) {
        System.arraycopy(w, MEAN, imu, 0, 6);
    }
}
