package dev.pollux.twin;

import dev.pollux.estimation.joints.JointFilter;
import dev.pollux.model.Joint;
import dev.pollux.model.RobotModel;
import dev.pollux.state.FrozenMemory;
import dev.pollux.state.RepetitionMemory.Part;
import dev.pollux.state.Reporting;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import dev.pollux.state.TwinState;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Removes frozen encoders from a frame: those that repeat one sample bit for bit although their joint moves by its
 * velocity or by the filter's prediction from the start of the repetition, and those that turn to zero together. They
 * are unused until they change. Encoders that froze in the same frame share a bus and are reported as one. Working
 * memory for one model and thread; allocates for events only.
 *
 * <p>A repeated sample that deviates from its prediction is ignored, and the filter continues without it. If it lasts
 * too long for a sender's repetition, the encoder is frozen if the joint must have moved far enough, or if three
 * encoders stopped in one frame while the IMU still changes. A robot at rest, coarse encoders and simulators without
 * noise repeat too, but agree with their predictions.
 */
final class FrozenJoints {
    /**
     * An encoder is frozen if it repeats a sample while the joint's velocity integrates to this, rad or m, and to this
     * many σ, for coarse encoders. The velocity counts up to this, rad/s or m/s, so that it takes 0.1 s; and the
     * integral decays with this time constant, s, so that a small velocity bias does not count as motion.
     */
    private static final double UNMOVED = 0.05;

    private static final double UNMOVED_SIGMAS = 10;
    private static final double UNMOVED_SPEED = 0.5;
    private static final double UNMOVED_MEMORY = 2;

    /** Weight of a commanded velocity if none is measured or its sample is repeated too: a joint may be blocked. */
    private static final double COMMANDED = 1 / 3.0;

    /** A repeated sample is ignored if the prediction is off by this many of its own σ and of the encoder's. */
    private static final double OFF_SIGMAS = 5;

    private static final double OFF_ENCODER_SIGMAS = 10;

    /** A single encoder that stops is frozen if its joint must have moved by this, rad or m, ... */
    private static final double ALONE = 0.02;

    /** ... this many that stop in one frame are frozen if each must have moved by this and by this many σ. */
    private static final int BUS = 3;

    private static final double BUS_OFF = 0.003;
    private static final double BUS_SIGMAS = 3;

    /** The same if half of the other encoders repeat samples too, and for encoders that turn to zero. */
    private static final double COARSE_OFF = 0.03;

    /** A joint whose last step was below this share of its speed has braked, maybe faster than its filter follows. */
    private static final double BRAKED = 0.5;

    /** Such a step counts if the joint's speed makes it this many σ: slower joints repeat samples by chance. */
    private static final double PLAIN = 5;

    /** An encoder that has repeated a sample for this time, s, repeats samples at rest. */
    private static final double RESTS = 1e-9 * Reporting.MOST;

    /** Number of frames after which an encoder's resolution is known. */
    private static final int YOUNG = 100;

    /** Distance to a limit at which a joint may stop at once, rad or m. */
    private static final double AT_LIMIT = 0.05;

    /** Encoders that turn to zero again within this time, s, are not reported again. */
    private static final double TOLD_AGAIN = 5;

    /** Most joints that are named in an event. */
    private static final int NAMED = 10;

    private final RobotModel model;
    private final SensorFrame passed = new SensorFrame();
    private final double[] apart;
    private final double[] sigma;
    private final boolean[] chosen;
    private final boolean[] told;
    private SensorFrame now = passed;

    /** s since the encoders were last reported. */
    private float since;

    FrozenJoints(RobotModel model) {
        this.model = model;
        apart = new double[model.jointCount()];
        sigma = new double[model.jointCount()];
        chosen = new boolean[model.jointCount()];
        told = new boolean[model.jointCount()];
    }

    /**
     * Checks a frame in the model's order.
     *
     * @param state the state after the frame before
     * @param dt s since then
     * @return the frame if no encoder is frozen, otherwise a copy without the frozen ones, valid until the next call
     */
    SensorFrame pass(TwinState state, SensorFrame frame, double dt, List<TwinEvent> events) {
        now = frame;
        since = state.gate.sinceEncoders() + (float) dt;
        FrozenMemory memory = state.frozen;
        memory.sinceZeros += (float) dt;
        if (!frame.has(SensorFrame.JOINT_POSITIONS) || state.gate.degrees > 0) {
            return frame; // joints in degrees are not used, and their velocities do not show the motion
        }
        if (state.joints.frames > 0) {
            zeros(state, frame, dt, events);
            repeat(state, frame, dt, events);
        }
        return now;
    }

