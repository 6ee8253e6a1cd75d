package dev.pollux.twin;

import dev.pollux.estimation.joints.JointEstimate;
import dev.pollux.estimation.joints.JointFilter;
import dev.pollux.model.Joint;
import dev.pollux.model.RobotModel;
import dev.pollux.state.GateMemory;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import dev.pollux.state.TwinState;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Removes samples from a frame that no motion of the robot explains; the rest of the frame is used. A joint's sample is
 * removed if it differs from its filter's prediction by more than some σ and by more than joints can change between two
 * samples; an IMU's is compared with the sample before, a wrench with the weight. If several removed samples in a row
 * agree with one another, the sensor is believed: the robot or its encoder jumped. A sensor's fault is reported once.
 * Working memory for one model and thread; allocates only if it removes samples.
 *
 * <p>The constants come from MuJoCo recordings of falls, the hardest motions available, at 500 and at 100 Hz: see
 * docs/estimation.md.
 */
final class SampleGate {
    private static final int POSITIONS = 0;
    private static final int VELOCITIES = 1;
    private static final int IMU = 2;

    /** Innovations beyond this many σ are rejected if they also exceed what joints can change between two samples. */
    private static final double SIGMAS = 10;

    /** A joint's position may differ from its prediction by this, rad or m, ... */
    private static final double POSITION_STEP = 0.03;

    /** ... and by this per second since the last sample, rad/s or m/s: half the effect of a hard stop. */
    private static final double POSITION_RATE = 8;

    /** An encoder that repeats samples like most others may jump by its resolution, at most this, rad or m. */
    private static final double MOST_QUANTUM = 0.1;

    /** A joint's velocity may differ from its prediction by this, rad/s, and by the next per second, rad/s². */
    private static final double VELOCITY_STEP = 4;

    private static final double VELOCITY_RATE = 1500;

    /** The gyro may change between two samples by this, rad/s, and by the next per second, rad/s². */
    private static final double GYRO_STEP = 2;

    private static final double GYRO_RATE = 600;

    /** The accelerometer may change between two samples by this, m/s², and by the next per second, m/s³. */
    private static final double ACCELERATION_STEP = 30;

    private static final double ACCELERATION_RATE = 1000;

    /** Multiple of the usual difference of two IMU samples that is always accepted. */
    private static final double USUAL = 8;

    /** Weight of one sample in the usual difference: memory of 200 samples. */
    private static final double LEARN = 0.005;

    /** Without a prediction, a joint must be within its limits plus this, rad or m. */
    private static final double FIRST_MARGIN = 1;

    /** How far beyond its limits a joint is ever accepted, rad or m: a turn of the encoder. */
    private static final double MOST_BEYOND = 2 * Math.PI;

    /** Greatest joint velocity, rad/s or m/s; greatest gyro reading, rad/s, and accelerometer reading, m/s² (200 g). */
    private static final double MOST_VELOCITY = 1_000;

    private static final double MOST_GYRO = 70;
    private static final double MOST_ACCELERATION = 2_000;

    /** Greatest base velocity, m/s. */
    private static final double MOST_SPEED = 100;

    /** Joints are in degrees if this many exceed their limits but all keep them, within this, rad, as degrees ... */
    private static final int IN_DEGREES = 3;

    private static final double WITHIN = 0.2;

    /** ... until all have been plausible for this time, s: those of a nearly straight robot sometimes are by chance. */
    private static final double PLAUSIBLE = 3;

    /** Greatest age of an IMU sample that is compared with the next, s. */
    private static final double RECENT = 0.1;

    /** A joint is believed after this many rejected samples that agree, over this time, s. */
    private static final int INSISTENCE = 5;

    private static final double INSISTENCE_TIME = 0.05;

    /** Gyro and accelerometer are believed after this many. An impact is real, and not reported as rejected. */
    private static final int GYRO_INSISTENCE = 3;

    private static final int ACCELERATION_INSISTENCE = 2;

    /**
     * An impact also shakes joints: this many velocities, and this share of them, change by more than some σ, and by
     * this share of what the acceleration would cause in a limb until the next sample, per m.
     */
    private static final int SHAKEN = 3;

    private static final double SHAKEN_SHARE = 0.1;

    private static final double SHAKE_SIGMAS = 3;

    private static final double SHAKE_PER_LIMB = 0.5 * 3;

    /** A rejection ends after this time without another one, s. */
    private static final double CALM = 5;

    /** Greatest believable force on a sole, in weights. */
    private static final double MOST_WEIGHTS = 20;

