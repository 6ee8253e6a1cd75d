package dev.pollux.evaluation;

import dev.pollux.model.RobotModel;
import dev.pollux.state.Forecast;
import dev.pollux.state.Prediction;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Samples of the estimated and the true base, and of the joints in the few seconds of the strongest motion, for a plot.
 * Keeps a few thousand points, however long the recording is.
 */
public final class Track {
    /** Initial time between two points of the base, s: a pixel of half a minute. */
    private static final double STEP = 0.02;

    /** Above this number, every second point is removed. */
    private static final int MOST_POINTS = 4_000;

    /** Duration for which joints are stored, s. */
    private static final double STRETCH = 3;

    /** Most samples of joints in that time: 1 kHz. */
    private static final int MOST_JOINTS = 3_000;

    private static final double[] NONE = new double[0];

    /**
     * The base at one instant of a run.
     *
     * @param run its number, from 0
     * @param time s since the episode's first frame
     * @param estimated x, y, z, m
     * @param actual the same, aligned; empty if the truth is unknown
     * @param sigma their stated standard deviations; empty if there are none
     * @param tilt the base's estimated roll and pitch, rad; then the true ones, NaN if unknown
     * @param tiltSigma stated standard deviation of either, rad; NaN if there is none
     * @param speed magnitude of the estimated velocity; then of the true one, m/s, NaN if unknown
     * @param velocityError magnitude of their difference, m/s, NaN if unknown
     * @param velocitySigma stated standard deviation of that magnitude, m/s; NaN if there is none
     * @param contacts per contact 1 if it touches, NaN if unknown
     */
    public record Point(
            int run,
            double time,
            double[] estimated,
            double[] actual,
            double[] sigma,
            double[] tilt,
            double tiltSigma,
            double[] speed,
            double velocityError,
            double velocitySigma,
            double[] contacts) {}

    /**
     * The joints at one instant.
     *
     * @param time s, of the measurement; the prediction is for {@code horizon} later
     * @param measured rad or m, NaN if missing
     * @param predicted the same, for the longest horizon
     */
    public record Joints(double time, double[] measured, double[] predicted) {}

    private final int joints;
    private final double horizon;
    private List<Point> points = new ArrayList<>();
    private List<Joints> stretch = new ArrayList<>();
    private List<Joints> liveliest = new ArrayList<>();
    private double motion;
    private double step = STEP;
    private int run = -1;
    private double last;

    Track(RobotModel model, long[] horizonsNanos) {
        joints = model.jointCount();
        horizon = horizonsNanos[horizonsNanos.length - 1] * 1e-9;
    }

    void restart() {
        run++;
        last = Double.NEGATIVE_INFINITY;
        endStretch();
    }

    void add(double time, SensorFrame frame, TwinState state, Forecast forecast, Truth truth, EstimationSkill skill) {
        follow(time, frame, forecast);
        if (time < last + step || !state.knows(TwinState.BASE_POSE)) {
            return;
        }
        last = time;
        boolean posed = truth.knows(Truth.BASE_POSE);
        boolean sure = state.knows(TwinState.BASE_SIGMA);
        boolean moves = state.knows(TwinState.BASE_VELOCITY);
        boolean truly = truth.knows(Truth.BASE_VELOCITY);
        double[] s = state.baseSigma;
        double[] actual = skill.alignedTruth();
        points.add(new Point(
                run,
                time,
                position(state.basePose),
                posed ? position(actual) : NONE,
                sure ? Arrays.copyOf(s, 3) : NONE,
                new double[] {
                    roll(state.basePose),
                    pitch(state.basePose),
                    posed ? roll(actual) : Double.NaN,
                    posed ? pitch(actual) : Double.NaN
                },
                sure ? Math.max(s[3], s[4]) : Double.NaN,
                new double[] {
                    moves ? norm(state.baseVelocity) : Double.NaN, truly ? norm(truth.baseVelocity) : Double.NaN
                },
                moves && truly ? distance(state.baseVelocity, truth.baseVelocity) : Double.NaN,
                sure ? Math.sqrt(s[6] * s[6] + s[7] * s[7] + s[8] * s[8]) : Double.NaN,
                contacts(state)));
        if (points.size() > MOST_POINTS) {
            thin();
        }
    }

