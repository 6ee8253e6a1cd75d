package dev.pollux.evaluation;

import dev.pollux.dynamics.Centroidal;
import dev.pollux.dynamics.TreeMotion;
import dev.pollux.model.RobotModel;
import dev.pollux.spatial.SO3;
import dev.pollux.state.Forecast;
import dev.pollux.state.Prediction;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinState;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;

/**
 * Compares predictions of the twin, and of the baselines from the same frames, with what happened.
 *
 * <p>Joint error: root mean square over the joints of predicted − true position at t + h. The base's error is that of
 * its displacement since the start, each in the axes of the base at the start (R_WB(t)ᵀ (p(t+h) − p(t)), predicted and
 * true): this excludes the estimator's drift of position and yaw. The centre of mass is taken relative to the base at
 * the start in the same way.
 */
public final class PredictionSkill {
    private static final double EPSILON = 1e-7;
    private static final double[] NONE = new double[0];

    private final int n;
    private final long[] horizonsNanos;
    private final double longestGap;
    private final boolean floating;
    private final Baselines baselines;
    private final SkillTable table;
    private final Coverage coverage;
    private final TreeMotion motion;
    private final Centroidal centroidal;
    private final double[] still;
    private final ArrayDeque<Start> waiting = new ArrayDeque<>();
    private final ArrayDeque<Start> free = new ArrayDeque<>();
    private final double[] toldTurn = new double[9];
    private final double[] wasTurn = new double[9];
    private final double[] inverse = new double[9];
    private final double[] told = new double[3];
    private final double[] was = new double[3];
    private final Truth before;
    private final Truth due;
    private boolean hasBefore;
    private boolean stood;
    private boolean started;
    private boolean wanted;
    private double lastContactChange;
    private double lastPush;

    /**
     * An empty record.
     *
     * @param horizonsNanos the twin's horizons, ns, ascending
     * @param tuning of the textbook filter
     * @param longestGap greatest time between two truths for interpolation, s
     */
    public PredictionSkill(RobotModel model, long[] horizonsNanos, KalmanTuning tuning, double longestGap) {
        n = model.jointCount();
        this.horizonsNanos = horizonsNanos.clone();
        this.longestGap = longestGap;
        floating = model.floatingBase();
        baselines = new Baselines(model, tuning.tune());
        table = new SkillTable(horizonsNanos.length);
        coverage = new Coverage(horizonsNanos.length);
        motion = new TreeMotion(model);
        centroidal = new Centroidal(motion);
        still = new double[model.velocityCount()];
        before = new Truth(model);
        due = new Truth(model);
        restart();
    }

    /** The errors so far. */
    public SkillTable table() {
        return table;
    }

    /** Why no joint prediction was scored; empty if some were. */
    public String whyNone() {
        if (table.of(Quantity.JOINTS, Method.TWIN, 0, Phase.ALL).count() > 0) {
            return "";
        }
        if (!wanted) {
            return "no scored frame tells the joints' positions";
        }
        return started
                ? "at no instant that they look at the joints' positions are known"
                : String.format(
                        Locale.ROOT,
                        "the joints' positions are told only every %.0f ms or less often, too rarely for the methods they are"
                                + " compared with to tell accelerations",
                        1e3 * Baselines.LONGEST_SPAN);
    }

    /** The coverage of the joints' bands so far. */
    public Coverage coverage() {
        return coverage;
    }

    /** Drops waiting predictions: another run of the robot begins. */
    public void restart() {
        baselines.restart();
        free.addAll(waiting);
        waiting.clear();
        hasBefore = false;
        lastContactChange = Double.NEGATIVE_INFINITY;
        lastPush = Double.NEGATIVE_INFINITY;
    }

    /**
     * Adds a frame that the twin has processed.
     *
     * @param frame in the model's order
     * @param truth at the frame's instant; joint positions must be known
     * @param starts whether predictions from here are scored
     */
    public void add(SensorFrame frame, TwinState state, Forecast forecast, Truth truth, boolean starts) {
        if (hasBefore && !Arrays.equals(truth.contacts, before.contacts)) {
            lastContactChange = truth.time;
        }
        for (int c = 0; c < truth.contacts.length; c++) {
            stood |= truth.contacts[c];
        }
        if (truth.pushed) {
            lastPush = truth.time;
        }
        scoreDue(truth);
        before.take(truth);
        hasBefore = true;
        if (!frame.has(SensorFrame.JOINT_POSITIONS)) {
            return;
        }
        boolean moving = frame.has(SensorFrame.JOINT_VELOCITIES) && asComplete(frame);
        baselines.add(truth.time, frame.jointPositions, moving ? frame.jointVelocities : NONE, state);
        wanted |= starts;
        if (starts && baselines.ready()) {
            started = true;
            start(state, forecast, truth);
        }
    }

    /** Whether the frame has the velocity of each joint whose position it has. */
    private boolean asComplete(SensorFrame frame) {
        for (int i = 0; i < n; i++) {
            if (Double.isNaN(frame.jointVelocities[i]) && !Double.isNaN(frame.jointPositions[i])) {
                return false;
            }
        }
        return true;
    }