    /** The ground does not pull; offsets of force sensors are below this share of the weight. */
    private static final double PULL = 0.15;

    /** A sole on its side may be pushed from above for a moment: a wrong sign lasts this long, s, ... */
    private static final double PULLS = 0.1;

    /** ... with an upright robot: cos 60°. */
    private static final double UPRIGHT = 0.5;

    /** Greatest effort relative to a drive's limit, or if that is unknown in N·m or N. */
    private static final double MOST_EFFORTS = 10;

    private static final double MOST_EFFORT = 1e5;

    /** Greatest velocity command relative to the joint's limit, if that is known. */
    private static final double MOST_VELOCITIES = 2;

    /** No drive gives its full effort for an error below this, rad or m, or below this, rad/s or m/s. */
    private static final double LEAST_OFF = 1e-4;

    private static final double LEAST_SPEED = 1e-3;

    /** Greatest distance of a measured base from the estimate, m, unless this many poses in a row agree. */
    static final double MOST_LEAP = 10;

    private static final int POSE_INSISTENCE = 5;

    private final RobotModel model;
    private final JointFilter filter;
    private final double weight;
    private final SensorFrame passed = new SensorFrame();
    private SensorFrame now = passed;
    private final double[] shake;

    SampleGate(RobotModel model, JointFilter filter) {
        this.model = model;
        this.filter = filter;
        shake = new double[model.jointCount()];
        weight = model.floatingBase() ? model.weight() : Double.POSITIVE_INFINITY;
    }

    /**
     * Checks a frame in the model's order.
     *
     * @param state the state after the frame before
     * @param dt s since then
     * @return the frame if it is sound, otherwise a copy without the rejected samples, valid until the next call
     */
    SensorFrame pass(TwinState state, SensorFrame frame, double dt, List<TwinEvent> events) {
        now = frame;
        Arrays.fill(shake, 0);
        GateMemory memory = state.gate;
        for (int i = 0; i < memory.age.length; i++) {
            memory.age[i] += (float) dt;
        }
        boolean degrees = frame.has(SensorFrame.JOINT_POSITIONS)
                ? inDegrees(memory, frame.jointPositions, dt, events)
                : memory.degrees > 0;
        if (degrees) {
            changed(frame).drop(SensorFrame.JOINT_POSITIONS | SensorFrame.JOINT_VELOCITIES);
        }
        if (frame.has(SensorFrame.JOINT_POSITIONS) && !degrees) {
            positions(state, frame, dt, events);
            memory.age[POSITIONS] = 0;
        }
        if (frame.has(SensorFrame.JOINT_VELOCITIES) && !degrees) {
            velocities(state, frame, dt, events);
            memory.age[VELOCITIES] = 0;
        }
        if (frame.has(SensorFrame.IMU)) {
            imu(state, frame, events);
            memory.age[IMU] = 0;
        }
        if (frame.has(SensorFrame.CONTACT_WRENCHES)) {
            wrenches(state, frame, dt, events);
        }
        efforts(memory, frame, dt, events);
        commands(memory, frame, dt, events);
        if (frame.has(SensorFrame.BASE_POSE) && state.base.running) {
            basePose(state, frame, dt, events);
        }
        if (frame.has(SensorFrame.BASE_VELOCITY)) {
            double fastest = fastest(frame.baseVelocity);
            if (fastest <= MOST_SPEED) {
                calm(memory, memory.baseVelocity(), dt, events);
            } else {
                refuse(memory, memory.baseVelocity(), 1, fastest, 0, MOST_SPEED, events);
                changed(frame).drop(SensorFrame.BASE_VELOCITY);
            }
        }
        return now;
    }