    private void thin() {
        List<Point> half = new ArrayList<>();
        for (int i = 0; i < points.size(); i += 2) {
            half.add(points.get(i));
        }
        points = half;
        step *= 2;
    }

    private void follow(double time, SensorFrame frame, Forecast forecast) {
        if (!frame.has(SensorFrame.JOINT_POSITIONS)) {
            return;
        }
        if (!stretch.isEmpty() && time - stretch.get(0).time() > STRETCH) {
            endStretch();
        }
        Prediction farthest = forecast.predictions[forecast.predictions.length - 1];
        if (stretch.size() < MOST_JOINTS) {
            double[] predicted = Arrays.copyOf(farthest.jointPositions, joints);
            if (!farthest.knows(TwinState.JOINT_POSITIONS)) {
                Arrays.fill(predicted, Double.NaN);
            }
            stretch.add(new Joints(time, Arrays.copyOf(frame.jointPositions, joints), predicted));
        }
    }

    private void endStretch() {
        double its = 0;
        for (int j = 0; j < joints; j++) {
            its += range(stretch, j);
        }
        if (its > motion || liveliest.isEmpty()) {
            motion = its;
            liveliest = stretch;
        }
        stretch = new ArrayList<>();
    }

    private static double range(List<Joints> of, int joint) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (Joints sample : of) {
            double q = sample.measured()[joint];
            least = Math.min(least, Double.isNaN(q) ? least : q);
            most = Math.max(most, Double.isNaN(q) ? most : q);
        }
        return most > least ? most - least : 0;
    }

    private static double[] position(double[] T) {
        return new double[] {T[3], T[7], T[11]};
    }

    private static double roll(double[] T) {
        return Math.atan2(T[9], T[10]);
    }

    private static double pitch(double[] T) {
        return Math.atan2(-T[8], Math.hypot(T[9], T[10]));
    }

    private static double norm(double[] v) {
        return Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
    }

    private static double distance(double[] v, double[] w) {
        return Math.sqrt((v[0] - w[0]) * (v[0] - w[0]) + (v[1] - w[1]) * (v[1] - w[1]) + (v[2] - w[2]) * (v[2] - w[2]));
    }

    private static double[] contacts(TwinState state) {
        double[] contacts = new double[state.contacts.length];
        for (int c = 0; c < contacts.length; c++) {
            contacts[c] = state.knows(TwinState.CONTACTS) ? (state.contacts[c] ? 1 : 0) : Double.NaN;
        }
        return contacts;
    }

    /** The base's points so far. */
    public List<Point> points() {
        return List.copyOf(points);
    }

    /** The joints in the time of the strongest motion; null if none were measured. */
    public @Nullable List<Joints> joints() {
        List<Joints> best = liveliest.isEmpty() ? stretch : liveliest;
        return best.size() < 2 ? null : List.copyOf(best);
    }

    /** Horizon of the joints' predictions, s. */
    public double horizon() {
        return horizon;
    }

    /** The joints of {@link #joints} with the largest motion, at most this many, by their index in the model. */
    public List<Integer> movedMost(int most) {
        List<Joints> of = liveliest.isEmpty() ? stretch : liveliest;
        List<Integer> order = new ArrayList<>();
        for (int j = 0; j < joints; j++) {
            if (range(of, j) > 0) {
                order.add(j);
            }
        }
        order.sort((a, b) -> Double.compare(range(of, b), range(of, a)));
        return List.copyOf(order.subList(0, Math.min(most, order.size())));
    }
}
