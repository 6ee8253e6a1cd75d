package dev.pollux.job.latency;

import dev.pollux.storage.StateFields;
import java.io.IOException;

/** Errors of the predictions at one horizon: joints (rms over the joints), base position and orientation. */
public final class HorizonErrors {
    private final long[] count = new long[3];
    private final double[] squares = new double[3];
    private final double[] max = new double[3];

    /** Adds three errors, NaN for one that was not scored. */
    void add(double[] errors, int at) {
        for (int i = 0; i < 3; i++) {
            double error = errors[at + i];
            if (!Double.isNaN(error)) {
                count[i]++;
                squares[i] += error * error;
                max[i] = Math.max(max[i], error);
            }
        }
    }

    void merge(HorizonErrors other) {
        for (int i = 0; i < 3; i++) {
            count[i] += other.count[i];
            squares[i] += other.squares[i];
            max[i] = Math.max(max[i], other.max[i]);
        }
    }

    /** Number of scored predictions. */
    public long scored() {
        return count[0];
    }

    /** Root mean square over all joints and scored predictions, rad or m; NaN if none was scored. */
    public double jointRmse() {
        return rmse(0);
    }

    /** Largest rms error over the joints of one prediction, rad or m. */
    public double jointMax() {
        return max[0];
    }

    /** Root mean square distance of the base, m; NaN if none was scored. */
    public double basePositionRmse() {
        return rmse(1);
    }

    /** Root mean square angle of the base, rad; NaN if none was scored. */
    public double baseOrientationRmse() {
        return rmse(2);
    }

    private double rmse(int i) {
        return Math.sqrt(squares[i] / count[i]);
    }

    void describe(StateFields f) throws IOException {
        f.whole(count);
        f.exact(squares);
        f.exact(max);
    }
}