    /**
     * Reports what {@link SampleBounds} removes from a frame, once per series of rejections of a channel.
     *
     * @param sent the whole frame, in the model's order
     */
    void tellImpossible(TwinState state, SensorFrame sent, List<TwinEvent> events) {
        GateMemory memory = state.gate;
        for (int bits = sent.present() & SensorFrame.JOINT_ARRAYS; bits != 0; bits &= bits - 1) {
            int sensor = Integer.lowestOneBit(bits);
            double[] values = sent.jointArray(sensor);
            double most = SampleBounds.limit(sensor);
            for (int j = 0; j < sent.jointCount; j++) {
                if (Math.abs(values[j]) > most) {
                    String joint = model.joints().get(j).name();
                    tellImpossible(memory, channel(memory, sensor, j), values[j], most, what(sensor) + joint, events);
                }
            }
        }
        if (sent.has(SensorFrame.IMU)) {
            tellImpossible(memory, memory.gyro(), sent.imu, 0, 3, SampleBounds.MAX_IMU, events);
            tellImpossible(memory, memory.accelerometer(), sent.imu, 3, 3, SampleBounds.MAX_IMU, events);
        }
        for (int k = 0; k < model.contacts().size() && sent.has(SensorFrame.CONTACT_WRENCHES); k++) {
            double most = SampleBounds.MAX_EFFORT;
            tellImpossible(memory, memory.wrench(k), sent.contactWrenches, 6 * k, 6, most, events);
        }
        if (sent.has(SensorFrame.BASE_VELOCITY)) {
            double most = SampleBounds.MAX_VELOCITY;
            tellImpossible(memory, memory.baseVelocity(), sent.baseVelocity, 0, 6, most, events);
        }
        int far = sent.has(SensorFrame.BASE_POSE) ? SampleBounds.firstBeyond(sent.basePose) : -1;
        if (far >= 0) {
            double most = SampleBounds.MAX_DISTANCE;
            tellImpossible(memory, memory.basePose(), sent.basePose[far], most, "base_pose", events);
        }
    }

    private void tellImpossible(
            GateMemory memory, int c, double[] values, int from, int count, double most, List<TwinEvent> events) {
        int beyond = SampleBounds.firstBeyond(values, from, count, most);
        if (beyond >= 0) {
            tellImpossible(memory, c, values[beyond], most, name(c), events);
        }
    }

    private static void tellImpossible(
            GateMemory memory, int c, double value, double most, String what, List<TwinEvent> events) {
        if (memory.refused[c] > 0) {
            count(memory, c, 1);
            return;
        }
        // the sum of the efforts of a joint and its followers may have overflowed
        double told = Math.copySign(Math.min(Math.abs(value), Double.MAX_VALUE), value);
        String message = said("%s is %.4g; nothing beyond ±%.0e is accepted", what, told, most);
        tellRefused(memory, c, told, most, message, events);
    }

    private static int channel(GateMemory memory, int sensor, int j) {
        return switch (sensor) {
            case SensorFrame.JOINT_POSITIONS -> memory.position(j);
            case SensorFrame.JOINT_VELOCITIES -> memory.velocity(j);
            case SensorFrame.JOINT_EFFORTS -> memory.efforts();
            default -> memory.commands();
        };
    }

    private static String what(int sensor) {
        return switch (sensor) {
            case SensorFrame.JOINT_POSITIONS -> "position of joint ";
            case SensorFrame.JOINT_VELOCITIES -> "velocity of joint ";
            case SensorFrame.JOINT_EFFORTS -> "effort of joint ";
            case SensorFrame.COMMAND_POSITION -> "commanded position of joint ";
            case SensorFrame.COMMAND_VELOCITY -> "commanded velocity of joint ";
            case SensorFrame.COMMAND_EFFORT -> "commanded effort of joint ";
            case SensorFrame.COMMAND_KP -> "position gain of joint ";
            default -> "velocity gain of joint ";
        };
    }

    private void efforts(GateMemory memory, SensorFrame frame, double dt, List<TwinEvent> events) {
        if (!frame.has(SensorFrame.JOINT_EFFORTS)) {
            return;
        }
        boolean sound = true;
        for (int j = 0; j < model.jointCount(); j++) {
            double most = mostEffort(j);
            double effort = frame.jointEfforts[j];
            if (Math.abs(effort) > most) {
                sound = false;
                refuse(memory, memory.efforts(), "effort", j, effort, most, events);
                changed(frame).jointEfforts[j] = Double.NaN;
            }
        }
        if (sound) {
            calm(memory, memory.efforts(), dt, events);
        }
    }

    /** Commands count as a whole: a drive uses all parts. */
    private void commands(GateMemory memory, SensorFrame frame, double dt, List<TwinEvent> events) {
        if ((frame.present() & SampleBounds.COMMANDS) == 0) {
            return;
        }
        for (int j = 0; j < model.jointCount(); j++) {
            Joint joint = model.joints().get(j);
            double most = Double.isInfinite(joint.maxVelocity())
                    ? MOST_VELOCITY
                    : Math.max(MOST_GYRO, MOST_VELOCITIES * joint.maxVelocity());
            double furthest = Math.max(Math.abs(joint.lower()), Math.abs(joint.upper())) + MOST_BEYOND;
            if (wild(frame, SensorFrame.COMMAND_POSITION, "commanded position", j, furthest, events, memory)
                    || wild(frame, SensorFrame.COMMAND_VELOCITY, "commanded velocity", j, most, events, memory)
                    || wild(frame, SensorFrame.COMMAND_EFFORT, "commanded effort", j, mostEffort(j), events, memory)
                    || wild(frame, SensorFrame.COMMAND_KP, "position gain", j, effort(j) / LEAST_OFF, events, memory)
                    || wild(
                            frame,
                            SensorFrame.COMMAND_KD,
                            "velocity gain",
                            j,
                            effort(j) / LEAST_SPEED,
                            events,
                            memory)) {
                changed(frame).drop(SampleBounds.COMMANDS);
                return;
            }
        }
        calm(memory, memory.commands(), dt, events);
    }