    /** Encoders that all turn to exactly zero, far from the joints' positions: their driver has lost them. */
    private void zeros(TwinState state, SensorFrame frame, double dt, List<TwinEvent> events) {
        int zeros = 0;
        int far = 0;
        for (int j = 0; j < told.length; j++) {
            chosen[j] = turnsToZero(state, frame, j);
            zeros += chosen[j] ? 1 : 0;
            compare(state, frame, j, dt);
            far += chosen[j] && isOff(state, j) && apart[j] > COARSE_OFF ? 1 : 0;
        }
        if (far < BUS) {
            return;
        }
        for (int j = 0; j < told.length; j++) {
            state.frozen.repeated[j] = chosen[j] ? FrozenMemory.FROZEN : state.frozen.repeated[j];
        }
        if (state.frozen.sinceZeros > TOLD_AGAIN) {
            events.add(new TwinEvent(
                    Kind.SENSOR_REFUSED,
                    said(
                            "%s turned to exactly 0 in one frame, %d of them far from where their joints were: not used until they change",
                            names(chosen, zeros), far),
                    Map.of("joints", (double) zeros, "far", (double) far)));
        }
        state.frozen.sinceZeros = 0;
    }

    private static boolean turnsToZero(TwinState state, SensorFrame frame, int j) {
        return frame.jointPositions[j] == 0
                && state.joints.known[j]
                && !state.frozen.frozen(j)
                && state.joints.measured(j) != 0;
    }

    private void repeat(TwinState state, SensorFrame frame, double dt, List<TwinEvent> events) {
        FrozenMemory memory = state.frozen;
        boolean othersMove = mostMove(state, frame);
        boolean any = false;
        for (int j = 0; j < told.length; j++) {
            told[j] = false;
            double q = frame.jointPositions[j];
            if (Double.isNaN(q)) {
                continue;
            }
            boolean same = repeats(q, state.joints.measured(j)) || memory.frozen(j) && q == 0;
            if (!same || since > RESTS && !memory.frozen(j)) {
                // an encoder that continues from its old position has been at rest
                memory.rests[j] |= memory.frozen(j) && Math.abs(q - state.joints.measured(j)) < BUS_OFF;
                memory.moves(j);
                continue;
            }
            if (memory.frozen(j)) {
                leaveOut(state, frame, j);
                state.gate.total++;
                continue;
            }
            memory.rests[j] |= memory.repeated[j] == 0 && hasBraked(state, j);
            memory.repeats(j, since);
            compare(state, frame, j, dt);
            any = true;
            byVelocity(state, frame, j, othersMove, events);
            if (1e-6 * memory.repeated[j] > RESTS && !memory.frozen(j)) {
                memory.rests[j] = true;
            }
        }
        for (int j = 0; any && j < told.length; j++) {
            if (memory.repeated[j] > 0 && !memory.frozen(j) && !Double.isNaN(frame.jointPositions[j]) && !told[j]) {
                byPrediction(state, frame, j, dt, events);
            }
        }
    }

    /** Checks the encoders that began to repeat in the same frame as that of joint {@code first}. */
    private void byPrediction(TwinState state, SensorFrame frame, int first, double dt, List<TwinEvent> events) {
        FrozenMemory memory = state.frozen;
        int repeated = memory.repeated[first];
        Reporting reporting = state.reporting;
        if (reporting.outlasts(first, 1e-6 * repeated - since)) {
            return; // it was taken for the reading of a joint at rest
        }
        double far = coarse(frame, memory, repeated) ? COARSE_OFF : BUS_OFF;
        int stopped = 0;
        int example = first;
        boolean off = false;
        boolean alone = false;
        for (int j = first; j < told.length; j++) {
            if (memory.repeated[j] == repeated) {
                told[j] = true;
                boolean goesOn = !memory.rests[j] && mustGoOn(state, j, 1e-6 * repeated);
                stopped += goesOn && apart[j] > far && apart[j] > BUS_SIGMAS * sigma[j] && isFar(state, j) ? 1 : 0;
                example = apart[j] > apart[example] ? j : example;
                boolean mayBe = goesOn && isOff(state, j) && mayStopAlone(state, frame, j);
                off |= mayBe;
                alone |= mayBe && apart[j] > ALONE;
            }
        }
        boolean imuReports = reporting.holds(reporting.imu());
        boolean imuLives =
                imuReports && !state.repetition.lasts(Part.IMU) && reporting.silence(reporting.imu()) < 1e-6 * repeated;
        boolean bus = stopped >= BUS && imuLives;
        boolean lasts = reporting.outlasts(first, 1e-6 * repeated);
        if (imuReports && !imuLives || !(bus || (lasts ? alone : off))) {
            return; // the robot rests
        }
        int count = 0;
        for (int j = 0; j < told.length; j++) {
            chosen[j] = !Double.isNaN(frame.jointPositions[j])
                    && (bus ? joins(memory, j, repeated) : memory.repeated[j] == repeated);
            if (chosen[j]) {
                count++;
                leaveOut(state, frame, j);
            }
        }
        if (!lasts) {
            return;
        }
        for (int j = 0; j < told.length; j++) {
            memory.repeated[j] = chosen[j] ? FrozenMemory.FROZEN : memory.repeated[j];
        }
        state.gate.total += count;
        tellFrozen(count, example, 1e-6 * repeated, apart[example], events);
    }

