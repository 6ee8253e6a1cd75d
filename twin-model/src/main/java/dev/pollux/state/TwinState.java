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
 * What is known of one robot now: plain numbers that outlive restarts. Units and frames as in docs/units-and-frames.md.
 *
 * <p>Every number of an estimate is finite at all times. What has never been measured or estimated keeps its default and
 * is told by {@link #knows}.
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

    /** Numbers of a pose but for its last row. */
    static final int POSE = 12;

    private static final StateRounding ROUNDING = new StateRounding();

    private static final TorqueSource[] TORQUE_SOURCES = TorqueSource.values();

    /** No joint is faster, rad/s or m/s, ... */
    private static final double MOST_JOINT_SPEED = 1_000;

    /** ... and no base, m/s: that is a fall from half a kilometre. */
    private static final double MOST_BASE_SPEED = 100;

    /** The kind of robot: the name of its model. */
    public final String modelId;

    /** {@link RobotModel#layout} of its model; 0 where the program that wrote the state did not know it. */
    public long modelLayout;

    /** {@link RobotModel#content} of its model; 0 where the program that wrote the state did not know it. */
    public long modelContent;

    /** Sequence number of the last frame synced. */
    public long seq;

    /** Stamp of the last frame synced, ns of the robot's clock. */
    public long stampNanos;

    /** When the last frame's sensors were really read, ns of the robot's clock. */
    public long sampleNanos;

    /** Frames synced since the last reset. */
    public long frames;

    /** When samples were really taken; see SampleClock. */
    public final double[] clock = new double[SampleClock.SIZE];

    /** Stamp of the frame with which the timing was last told, ns of the robot's clock; 0 before the first. */
    public long timingToldNanos;

    /** Joints, filtered. */
    public final JointEstimate joints;

    /** The estimator of the base, in a world of its own that begins where the robot stood. */
    public final BaseEstimatorState base;

    /** Where that world lies in W: x, y, z (m) and yaw (rad). */
    public final double[] anchor = new double[4];

    /** T_WB, row-major, 16 numbers. */
    public final double[] basePose = new double[16];

    /** Linear (m/s) then angular (rad/s), base frame, 6 numbers. */
    public final double[] baseVelocity = new double[6];

    /** Rate of change of the numbers of {@link #baseVelocity}, m/s² and rad/s², by the dynamics. */
    public final double[] baseAcceleration = new double[6];

    /** What the accelerations were computed from. */
    public TorqueSource torqueSource = TorqueSource.NONE;

    /** Standard deviations: base position (m, world axes), orientation (rad, world axes), velocity (m/s, base axes). */
    public final double[] baseSigma = new double[9];

    /** Angular velocity (rad/s) then specific force (m/s²), IMU frame, 6 numbers. */
    public final double[] imu = new double[6];

    /** Per contact of the model: whether it touches; false where that is not known. */
    public final boolean[] contacts;

    /** Per contact force (N) then moment (N·m) of the ground on the robot, sole axes, at the sole's origin. */
    public final double[] contactWrenches;

    /** The contacts of which {@link #contacts} says something that is known, as bits by their index. */
    public int knownContacts;

    /** The contacts whose wrenches are known, as bits by their index. */
    public int knownWrenches;

    /** How its sensors report. */
    public final Reporting reporting;

    /** What its senders repeat. */
    public final RepetitionMemory repetition = new RepetitionMemory();

    /** What is remembered of sensors that repeat one sample. */
    public final FrozenMemory frozen;

    /** Efforts and commands that come less often than frames. */
    public final JointValues rare;

    /** Order of the robot's frames. */
    public FrameOrder order;

    /** What the frames with the latest stamp have brought. */
    public final InstantSensors instant = new InstantSensors();

    /** How the robot's frames follow one another. */
    public final FramePace pace = new FramePace();

    /** What of the frames was told to be of no use. */
    public ReportedFields told = new ReportedFields();
    /** Frames in a row in which a joint was said to be elsewhere than where its leader puts it. */
    public byte strayFrames;

    /** Predictions waiting for their instant. */
    public final DuePredictions due;

    /** How far they were off. */
    public final PredictionBands bands;

    /** What was told of its balance. */
    public final BalanceMemory balance = new BalanceMemory();

    /** How well it follows its model. */
    public final DivergenceMemory divergence;

    /** Its samples that were refused. */
    public final GateMemory gate;

    /** How its IMU, legs and contact flags agree. */
    public final AgreementMemory agreement;

    private int known;

    /** The state of a robot never heard of. */
    public TwinState(RobotModel model, int horizons) {
        this(model, horizons, new FrameOrder());
    }

    /** The state of a robot of which only the order of its frames is known. */
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

    /** From now on it is the state of a robot of that model, which has its joints and contacts. */
    public void belongTo(RobotModel model) {
        modelLayout = model.layout();
        modelContent = model.content();
    }

    /**
     * Whether every number that must be finite is, and the joints and the base move no faster than any robot does: what is
     * not goes on to be wrong for ever.
     *
     * @param numbers looks through them
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

    /** Forgets all but the order of the frames, and which was the last. */
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

    /** A state with the same numbers, which goes on by itself. */
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
     * Rounds what is kept in single precision to it: a restored state then goes on, bit for bit, as this one does. Each sync
     * ends so.
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