    private boolean wild(
            SensorFrame frame, int array, String what, int j, double most, List<TwinEvent> events, GateMemory memory) {
        if (!frame.has(array) || !(Math.abs(frame.jointArray(array)[j]) > most)) {
            return false;
        }
        refuse(memory, memory.commands(), what, j, frame.jointArray(array)[j], most, events);
        return true;
    }

    private double mostEffort(int j) {
        double most = model.joints().get(j).maxEffort();
        return unlimited(most) ? MOST_EFFORT : MOST_EFFORTS * most;
    }

    /** The greatest effort of joint j's drive; if unknown, a value above that of any drive. */
    private double effort(int j) {
        double most = model.joints().get(j).maxEffort();
        return unlimited(most) ? MOST_EFFORT : most;
    }

    private static boolean unlimited(double effort) {
        return Double.isInfinite(effort) || effort == 0;
    }

    /** Rejects a pose far from the estimate; poses that agree with one another move the world. */
    private void basePose(TwinState state, SensorFrame frame, double dt, List<TwinEvent> events) {
        GateMemory memory = state.gate;
        int c = memory.basePose();
        int at = memory.candidateAt(c);
        double leap = 0;
        double apart = 0;
        for (int i = 0; i < 3; i++) {
            double p = frame.basePose[4 * i + 3];
            leap += square(p - state.basePose[4 * i + 3]);
            apart += square(p - memory.candidate[at + i]);
            memory.candidate[at + i] = (float) p;
        }
        if (leap <= MOST_LEAP * MOST_LEAP) {
            memory.insisting[c] = 0;
            calm(memory, c, dt, events);
            return;
        }
        memory.insisting[c] = memory.insisting[c] > 0 && apart <= MOST_LEAP * MOST_LEAP ? memory.insisting[c] + 1 : 1;
        if (memory.insisting[c] < POSE_INSISTENCE) {
            tellRefused(
                    memory,
                    c,
                    Math.sqrt(leap),
                    MOST_LEAP,
                    said(
                            "base_pose is %.4g m from where the base is estimated, expected at most %.4g",
                            Math.sqrt(leap), MOST_LEAP),
                    events);
            changed(frame).drop(SensorFrame.BASE_POSE);
        }
    }

    private void refuse(
            GateMemory memory, int c, String what, int j, double value, double most, List<TwinEvent> events) {
        String joint = model.joints().get(j).name();
        tellRefused(
                memory,
                c,
                value,
                most,
                said("%s of joint %s is %.4g, expected at most %.4g", what, joint, value, most),
                events);
    }

    private static void tellRefused(
            GateMemory memory, int c, double value, double bound, String message, List<TwinEvent> events) {
        if (memory.refused[c] == 0) {
            events.add(new TwinEvent(Kind.SENSOR_REFUSED, message, Map.of("value", value, "bound", bound)));
        }
        count(memory, c, 1);
    }

