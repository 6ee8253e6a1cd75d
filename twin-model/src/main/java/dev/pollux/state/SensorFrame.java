package dev.pollux.state;

import dev.pollux.model.RobotModel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One message of a robot's sensors, reused from frame to frame. Every sensor is optional: {@link #has} tells which are
 * present. Units and frames as in docs/units-and-frames.md.
 *
 * <p>As decoded, joint arrays are in the order of {@link #jointNames} (the model's order if null) and contacts in the
 * order of their names; {@code FrameLayout} brings both to the model's order. A joint or contact that the sender left
 * out of an array (null) is NaN here, and all readers of frames ignore it.
 */
public final class SensorFrame {
    /** Most joints a frame can carry. */
    public static final int MAX_JOINTS = RobotModel.MAX_JOINTS;

    /** Most contacts a frame can carry. */
    public static final int MAX_CONTACTS = RobotModel.MAX_CONTACTS;

    public static final int JOINT_POSITIONS = 1;
    public static final int JOINT_VELOCITIES = 1 << 1;
    public static final int JOINT_EFFORTS = 1 << 2;
    public static final int COMMAND_POSITION = 1 << 3;
    public static final int COMMAND_VELOCITY = 1 << 4;
    public static final int COMMAND_EFFORT = 1 << 5;
    public static final int COMMAND_KP = 1 << 6;
    public static final int COMMAND_KD = 1 << 7;
    public static final int IMU = 1 << 8;
    public static final int CONTACTS = 1 << 9;
    public static final int CONTACT_WRENCHES = 1 << 10;
    public static final int BASE_POSE = 1 << 11;
    public static final int BASE_VELOCITY = 1 << 12;

    /** The sender named the robot; otherwise the record's key names it. */
    public static final int ROBOT_ID = 1 << 13;

    /** The sender numbered the frame. */
    public static final int SEQ = 1 << 14;

    /** The sender stamped the frame. */
    public static final int STAMP = 1 << 15;

    /** Positions of joints that follow others: see {@link #followerPositions}. */
    public static final int FOLLOWER_POSITIONS = 1 << 16;

    /** All sensors that are arrays over the joints. */
    public static final int JOINT_ARRAYS = COMMAND_KD * 2 - 1;

    /** All sensors and commands; the rest of a frame identifies the robot and the time. */
    public static final int SENSORS = BASE_VELOCITY * 2 - 1;

    public String robotId = "";

    /** Model id; null if the registry or the job's default determines it. */
    public @Nullable String model;

    /** Producer of the frame: "robot" or the simulator's name. */
    public String source = "robot";

    /** Clock of the stamp: "system" for wall-clock time since 1970; any other clock has its own epoch and rate. */
    public String clock = "system";

    public long seq;

    /** Capture time, ns of {@link #clock}. */
    public long stampNanos;

    /** Names of the joint arrays' entries; null: the model's order. Never modified in place: compare by reference. */
    public String @Nullable [] jointNames;

    /** Length of every joint array that is present. */
    public int jointCount;

    /** rad or m. */
    public final double[] jointPositions = new double[MAX_JOINTS];

    /**
     * Sent positions of the joints that follow others, in the order of the model's followers, rad or m; NaN if not
     * sent. {@code FrameLayout} takes them out of {@link #jointPositions} if the sender names them there.
     */
    public final double[] followerPositions = new double[MAX_JOINTS];

    /** Number of {@link #followerPositions}. */
    public int followerCount;

    /** rad/s or m/s. */
    public final double[] jointVelocities = new double[MAX_JOINTS];

    /** Measured drive effort, N·m or N. */
    public final double[] jointEfforts = new double[MAX_JOINTS];

    /** The drive's position target, rad or m. */
    public final double[] commandPosition = new double[MAX_JOINTS];

    /** The drive's velocity target, rad/s or m/s. */
    public final double[] commandVelocity = new double[MAX_JOINTS];

    /** The drive's feed-forward effort, N·m or N. */
    public final double[] commandEffort = new double[MAX_JOINTS];

    /** The drive's position gain. */
    public final double[] commandKp = new double[MAX_JOINTS];

    /** The drive's velocity gain. */
    public final double[] commandKd = new double[MAX_JOINTS];

    /** Angular velocity (rad/s, 3), specific force (m/s², 3), IMU frame. */
    public final double[] imu = new double[6];

    /** Names of the contact flags' entries; null: the model's order. Never modified in place. */
    public String @Nullable [] contactNames;

    /** Number of contact flags. */
    public int contactCount;

    /** 1 in contact, 0 not, NaN unknown. */
    public final double[] contacts = new double[MAX_CONTACTS];

    /** Names of the contact wrenches' entries; null: the model's order. Never modified in place. */
    public String @Nullable [] wrenchNames;

    /** Number of contact wrenches. */
    public int wrenchCount;

    /** Per contact force (N, 3) then moment (N·m, 3) of the ground on the robot, sole axes, at the sole's origin. */
    public final double[] contactWrenches = new double[6 * MAX_CONTACTS];

    /** Measured pose of the base, T_WB row-major: motion capture or a simulator. */
    public final double[] basePose = new double[16];

    /** Measured base velocity, linear (m/s) then angular (rad/s), base frame. */
    public final double[] baseVelocity = new double[6];

    /** Parts of the message that are not used. */
    public final UnusedFields unused = new UnusedFields();

    private int present;

    /** Whether all of the named sensors are present. */
    public boolean has(int sensors) {
        return (present & sensors) == sensors;
    }

    /** Marks sensors as present. */
    public void mark(int sensors) {
        present |= sensors;
    }

    /** Marks sensors as absent. */
    public void drop(int sensors) {
        present &= ~sensors;
    }

    /** The sensors that are present, as a bit set. */
    public int present() {
        return present;
    }

    /** Clears the frame; the arrays stay allocated. */
    public void clear() {
        robotId = "";
        model = null;
        source = "robot";
        clock = "system";
        seq = 0;
        stampNanos = 0;
        jointNames = null;
        jointCount = 0;
        followerCount = 0;
        contactNames = null;
        contactCount = 0;
        wrenchNames = null;
        wrenchCount = 0;
        unused.clear();
        present = 0;
    }

    /** Copies another frame, except its names. */
    public void copyFrom(SensorFrame other) {
        clear();
        seq = other.seq;
        stampNanos = other.stampNanos;
        jointCount = other.jointCount;
        contactCount = other.contactCount;
        wrenchCount = other.wrenchCount;
        present = other.present;
        for (int bits = present & JOINT_ARRAYS; bits != 0; bits &= bits - 1) {
            int sensor = Integer.lowestOneBit(bits);
            System.arraycopy(other.jointArray(sensor), 0, jointArray(sensor), 0, jointCount);
        }
        System.arraycopy(other.imu, 0, imu, 0, imu.length);
        System.arraycopy(other.contacts, 0, contacts, 0, contactCount);
        System.arraycopy(other.contactWrenches, 0, contactWrenches, 0, 6 * wrenchCount);
        System.arraycopy(other.basePose, 0, basePose, 0, basePose.length);
        System.arraycopy(other.baseVelocity, 0, baseVelocity, 0, baseVelocity.length);
    }

    /** The array of one joint sensor, for code that treats all of them equally. */
    public double[] jointArray(int sensor) {
        return switch (sensor) {
            case JOINT_POSITIONS -> jointPositions;
            case JOINT_VELOCITIES -> jointVelocities;
            case JOINT_EFFORTS -> jointEfforts;
            case COMMAND_POSITION -> commandPosition;
            case COMMAND_VELOCITY -> commandVelocity;
            case COMMAND_EFFORT -> commandEffort;
            case COMMAND_KP -> commandKp;
            case COMMAND_KD -> commandKd;
            default -> throw new IllegalArgumentException("not a joint array: bit " + sensor);
        };
    }

    /** The array of one sensor, including joint arrays. */
    public double[] numbers(int sensor) {
        return switch (sensor) {
            case IMU -> imu;
            case CONTACTS -> contacts;
            case CONTACT_WRENCHES -> contactWrenches;
            case BASE_POSE -> basePose;
            case BASE_VELOCITY -> baseVelocity;
            default -> jointArray(sensor);
        };
    }

    @Override
    public String toString() {
        return "SensorFrame[" + robotId + " seq " + seq + " stamp " + stampNanos + " ns, " + jointCount + " joints "
                + (jointNames == null ? "in model order" : Arrays.toString(jointNames)) + "]";
    }
}