    /** Whether half of the encoders repeat a sample since another frame. */
    private static boolean coarse(SensorFrame frame, FrozenMemory memory, int repeated) {
        int others = 0;
        int repeat = 0;
        for (int j = 0; j < memory.repeated.length; j++) {
            if (!Double.isNaN(frame.jointPositions[j]) && !memory.frozen(j) && !joins(memory, j, repeated)) {
                others++;
                repeat += memory.repeated[j] > 0 ? 1 : 0;
            }
        }
        return 2 * repeat > others;
    }

    /** Whether joint j may be on a bus that stopped then: a coarse encoder may repeat since shortly before. */
    private static boolean joins(FrozenMemory memory, int j, int repeated) {
        return memory.repeated[j] >= repeated && memory.repeated[j] <= 2 * repeated;
    }

    private void tellFrozen(int count, int example, double repeated, double moved, List<TwinEvent> events) {
        String message = count == 1
                ? said(
                        "%s is frozen: it has repeated one sample for %.2f s, while the joint, as it moved, must have gone"
                                + " on by some %.2g %s; it is not used until it changes",
                        names(chosen, count), repeated, moved, unit(example))
                : said(
                        "%s are frozen: they have repeated their samples for %.2f s since one frame, while %s, as it moved,"
                                + " must have gone on by some %.2g %s; they are not used until they change",
                        names(chosen, count),
                        repeated,
                        model.joints().get(example).name(),
                        moved,
                        unit(example));
        events.add(new TwinEvent(
                Kind.SENSOR_REFUSED,
                message,
                Map.of("joints", (double) count, "repeated_s", repeated, "moved", moved)));
    }

    /**
     * Whether joint j certainly continues to move: by its speed, not only by an acceleration, as with a joint that
     * brakes and stops; and by an encoder that is fine, so that its speed is not an effect of quantisation.
     */
    private static boolean mustGoOn(TwinState state, int j, double repeated) {
        double speed = Math.abs(state.joints.velocity[j]);
        double braked = Math.abs(state.joints.acceleration[j]) * repeated;
        return state.joints.frames > YOUNG && state.joints.fine(j) && speed > braked;
    }

    /** Whether joint j had almost stopped when its encoder began to repeat, according to its last step. */
    private boolean hasBraked(TwinState state, int j) {
        double speed = Math.abs(state.joints.velocity[j]);
        boolean plain = speed * since > PLAIN * Math.sqrt(state.joints.encoderVariance(j));
        return plain && Math.abs(state.joints.measuredRate(j)) < BRAKED * speed;
    }

    /** Whether joint j's encoder does not stop at a limit of the joint. */
    private boolean mayStopAlone(TwinState state, SensorFrame frame, int j) {
        Joint joint = model.joints().get(j);
        double q = frame.jointPositions[j];
        return q > joint.lower() + AT_LIMIT && q < joint.upper() - AT_LIMIT;
    }

    /** Stores how far joint j's prediction is from its sample; unknown joints have no prediction. */
    private void compare(TwinState state, SensorFrame frame, int j, double dt) {
        boolean known = state.joints.known[j];
        apart[j] = known ? Math.abs(frame.jointPositions[j] - JointFilter.predictedPosition(state.joints, j, dt)) : 0;
        sigma[j] = known ? Math.sqrt(JointFilter.positionInnovationVariance(state.joints, j, dt)) : 1;
    }

