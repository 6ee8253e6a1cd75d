package dev.pollux.state;

import dev.pollux.estimation.base.BaseEstimatorState;
import dev.pollux.estimation.joints.JointEstimate;
import dev.pollux.estimation.time.SampleClock;
import dev.pollux.model.RobotModel;
import dev.pollux.spatial.SE3;
import dev.pollux.storage.Described;
import dev.pollux.storage.FiniteNumbers;
import dev.pollux.storage.StateFields;
import dev.pollux.storage.StateRounding;
import java.io.IOException;

/**
 * Everything known about one robot now: plain numbers that are checkpointed. Units and frames as in
 * docs/units-and-frames.md.
 *
 * <p>Estimates are finite at all times. What was never measured or estimated keeps its default; see {@link #knows}.
 */
public final class TwinState implements Described {
    public static final int JOINT_POSITIONS = SensorFrame.JOINT_POSITIONS;
    public static final int JOINT_VELOCITIES = SensorFrame.JOINT_VELOCITIES;
    public static final int IMU = SensorFrame.IMU;
    public static final int CONTACTS = SensorFrame.CONTACTS;
    public static final int CONTACT_WRENCHES = SensorFrame.CONTACT_WRENCHES;
    public static final int BASE_POSE = SensorFrame.BASE_POSE;
    public static final int BASE_VELOCITY = SensorFrame.BASE_VELOCITY;

    /** The standard deviations of the base. */
    public static final int BASE_SIGMA = 1 << 16;

    /** Numbers of a pose without its last row. */
    static final int POSE = 12;

    private static final StateRounding ROUNDING = new StateRounding();

    private static final TorqueSource[] TORQUE_SOURCES = TorqueSource.values();

    /** Greatest joint speed of any robot, rad/s or m/s, ... */
    private static final double MOST_JOINT_SPEED = 1_000;

    /** ... and greatest base speed, m/s: that of a fall from 500 m. */
    private static final double MOST_BASE_SPEED = 100;

    /** Name of the robot's model. */
    public final String modelId;

    /** {@link RobotModel#layout} of its model; 0 if the program that wrote the state did not know it. */
    public long modelLayout;

    /** {@link RobotModel#content} of its model; 0 if the program that wrote the state did not know it. */
    public long modelContent;

    /** Sequence number of the last frame synced. */
    public long seq;

    /** Stamp of the last frame synced, ns of the robot's clock. */
    public long stampNanos;

    /** Estimated sample time of the last frame's sensors, ns of the robot's clock. */
    public long sampleNanos;

    /** Frames synced since the last reset. */
    public long frames;

    /** State of the estimator of sample times; see SampleClock. */
    public final double[] clock = new double[SampleClock.SIZE];

    /** Stamp of the frame with the last TIMING event, ns of the robot's clock; 0 before the first. */
    public long timingToldNanos;

    /** Joint estimates. */
    public final JointEstimate joints;

    /** The estimator of the base, in its own world frame that begins where the robot stood. */
    public final BaseEstimatorState base;

    /** Pose of that frame in W: x, y, z (m) and yaw (rad). */
    public final double[] anchor = new double[4];

    /** T_WB, row-major, 16 numbers. */
    public final double[] basePose = new double[16];

    /** Linear (m/s) then angular (rad/s), base frame, 6 numbers. */
    public final double[] baseVelocity = new double[6];

    /** Time derivative of {@link #baseVelocity}, m/s² and rad/s², from the dynamics. */
    public final double[] baseAcceleration = new double[6];

    /** Source of the torques from which the accelerations were computed. */
    public TorqueSource torqueSource = TorqueSource.NONE;

    /** Standard deviations: base position (m, world axes), orientation (rad, world axes), velocity (m/s, base axes). */
    public final double[] baseSigma = new double[9];

    /** Angular velocity (rad/s) then specific force (m/s²), IMU frame, 6 numbers. */
    public final double[] imu = new double[6];

    /** Per contact of the model: whether it touches; false if unknown. */
    public final boolean[] contacts;

    /** Per contact force (N) then moment (N·m) of the ground on the robot, sole axes, at the sole's origin. */
    public final double[] contactWrenches;

    /** The contacts whose entry in {@link #contacts} is known, as bits by their index. */
    public int knownContacts;

    /** The contacts whose wrenches are known, as bits by their index. */
    public int knownWrenches;

    /** How its sensors report. */
    public final Reporting reporting;

    /** Readings that its senders repeat. */
    public final RepetitionMemory repetition = new RepetitionMemory();

    /** Detection of sensors that repeat one sample. */
    public final FrozenMemory frozen;

    /** Efforts and commands that come less often than frames. */
    public final JointValues rare;

    /** Order of the robot's frames. */
    public FrameOrder order;

    /** Content of the frames with the latest stamp. */
    public final InstantSensors instant = new InstantSensors();

    /** How the robot's frames follow one another. */
    public final FramePace pace = new FramePace();

    /** Unused parts of frames that were reported. */
    public ReportedFields told = new ReportedFields();
    /** Frames in a row in which a joint's reported position contradicts that of the joint it follows. */
    public byte strayFrames;

    /** Predictions waiting for their instant. */
    public final DuePredictions due;

    /** Errors of past predictions. */
    public final PredictionBands bands;

    /** Balance state and reports. */
    public final BalanceMemory balance = new BalanceMemory();

    /** How well it follows its model. */
    public final DivergenceMemory divergence;

    /** State of the gates. */
    public final GateMemory gate;

    /** Comparison of its IMU, legs and contact flags. */
    public final AgreementMemory agreement;

    private int known;