    private void start(TwinState state, Forecast forecast, Truth truth) {
        Start start = free.isEmpty() ? new Start(horizonsNanos.length, n) : free.pop();
        start.time = truth.time;
        start.next = 0;
        start.base = floating && state.knows(TwinState.BASE_POSE) && truth.knows(Truth.BASE_POSE);
        start.banded = true;
        System.arraycopy(state.basePose, 0, start.estimated, 0, 16);
        System.arraycopy(truth.basePose, 0, start.actual, 0, 16);
        for (int h = 0; h < horizonsNanos.length; h++) {
            Prediction prediction = forecast.predictions[h];
            start.banded &= prediction.knows(Prediction.SIGMA);
            System.arraycopy(prediction.jointPositionSigma, 0, start.sigma[h], 0, n);
            System.arraycopy(prediction.jointPositionBound, 0, start.bound[h], 0, n);
            for (Method method : Method.values()) {
                predict(method, h, prediction, start);
            }
        }
        waiting.add(start);
    }

    private void predict(Method method, int h, Prediction prediction, Start start) {
        double[] joints = start.joints[h][method.ordinal()];
        double[] base = start.bases[h][method.ordinal()];
        double seconds = horizonsNanos[h] * 1e-9;
        if (method == Method.TWIN) {
            System.arraycopy(prediction.jointPositions, 0, joints, 0, n);
            System.arraycopy(prediction.basePose, 0, base, 0, 16);
        } else {
            baselines.joints(method, h, seconds, joints);
            baselines.base(method, seconds, base);
        }
        if (start.base && method.predictsBase()) {
            motion.set(base, joints, still);
            centroidal.position(start.coms[h][method.ordinal()]);
        }
    }

    private void scoreDue(Truth truth) {
        for (Iterator<Start> starts = waiting.iterator(); starts.hasNext(); ) {
            Start start = starts.next();
            while (start.next < horizonsNanos.length) {
                double instant = start.time + horizonsNanos[start.next] * 1e-9;
                if (instant > truth.time + EPSILON) {
                    break;
                }
                boolean exact = instant > truth.time - EPSILON;
                if (exact || truth.time - before.time <= longestGap) {
                    due.between(before, truth, exact ? truth.time : instant);
                    score(start, start.next);
                }
                start.next++;
            }
            if (start.next == horizonsNanos.length) {
                starts.remove();
                free.push(start);
            }
        }
    }

    /** Whether any contact ever stood: otherwise contact changes are unknown. */
    public boolean knowsContacts() {
        return stood;
    }

    private Phase phase(Start start) {
        double since = start.time - Baselines.SPAN - EPSILON;
        return lastPush >= since ? Phase.PUSH : lastContactChange >= since ? Phase.CONTACT_CHANGE : Phase.STEADY;
    }

    private void score(Start start, int h) {
        Phase phase = phase(start);
        for (Method method : Method.values()) {
            double[] joints = start.joints[h][method.ordinal()];
            double squares = 0;
            int told = 0;
            for (int j = 0; j < n; j++) {
                double error = due.jointPositions[j] - joints[j];
                // a joint that was not measured at the start, or is unknown now, is not scored for any method
                if (Double.isNaN(error) || Double.isNaN(start.joints[h][Method.HOLD.ordinal()][j])) {
                    continue;
                }
                told++;
                squares += error * error;
                if (method == Method.TWIN && start.banded) {
                    coverage.add(h, phase, error, start.sigma[h][j], start.bound[h][j]);
                }
            }
            if (told > 0) {
                table.add(Quantity.JOINTS, method, h, phase, Math.sqrt(squares / told));
            }
            if (start.base && method.predictsBase() && due.knows(Truth.BASE_POSE)) {
                scoreBase(start, h, method, phase);
            }
        }
    }

    private void scoreBase(Start start, int h, Method method, Phase phase) {
        double[] T = start.bases[h][method.ordinal()];
        for (int i = 0; i < 3; i++) {
            told[i] = T[4 * i + 3];
            was[i] = due.basePose[4 * i + 3];
        }
        table.add(Quantity.BASE_POSITION, method, h, phase, distance(start));
        Truth.relativeRotation(start.estimated, T, toldTurn);
        Truth.relativeRotation(start.actual, due.basePose, wasTurn);
        table.add(Quantity.BASE_ORIENTATION, method, h, phase, angleBetweenTurns());
        if (due.knows(Truth.COM)) {
            System.arraycopy(start.coms[h][method.ordinal()], 0, told, 0, 3);
            System.arraycopy(due.com, 0, was, 0, 3);
            table.add(Quantity.COM, method, h, phase, distance(start));
        }
    }

    /** The angle of R_toldᵀ R_was, rad. */
    private double angleBetweenTurns() {
        for (int i = 0; i < 3; i++) {
            for (int k = 0; k < 3; k++) {
                inverse[3 * i + k] = toldTurn[3 * k + i];
            }
        }
        SO3.multiply(inverse, 0, wasTurn, 0, toldTurn, 0);
        SO3.log(toldTurn, 0, told, 0);
        return Math.sqrt(told[0] * told[0] + told[1] * told[1] + told[2] * told[2]);
    }

    /** |R̂(t)ᵀ (told − p̂(t)) − R(t)ᵀ (was − p(t))|, m. */
    private double distance(Start start) {
        double[] E = start.estimated;
        double[] A = start.actual;
        double squares = 0;
        for (int i = 0; i < 3; i++) {
            double difference = 0;
            for (int k = 0; k < 3; k++) {
                difference += E[4 * k + i] * (told[k] - E[4 * k + 3]) - A[4 * k + i] * (was[k] - A[4 * k + 3]);
            }
            squares += difference * difference;
        }
        return Math.sqrt(squares);
    }
}
