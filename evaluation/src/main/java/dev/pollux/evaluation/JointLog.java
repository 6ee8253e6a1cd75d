package dev.pollux.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Measured and true joints of a part of a recording, stored for tuning. At most {@value #MOST} samples. */
public final class JointLog {
    /** A minute at 500 Hz. */
    public static final int MOST = 30_000;

    final int joints;
    private final List<double[]> position = new ArrayList<>();
    private final List<double[]> velocity = new ArrayList<>();
    final List<double[]> reference = new ArrayList<>();
    private double[] time = new double[1024];
    private boolean anew = true;
    private double shift;

    /** An empty log of n joints. */
    public JointLog(int joints) {
        this.joints = joints;
    }

    /** Starts another run. */
    public void restart() {
        anew = true;
    }

    /**
     * Stores a sample while there is room.
     *
     * @param position measured, n; NaN for a missing joint
     * @param velocity measured, n; empty if there is none
     * @param reference true position, n
     */
    public void add(double seconds, double[] position, double[] velocity, double[] reference) {
        int at = size();
        if (at == MOST) {
            return;
        }
        if (at == time.length) {
            time = Arrays.copyOf(time, 2 * at);
        }
        if (anew) {
            // far from the run before, so that nothing relates the two
            shift = at == 0 ? -seconds : time[at - 1] + 1e3 - seconds;
            anew = false;
        }
        time[at] = seconds + shift;
        this.position.add(Arrays.copyOf(position, joints));
        this.velocity.add(Arrays.copyOf(velocity, velocity.length == 0 ? 0 : joints));
        this.reference.add(Arrays.copyOf(reference, joints));
    }

    /** Whether the log is full. */
    public boolean full() {
        return size() == MOST;
    }

    /** Median time between two samples, s; NaN without samples. */
    public double usualStep() {
        ErrorStatistics steps = new ErrorStatistics();
        for (int i = 1; i < size(); i++) {
            steps.add(time[i] - time[i - 1]);
        }
        return steps.median();
    }

    int size() {
        return position.size();
    }

    double time(int i) {
        return time[i];
    }

    double position(int i, int joint) {
        return position.get(i)[joint];
    }

    double velocity(int i, int joint) {
        double[] all = velocity.get(i);
        return all.length == 0 ? Double.NaN : all[joint];
    }
}
