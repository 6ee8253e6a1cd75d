package dev.pollux.evaluation;

import dev.pollux.model.RobotModel;
import dev.pollux.spatial.SE3;
import dev.pollux.state.TwinState;

/**
 * Predictions without a model of the robot: joints from the raw measurements of a frame and of the one 10 ms before,
 * the base from the same estimated start as the twin.
 */
final class Baselines {
    /** Accelerations, and velocities that are not measured, are differences over this time, s. */
    static final double SPAN = 0.01;

    /** Greatest time between two samples for an acceleration, s. */
    static final double LONGEST_SPAN = 0.03;

    private static final int KEPT = 64;

    private final int n;
    private final JerkKalmanFilter[][] tuned;
    private final double[] time = new double[KEPT];
    private final double[][] position;
    private final double[][] velocity;
    private final double[][] twist = new double[KEPT][6];
    private final double[] basePose = new double[16];
    private final double[] meanTwist = new double[6];
    private int count;
    private int now;
    private int before;

    Baselines(RobotModel model, JerkKalmanFilter[][] tuned) {
        n = model.jointCount();
        this.tuned = tuned;
        position = new double[KEPT][n];
        velocity = new double[KEPT][n];
    }

    void restart() {
        count = 0;
        for (JerkKalmanFilter[] filters : tuned) {
            for (JerkKalmanFilter filter : filters) {
                filter.restart();
            }
        }
    }

    /**
     * Adds a frame's measurements.
     *
     * @param q measured positions, n
     * @param v measured velocities, n; empty if there are none
     * @param state the twin's state after this frame
     */
    void add(double seconds, double[] q, double[] v, TwinState state) {
        double dt = count == 0 ? 0 : seconds - time[now];
        now = count++ % KEPT;
        time[now] = seconds;
        System.arraycopy(q, 0, position[now], 0, n);
        System.arraycopy(state.baseVelocity, 0, twist[now], 0, 6);
        System.arraycopy(state.basePose, 0, basePose, 0, 16);
        before = findBefore();
        for (int j = 0; j < n; j++) {
            velocity[now][j] = v.length > 0 ? v[j] : rate(position, j);
        }
        for (JerkKalmanFilter[] filters : tuned) {
            for (int j = 0; j < n; j++) {
                filters[j].add(dt, q[j], v.length == 0 ? Double.NaN : v[j]);
            }
        }
    }

    /** The newest sample at least {@link #SPAN} old; the last one if there is none. */
    private int findBefore() {
        int kept = Math.min(count, KEPT);
        for (int back = 1; back < kept; back++) {
            int at = Math.floorMod(now - back, KEPT);
            if (time[now] - time[at] > SPAN - 1e-4) {
                return at;
            }
        }
        return now;
    }

    /** Whether there are enough samples for accelerations. */
    boolean ready() {
        double span = time[now] - time[before];
        return count > 2 && span > 0 && span < LONGEST_SPAN;
    }

    private double rate(double[][] samples, int i) {
        double span = time[now] - time[before];
        return span > 0 ? (samples[now][i] - samples[before][i]) / span : 0;
    }

    /** Writes joint positions {@code seconds} ahead, for the horizon of that index. */
    void joints(Method method, int horizon, double seconds, double[] out) {
        for (int j = 0; j < n; j++) {
            double q = position[now][j];
            double v = velocity[now][j];
            out[j] = switch (method) {
                case CONSTANT_VELOCITY -> q + seconds * v;
                case CONSTANT_ACCELERATION -> q + seconds * (v + seconds / 2 * rate(velocity, j));
                case TUNED_KALMAN -> tuned[horizon][j].position(seconds);
                default -> q;
            };
        }
    }

    /** Writes the base's pose {@code seconds} ahead. */
    void base(Method method, double seconds, double[] out) {
        System.arraycopy(basePose, 0, out, 0, 16);
        if (method == Method.HOLD) {
            return;
        }
        for (int i = 0; i < 6; i++) {
            double change = method == Method.CONSTANT_ACCELERATION ? seconds / 2 * rate(twist, i) : 0;
            meanTwist[i] = twist[now][i] + change;
        }
        SE3.integrate(out, meanTwist, seconds);
    }
}