    /** Whether the joints are in degrees, which is reported as one event instead of one per joint. */
    private boolean inDegrees(GateMemory memory, double[] q, double dt, List<TwinEvent> events) {
        int beyond = 0;
        int reported = 0;
        int example = 0;
        boolean fit = true;
        for (int j = 0; j < model.jointCount(); j++) {
            Joint joint = model.joints().get(j);
            if (Double.isNaN(q[j]) || !joint.type().turns()) {
                continue;
            }
            reported++;
            double radians = Math.toRadians(q[j]);
            fit &= radians >= joint.lower() - WITHIN && radians <= joint.upper() + WITHIN;
            if (Math.max(joint.lower() - q[j], q[j] - joint.upper()) > FIRST_MARGIN) {
                beyond++;
                example = j;
            }
        }
        boolean wrong = beyond >= IN_DEGREES && fit;
        if (wrong && memory.degrees == 0) {
            events.add(new TwinEvent(
                    Kind.SENSOR_REFUSED,
                    said(
                            "joint positions seem to be in degrees: %d of %d are beyond their limits, such as %s at %.4g,"
                                    + " and all are within them in radians, there %.4g; radians are expected, positions and"
                                    + " velocities are not used",
                            beyond,
                            reported,
                            model.joints().get(example).name(),
                            q[example],
                            Math.toRadians(q[example])),
                    Map.of("beyond", (double) beyond, "reported", (double) reported)));
        }
        if (wrong || memory.degrees > 0 && beyond > 0) {
            memory.degrees = (float) PLAUSIBLE;
        } else if (memory.degrees > 0) {
            memory.degrees = (float) Math.max(0, memory.degrees - dt);
            if (memory.degrees == 0) {
                events.add(new TwinEvent(
                        Kind.SENSOR_REFUSED, "joint positions are within their limits again: they are used", Map.of()));
            }
        }
        if (memory.degrees > 0) {
            memory.total += reported;
        }
        return memory.degrees > 0;
    }

    private void positions(TwinState state, SensorFrame frame, double dt, List<TwinEvent> events) {
        GateMemory memory = state.gate;
        double step = POSITION_STEP + POSITION_RATE * memory.age[POSITIONS];
        boolean coarse = mostRepeat(state, frame);
        for (int j = 0; j < model.jointCount(); j++) {
            double q = frame.jointPositions[j];
            if (Double.isNaN(q)) {
                continue;
            }
            boolean known = state.joints.known[j];
            Joint joint = model.joints().get(j);
            double beyond = Math.max(joint.lower() - q, q - joint.upper());
            double expected = known ? expected(state, j, dt) : middle(joint);
            double least = coarse && state.joints.repeats(j) ? Math.max(step, MOST_QUANTUM) : step;
            double bound = known
                    ? Math.max(least, SIGMAS * Math.sqrt(JointFilter.positionInnovationVariance(state.joints, j, dt)))
                    : (joint.upper() - joint.lower()) / 2 + FIRST_MARGIN;
            int c = memory.position(j);
            if (known ? Math.abs(q - expected) <= bound : beyond <= FIRST_MARGIN) {
                accept(memory, c, memory.age[POSITIONS], events);
            } else if (insists(memory, c, q, step, memory.age[POSITIONS]) && beyond <= MOST_BEYOND) {
                believe(memory, c, q, events);
                double v = frame.has(SensorFrame.JOINT_VELOCITIES) ? frame.jointVelocities[j] : Double.NaN;
                filter.restart(state.joints, j, q, Math.abs(v) <= MOST_VELOCITY ? v : Double.NaN);
            } else {
                refuse(memory, c, 1, q, expected, bound, events);
                changed(frame).jointPositions[j] = Double.NaN;
            }
        }
    }

    /**
     * Whether each joint of a frame in the model's order continues as predicted, within some σ, dt s after the last
     * frame; false if no joint is known in both.
     */
    static boolean goOn(TwinState state, SensorFrame frame, double dt) {
        boolean any = false;
        boolean all = true;
        for (int j = 0; j < state.joints.known.length && frame.has(SensorFrame.JOINT_POSITIONS); j++) {
            double q = frame.jointPositions[j];
            if (!Double.isNaN(q) && state.joints.known[j]) {
                double off = q - JointFilter.predictedPosition(state.joints, j, dt);
                any = true;
                all &= off * off <= SIGMAS * SIGMAS * JointFilter.positionInnovationVariance(state.joints, j, dt);
            }
        }
        return any && all;
    }

    /** Expected position: the last one, without the speed, while so few samples do not show the encoders' noise. */
    private static double expected(TwinState state, int j, double dt) {
        return state.joints.frames < JointEstimate.PAST
                ? state.joints.measured(j)
                : JointFilter.predictedPosition(state.joints, j, dt);
    }

    /** Whether at least half of the frame's encoders repeat their last sample bit for bit. */
    private static boolean mostRepeat(TwinState state, SensorFrame frame) {
        int there = 0;
        int repeat = 0;
        for (int j = 0; j < state.joints.known.length; j++) {
            there += Double.isNaN(frame.jointPositions[j]) ? 0 : 1;
            repeat += repeats(frame.jointPositions[j], state.joints.measured(j)) ? 1 : 0;
        }
        return 2 * repeat >= there;
    }

    private static boolean repeats(double sample, double before) {
        return (float) sample == (float) before;
    }