    /** The state of a robot that has sent nothing. */
    public TwinState(RobotModel model, int horizons) {
        this(model, horizons, new FrameOrder());
    }

    /** The state of a robot of which only the frame order is known. */
    public TwinState(RobotModel model, int horizons, FrameOrder order) {
        this(model.name(), model.jointCount(), model.contacts().size(), horizons, order);
        belongTo(model);
    }

    TwinState(String modelId, int jointCount, int contactCount, int horizons, FrameOrder order) {
        this.modelId = modelId;
        this.order = order;
        joints = new JointEstimate(jointCount);
        base = new BaseEstimatorState(contactCount);
        contacts = new boolean[contactCount];
        contactWrenches = new double[6 * contactCount];
        reporting = new Reporting(jointCount, contactCount);
        rare = new JointValues(jointCount);
        due = new DuePredictions(horizons, jointCount);
        divergence = new DivergenceMemory(jointCount);
        bands = new PredictionBands(horizons, jointCount);
        gate = new GateMemory(jointCount, contactCount);
        frozen = new FrozenMemory(jointCount);
        agreement = new AgreementMemory(contactCount);
        SE3.identity(basePose);
    }

    /** How many joints the robot's model has. */
    public int jointCount() {
        return joints.position.length;
    }

    /** Assigns the state to a model that has the same joints and contacts. */
    public void belongTo(RobotModel model) {
        modelLayout = model.layout();
        modelContent = model.content();
    }

    /**
     * Whether all numbers are finite and the joints and the base are not faster than any robot: a state that is not
     * sound would stay wrong for ever.
     *
     * @param numbers checks the numbers
     */
    public boolean sound(FiniteNumbers numbers) {
        numbers.begin();
        numbers.over(this);
        if (!numbers.all()) {
            return false;
        }
        double fastest = 0;
        for (double v : joints.velocity) {
            fastest = Math.max(fastest, Math.abs(v));
        }
        double base =
                Math.max(Math.abs(baseVelocity[0]), Math.max(Math.abs(baseVelocity[1]), Math.abs(baseVelocity[2])));
        return fastest <= MOST_JOINT_SPEED && (!knows(BASE_VELOCITY) || base <= MOST_BASE_SPEED);
    }

    /** Resets everything except the order of the frames and the identity of the last one. */
    public void clear() {
        TwinState empty = empty();
        empty.seq = seq;
        empty.stampNanos = stampNanos;
        empty.sampleNanos = sampleNanos;
        empty.gate.total = gate.total;
        empty.timingToldNanos = timingToldNanos;
        empty.modelLayout = modelLayout;
        empty.modelContent = modelContent;
        FrameOrder kept = order;
        order = empty.order;
        TwinStateFormat.copy(empty, this);
        order = kept;
    }

    private TwinState empty() {
        return new TwinState(modelId, joints.position.length, contacts.length, due.horizons(), new FrameOrder());
    }

    /** An independent copy. */
    public TwinState copy() {
        TwinState copy = empty();
        TwinStateFormat.copy(this, copy);
        return copy;
    }

    /** Whether all of the named quantities have been measured or estimated. */
    public boolean knows(int quantities) {
        return (known & quantities) == quantities;
    }

    /** Whether joint j's position is known: its encoder reports. */
    public boolean knowsJoint(int j) {
        return joints.known[j];
    }

    /** Whether it is known if contact k touches. */
    public boolean knowsContact(int k) {
        return (knownContacts >> k & 1) != 0;
    }

    /** Whether contact k's wrench is known. */
    public boolean knowsWrench(int k) {
        return (knownWrenches >> k & 1) != 0;
    }

    /** The quantities that are known, as bits. */
    public int known() {
        return known;
    }

    /** Marks quantities as known. */
    public void learn(int quantities) {
        known |= quantities;
    }

    /** Marks quantities as no longer known. */
    public void forget(int quantities) {
        known &= ~quantities;
    }

    /**
     * Rounds all numbers that are stored in single precision to it, so that a restored state continues bit for bit like
     * this one. Each sync ends with this.
     */
    public void round() {
        ROUNDING.over(this);
    }

    @Override
    public void describe(StateFields f) throws IOException {
        known = f.whole(known);
        modelLayout = f.word(modelLayout);
        modelContent = f.word(modelContent);
        seq = f.whole(seq);
        stampNanos = f.whole(stampNanos);
        sampleNanos = f.near(sampleNanos, stampNanos);
        frames = f.whole(frames);
        f.single(clock);
        timingToldNanos = f.whole(timingToldNanos);
        joints.describe(f);
        base.describe(f);
        f.single(anchor);
        for (int i = 0; i < POSE; i++) { // far from the origin single precision would lose millimetres
            basePose[i] = i % 4 == 3 ? f.exact(basePose[i]) : f.single(basePose[i]);
        }
        f.single(baseVelocity);
        f.single(baseAcceleration);
        torqueSource = f.choice(torqueSource, TORQUE_SOURCES);
        f.single(baseSigma);
        f.single(imu);
        f.flags(contacts);
        f.single(contactWrenches);
        knownContacts = f.whole(knownContacts);
        knownWrenches = f.whole(knownWrenches);
        reporting.describe(f, sampleNanos);
        repetition.describe(f);
        frozen.describe(f);
        rare.describe(f);
        order.describe(f, this);
        instant.describe(f, stampNanos);
        pace.describe(f);
        told.describe(f);
        strayFrames = (byte) f.whole(strayFrames);
        due.describe(f, sampleNanos);
        bands.describe(f);
        balance.describe(f);
        divergence.describe(f);
        gate.describe(f);
        agreement.describe(f);
    }
}