    private boolean isOff(TwinState state, int j) {
        return apart[j] > OFF_SIGMAS * sigma[j] && isFar(state, j);
    }

    private boolean isFar(TwinState state, int j) {
        return apart[j] > OFF_ENCODER_SIGMAS * Math.sqrt(state.joints.encoderVariance(j));
    }

    /** Removes the encoder, and its velocity if it is repeated or missing. */
    private void leaveOut(TwinState state, SensorFrame frame, int j) {
        SensorFrame out = changed(frame);
        out.jointPositions[j] = Double.NaN;
        if (frame.has(SensorFrame.JOINT_VELOCITIES)) {
            double v = frame.jointVelocities[j];
            out.jointVelocities[j] = v == 0 || repeats(v, state.joints.measuredVelocity(j)) ? Double.NaN : v;
        }
    }

    /** Whether at least half of the encoders report a new value. */
    private static boolean mostMove(TwinState state, SensorFrame frame) {
        int repeat = 0;
        int reported = 0;
        for (int j = 0; j < state.joints.position.length; j++) {
            reported += Double.isNaN(frame.jointPositions[j]) ? 0 : 1;
            repeat += repeats(frame.jointPositions[j], state.joints.measured(j)) ? 1 : 0;
        }
        return 2 * repeat <= reported;
    }

    private static boolean repeats(double sample, double before) {
        return (float) sample == (float) before;
    }

    /** Integrates joint j's velocity while its encoder repeats a sample; beyond the bound, the encoder is frozen. */
    private void byVelocity(TwinState state, SensorFrame frame, int j, boolean othersMove, List<TwinEvent> events) {
        FrozenMemory memory = state.frozen;
        double age = since;
        double speed = Math.max(-UNMOVED_SPEED, Math.min(UNMOVED_SPEED, speed(state, frame, j, othersMove)));
        double way = memory.unmoved[j] * Math.max(0, 1 - age / UNMOVED_MEMORY) + speed * age;
        double bound = Math.max(UNMOVED, UNMOVED_SIGMAS * Math.sqrt(state.joints.encoderVariance(j)));
        memory.unmoved[j] = (float) way;
        if (Math.abs(way) <= bound) {
            return;
        }
        memory.repeated[j] = FrozenMemory.FROZEN;
        leaveOut(state, frame, j);
        state.gate.total++;
        String joint = model.joints().get(j).name();
        events.add(new TwinEvent(
                Kind.SENSOR_REFUSED,
                said(
                        "position of joint %s is frozen: it repeats %.6g %s, while the joint's velocity says that it went by at"
                                + " least %.2g; it is not used until it changes",
                        joint, frame.jointPositions[j], unit(j), bound),
                Map.of("value", frame.jointPositions[j], "moved_at_least", bound)));
    }

    /** Joint j's speed: from its velocity sensor or, if that is not new, from its command; 0 if both are unknown. */
    private static double speed(TwinState state, SensorFrame frame, int j, boolean othersMove) {
        double v = frame.has(SensorFrame.JOINT_VELOCITIES) ? frame.jointVelocities[j] : Double.NaN;
        boolean stale = Double.isNaN(v) || repeats(v, state.joints.measuredVelocity(j));
        double commanded = frame.has(SensorFrame.COMMAND_VELOCITY) ? frame.commandVelocity[j] : Double.NaN;
        double measured = Double.isNaN(v) ? 0 : v;
        boolean useCommand = stale && othersMove && !Double.isNaN(commanded);
        return useCommand && COMMANDED * Math.abs(commanded) > Math.abs(measured) ? COMMANDED * commanded : measured;
    }

    private SensorFrame changed(SensorFrame frame) {
        if (now == frame) {
            passed.copyFrom(frame);
            now = passed;
        }
        return passed;
    }

    private String names(boolean[] joints, int count) {
        StringBuilder names = new StringBuilder(count == 1 ? "position of joint " : "positions of joints ");
        int shown = 0;
        for (int j = 0; j < joints.length; j++) {
            if (joints[j] && shown < NAMED) {
                names.append(shown++ == 0 ? "" : ", ")
                        .append(model.joints().get(j).name());
            }
        }
        return count > shown ? names + " and " + (count - shown) + " more" : names.toString();
    }

    private String unit(int j) {
        return model.joints().get(j).type().turns() ? "rad" : "m";
    }

    private static String said(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