    private static double middle(Joint joint) {
        double sum = joint.lower() + joint.upper();
        return Double.isFinite(sum) ? sum / 2 : 0;
    }

    private void velocities(TwinState state, SensorFrame frame, double dt, List<TwinEvent> events) {
        GateMemory memory = state.gate;
        double step = VELOCITY_STEP + VELOCITY_RATE * memory.age[VELOCITIES];
        for (int j = 0; j < model.jointCount(); j++) {
            double v = frame.jointVelocities[j];
            if (Double.isNaN(v)) {
                continue;
            }
            boolean known = state.joints.known[j];
            double expected = known ? JointFilter.predictedVelocity(state.joints, j, dt) : 0;
            double sigma = known ? Math.sqrt(JointFilter.velocityInnovationVariance(state.joints, j, dt)) : Double.NaN;
            double bound = known
                    ? Math.max(step, SIGMAS * sigma)
                    : Math.max(MOST_GYRO, model.joints().get(j).maxVelocity());
            int c = memory.velocity(j);
            boolean possible = Math.abs(v) <= MOST_VELOCITY;
            if (possible && Math.abs(v - expected) <= bound) {
                shake[j] = Math.abs(v - expected) > SHAKE_SIGMAS * sigma ? Math.abs(v - expected) : 0;
                accept(memory, c, memory.age[VELOCITIES], events);
            } else if (insists(memory, c, v, step, memory.age[VELOCITIES]) && possible) {
                believe(memory, c, v, events);
            } else {
                refuse(memory, c, 1, v, expected, bound, events);
                changed(frame).jointVelocities[j] = Double.NaN;
            }
        }
    }

    private void imu(TwinState state, SensorFrame frame, List<TwinEvent> events) {
        GateMemory memory = state.gate;
        if (fastest(frame.imu) == 0) {
            // a driver that has lost its IMU sends zeros, but no IMU measures exactly zero
            tellRefused(
                    memory,
                    memory.accelerometer(),
                    0,
                    MOST_ACCELERATION,
                    "the IMU says exactly 0 on all six axes: not used",
                    events);
            changed(frame).drop(SensorFrame.IMU);
            return;
        }
        double age = memory.age[IMU];
        boolean recent =
                age < RECENT && square(state.gate.imu[5]) + square(state.gate.imu[4]) + square(state.gate.imu[3]) > 0;
        boolean gyro =
                triple(state, frame, 0, MOST_GYRO, GYRO_STEP + GYRO_RATE * age, GYRO_INSISTENCE, recent, age, events);
        boolean accelerometer = triple(
                state,
                frame,
                3,
                MOST_ACCELERATION,
                ACCELERATION_STEP + ACCELERATION_RATE * age,
                ACCELERATION_INSISTENCE,
                recent,
                age,
                events);
        if (!gyro || !accelerometer) {
            changed(frame).drop(SensorFrame.IMU);
            return;
        }
        for (int i = 0; i < 6; i++) {
            state.gate.imu[i] = (float) frame.imu[i];
        }
    }

    /** Checks gyro (from 0) or accelerometer (from 3); returns whether it is accepted. */
    private boolean triple(
            TwinState state,
            SensorFrame frame,
            int from,
            double most,
            double step,
            int insistence,
            boolean recent,
            double age,
            List<TwinEvent> events) {
        GateMemory memory = state.gate;
        int c = from == 0 ? memory.gyro() : memory.accelerometer();
        int at = memory.candidateAt(c);
        double size = 0;
        double change = 0;
        double apart = 0;
        for (int i = 0; i < 3; i++) {
            double x = frame.imu[from + i];
            size += x * x;
            change += square(x - memory.imu[from + i]);
            apart += square(x - memory.candidate[at + i]);
        }
        boolean possible = size <= most * most;
        double usual = memory.usualStep[from / 3];
        double bound = Math.max(step, USUAL * Math.sqrt(usual));
        if (recent) {
            double square = Math.min(change, 9 * usual + 0.01 * step * step);
            memory.usualStep[from / 3] += (float) (LEARN * (square - usual));
        }
        double held = Math.sqrt(
                square(memory.candidate[at]) + square(memory.candidate[at + 1]) + square(memory.candidate[at + 2]));
        double before =
                Math.sqrt(square(memory.imu[from]) + square(memory.imu[from + 1]) + square(memory.imu[from + 2]));
        boolean struck = from == 3 && shaken(SHAKE_PER_LIMB * Math.sqrt(change) * age);
        boolean sound = possible && (!recent || struck || change <= bound * bound);
        boolean agrees = possible && memory.insisting[c] > 0 && apart <= bound * bound;
        if (memory.insisting[c] > 0 && (sound || !agrees)) {
            // the sample before was not an impact: nothing followed
            refuse(memory, c, memory.insisting[c], held, before, bound, events);
            memory.insisting[c] = 0;
        }
        if (sound) {
            accept(memory, c, age, events);
            return true;
        }
        if (!possible) {
            refuse(memory, c, 1, Math.sqrt(size), before, most, events);
            return false;
        }
        memory.insisting[c]++;
        if (memory.insisting[c] >= insistence) {
            takeInWithheld(state, frame, from, at);
            memory.insisting[c] = 0;
            return true;
        }
        for (int i = 0; i < 3; i++) {
            memory.candidate[at + i] = (float) frame.imu[from + i];
        }
        return false;
    }

