package dev.pollux.recording;

import dev.pollux.spatial.SO3;
import java.util.Arrays;

/**
 * Compares a gyroscope's numbers, in an assumed unit, with the turn of gravity in the accelerometer: over windows of a
 * second, gravity at the end is R(ω)ᵀ times gravity at the beginning. A walking robot measures more than gravity, so
 * each is a mean over half a second.
 *
 * @param rms of the angle between turned and measured gravity, rad
 * @param windows number of comparisons
 */
record GravityTurn(double rms, int windows) {
    private static final double WINDOW = 1;
    private static final double MEAN = 0.5;

    /** Greatest time between rows that measure continuous motion, s. */
    private static final double APART = 0.1;

    /**
     * Compares.
     *
     * @param seconds the rows' times, s
     * @param imu one row each: angular velocity in some unit, then specific force in any unit
     * @param factor rad/s per unit of the angular velocity
     */
    static GravityTurn of(double[] seconds, double[][] imu, double factor) {
        double squares = 0;
        int windows = 0;
        int from = 0;
        while (true) {
            int to = end(seconds, from, WINDOW);
            int last = to < 0 ? -1 : end(seconds, to, MEAN);
            if (last < 0) {
                int gap = gap(seconds, from);
                if (gap < 0) {
                    return new GravityTurn(windows == 0 ? 0 : Math.sqrt(squares / windows), windows);
                }
                from = gap;
                continue;
            }
            double angle = angle(
                    turned(mean(seconds, imu, from, factor), seconds, imu, from, to, factor),
                    mean(seconds, imu, to, factor));
            squares += angle * angle;
            windows++;
            from = to;
        }
    }

    /** The first row this long after another without a gap between them; -1 if there is none. */
    private static int end(double[] seconds, int from, double span) {
        for (int i = from + 1; i < seconds.length; i++) {
            double step = seconds[i] - seconds[i - 1];
            if (!(step >= 0 && step < APART)) {
                return -1;
            }
            if (seconds[i] - seconds[from] >= span) {
                return i;
            }
        }
        return -1;
    }

    /** The first row after a gap; -1 if there is none. */
    private static int gap(double[] seconds, int from) {
        for (int i = from + 1; i < seconds.length; i++) {
            double step = seconds[i] - seconds[i - 1];
            if (!(step >= 0 && step < APART)) {
                return i;
            }
        }
        return -1;
    }

    /** The mean specific force from a row on, in that row's axes. */
    private static double[] mean(double[] seconds, double[][] imu, int from, double factor) {
        double[] sum = new double[3];
        double[] R = identity();
        int to = end(seconds, from, MEAN);
        for (int i = from; i < to; i++) {
            for (int k = 0; k < 3; k++) {
                for (int l = 0; l < 3; l++) {
                    sum[k] += R[3 * k + l] * imu[i][3 + l];
                }
            }
            R = step(R, seconds[i + 1] - seconds[i], imu[i], factor);
        }
        return sum;
    }

    /** Transforms a vector from the axes of one row to those of a later one. */
    private static double[] turned(double[] vector, double[] seconds, double[][] imu, int from, int to, double factor) {
        double[] R = identity();
        for (int i = from; i < to; i++) {
            R = step(R, seconds[i + 1] - seconds[i], imu[i], factor);
        }
        double[] turned = new double[3];
        for (int k = 0; k < 3; k++) {
            for (int l = 0; l < 3; l++) {
                turned[k] += R[3 * l + k] * vector[l];
            }
        }
        return turned;
    }

    private static double[] identity() {
        return new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1};
    }

    /** R exp(ω dt). */
    private static double[] step(double[] R, double dt, double[] row, double factor) {
        double[] turn = new double[9];
        double by = factor * dt;
        SO3.exp(row[0] * by, row[1] * by, row[2] * by, turn, 0);
        double[] product = new double[9];
        for (int k = 0; k < 3; k++) {
            for (int l = 0; l < 3; l++) {
                for (int m = 0; m < 3; m++) {
                    product[3 * k + l] += R[3 * k + m] * turn[3 * m + l];
                }
            }
        }
        return product;
    }

    private static double angle(double[] a, double[] b) {
        double dot = 0;
        for (int i = 0; i < 3; i++) {
            dot += a[i] * b[i];
        }
        double lengths = Math.sqrt(Arrays.stream(a).map(x -> x * x).sum()
                * Arrays.stream(b).map(x -> x * x).sum());
        return lengths == 0 ? 0 : Math.acos(Math.max(-1, Math.min(1, dot / lengths)));
    }
}