    /** Whether enough joints changed their velocities by more than this, rad/s or m/s. */
    private boolean shaken(double least) {
        int count = 0;
        for (double change : shake) {
            count += change > least ? 1 : 0;
        }
        return count >= Math.max(SHAKEN, SHAKEN_SHARE * model.jointCount());
    }

    /**
     * The previous sample was withheld and is believed now: the estimator continues as if it had been used. For the
     * other sensor, withheld with it, the mean of the samples before and after is used.
     */
    private static void takeInWithheld(TwinState state, SensorFrame frame, int from, int at) {
        int other = 3 - from;
        for (int i = 0; i < 3; i++) {
            state.base.imu[from + i] = state.gate.candidate[at + i];
            state.base.imu[other + i] = 0.5 * (state.gate.imu[other + i] + frame.imu[other + i]);
        }
        state.base.unsampled = 0;
    }

    private void wrenches(TwinState state, SensorFrame frame, double dt, List<TwinEvent> events) {
        GateMemory memory = state.gate;
        boolean upright = !state.knows(TwinState.BASE_POSE) || state.basePose[10] > UPRIGHT;
        for (int k = 0; k < model.contacts().size(); k++) {
            double[] w = frame.contactWrenches;
            double size = Math.sqrt(square(w[6 * k]) + square(w[6 * k + 1]) + square(w[6 * k + 2]));
            if (Double.isNaN(size)) {
                continue;
            }
            double normal = w[6 * k + 2];
            int c = memory.wrench(k);
            if (upright && normal < -PULL * weight) {
                memory.insistingFor[c] = (float) Math.min(memory.insistingFor[c] + dt, 2 * PULLS);
            } else if (normal > TouchingFeet.LOADED * weight) {
                memory.insistingFor[c] = (float) Math.max(memory.insistingFor[c] - dt, 0);
            }
            boolean pulls = memory.insistingFor[c] >= PULLS || memory.refused[c] > 0 && memory.insistingFor[c] > 0;
            if (pulls || size > MOST_WEIGHTS * weight) {
                refuse(memory, c, 1, pulls ? normal : size, 0, MOST_WEIGHTS * weight, events);
                // the sum of forces on the robot is useful only if all of them are known
                changed(frame).drop(SensorFrame.CONTACT_WRENCHES);
            } else {
                calm(memory, c, dt, events);
            }
        }
    }

    private static double fastest(double[] twist) {
        double most = 0;
        for (double x : twist) {
            most = Math.max(most, Double.isNaN(x) ? 0 : Math.abs(x));
        }
        return most;
    }

    /** The output frame: a copy, since the input may be processed again later. */
    private SensorFrame changed(SensorFrame frame) {
        if (now == frame) {
            passed.copyFrom(frame);
            now = passed;
        }
        return passed;
    }

    private void accept(GateMemory memory, int c, double age, List<TwinEvent> events) {
        if (memory.refused[c] > 0) {
            memory.insisting[c] = 0;
            memory.insistingFor[c] = 0;
            calm(memory, c, age, events);
        }
    }

    /** Ends a rejection, and reports the number of samples, if the last one is long ago. */
    private void calm(GateMemory memory, int c, double age, List<TwinEvent> events) {
        if (memory.refused[c] == 0) {
            return;
        }
        memory.quiet[c] += (float) age;
        if (memory.quiet[c] > CALM) {
            if (memory.refused[c] > 1) {
                events.add(new TwinEvent(
                        Kind.SENSOR_REFUSED,
                        said("%s: %d samples were refused; none of the last 5 s", name(c), memory.refused[c]),
                        Map.of("refused", (double) memory.refused[c])));
            }
            memory.clear(c);
        }
    }

    /** Whether the sensor has kept its value for long enough to be believed. */
    private static boolean insists(GateMemory memory, int c, double value, double step, double age) {
        int at = memory.candidateAt(c);
        boolean agrees = memory.insisting[c] > 0 && Math.abs(value - memory.candidate[at]) <= step;
        memory.insisting[c] = agrees ? memory.insisting[c] + 1 : 1;
        memory.insistingFor[c] = agrees ? memory.insistingFor[c] + (float) age : 0;
        memory.candidate[at] = (float) value;
        return memory.insisting[c] >= INSISTENCE && memory.insistingFor[c] >= INSISTENCE_TIME;
    }

    private void believe(GateMemory memory, int c, double value, List<TwinEvent> events) {
        if (!memory.believed[c]) {
            memory.believed[c] = true;
            events.add(new TwinEvent(
                    Kind.RESET,
                    said(
                            "%s reads %.4g %s for %.2f s, which contradicts the prediction: accepted, the joint is reset",
                            name(c), value, unit(c), memory.insistingFor[c]),
                    Map.of("value", value, "refused", (double) memory.refused[c])));
        }
        memory.insisting[c] = 0;
        memory.insistingFor[c] = 0;
    }

    private void refuse(
            GateMemory memory,
            int c,
            int samples,
            double value,
            double expected,
            double bound,
            List<TwinEvent> events) {
        if (memory.refused[c] == 0) {
            events.add(new TwinEvent(
                    Kind.SENSOR_REFUSED,
                    why(memory, c, value, expected, bound),
                    Map.of("value", value, "expected", expected, "bound", bound)));
        }
        count(memory, c, samples);
    }

    /** Counts rejected samples of a channel. */
    static void count(GateMemory memory, int c, int samples) {
        memory.refused[c] = Math.min(memory.refused[c] + samples, Integer.MAX_VALUE - samples);
        memory.quiet[c] = 0;
        memory.total += samples;
    }

    private String why(GateMemory memory, int c, double value, double expected, double bound) {
        if (c == memory.baseVelocity()) {
            return said("%s is %.4g m/s or rad/s, expected at most %.4g", name(c), value, bound);
        }
        if (c >= memory.wrench(0)) {
            return value < 0
                    ? said(
                            "%s: the ground pulls by %.4g N, which it cannot; the force on the robot is expected,"
                                    + " upwards positive: is its sign wrong?",
                            name(c), -value)
                    : said(
                            "%s is %.4g N, expected at most %.4g, %d weights",
                            name(c), value, bound, (int) MOST_WEIGHTS);
        }
        return said("%s is %.4g %s, expected %.4g ± %.4g", name(c), value, unit(c), expected, bound)
                + (fitsInDegrees(c, value, expected, bound) ? ": is it in degrees?" : "");
    }

    /** Whether an impossible joint position in radians would be close to the expected one in degrees. */
    private boolean fitsInDegrees(int c, double value, double expected, double bound) {
        if (c >= model.jointCount() || !model.joints().get(c).type().turns()) {
            return false;
        }
        Joint joint = model.joints().get(c);
        double radians = Math.toRadians(value);
        return Math.max(joint.lower() - value, value - joint.upper()) > FIRST_MARGIN
                && radians >= joint.lower() - WITHIN
                && radians <= joint.upper() + WITHIN
                && Math.abs(radians - expected) <= bound + WITHIN;
    }

    private String name(int c) {
        int n = model.jointCount();
        if (c < 2 * n) {
            return (c < n ? "position of joint " : "velocity of joint ")
                    + model.joints().get(c % n).name();
        }
        int after = c - 2 * n - 2 - model.contacts().size();
        if (after > 0) {
            return after == 1 ? "efforts of the joints" : after == 2 ? "commands of the joints" : "pose of the base";
        }
        return c == 2 * n
                ? "angular velocity of the IMU"
                : c == 2 * n + 1
                        ? "specific force of the IMU"
                        : c == 2 * n + 2 + model.contacts().size()
                                ? "velocity of the base"
                                : "contact wrench of "
                                        + model.contacts().get(c - 2 * n - 2).name();
    }

    private String unit(int c) {
        int n = model.jointCount();
        if (c >= 2 * n) {
            return c == 2 * n ? "rad/s" : "m/s²";
        }
        return (model.joints().get(c % n).type().turns() ? "rad" : "m") + (c < n ? "" : "/s");
    }

    private static String said(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static double square(double x) {
        return x * x;
    }
}
