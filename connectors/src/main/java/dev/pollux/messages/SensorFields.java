package dev.pollux.messages;

import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.RejectReason;
import dev.pollux.state.SensorFrame;

/** Reads the fields of a sensor frame, one by one, into a frame that is reused. For one thread. */
public final class SensorFields {
    private static final int JOINT_NAMES = 1 << 20;
    private static final int MODEL = 1 << 21;
    private static final int SOURCE = 1 << 22;
    private static final int CLOCK = 1 << 23;
    private static final int COMMANDS = 1 << 24;

    private final KeptNames jointNames = new KeptNames(SensorFrame.MAX_JOINTS);
    private final ContactFields contacts = new ContactFields();
    private final StampFields stamp = new StampFields();
    private final MessageReader.Fields commands = this::commandField;
    private SensorFrame out = new SensorFrame();
    private int seen;
    private String firstArray = "";

    /** Begins a frame. */
    public void begin(SensorFrame frame) {
        out = frame;
        out.clear();
        seen = 0;
        firstArray = "";
    }

    /**
     * Takes a field if it is a sensor frame's.
     *
     * @return false where the field is unknown and still to be read
     */
    public boolean read(String field, MessageReader in) throws FrameRejectedException {
        switch (field) {
            case "robot_id" -> {
                measured(SensorFrame.ROBOT_ID, field);
                out.robotId = in.text(field, -1);
            }
            case "model" -> {
                once(MODEL, field);
                out.model = in.text(field, -1);
            }
            case "source" -> {
                once(SOURCE, field);
                out.source = in.text(field, -1);
            }
            case "clock" -> {
                once(CLOCK, field);
                out.clock = in.text(field, -1);
            }
            case "seq" -> {
                measured(SensorFrame.SEQ, field);
                out.seq = in.integer(field, Long.MAX_VALUE);
            }
            case "stamp" -> {
                measured(SensorFrame.STAMP, field);
                out.stampNanos = stamp.read(field, in);
            }
            default -> {
                return readSensor(field, in);
            }
        }
        return true;
    }

    private boolean readSensor(String field, MessageReader in) throws FrameRejectedException {
        switch (field) {
            case "joint_names" -> {
                once(JOINT_NAMES, field);
                out.jointNames = in.names(field, jointNames, SensorFrame.MAX_JOINTS);
                sameLength(out.jointNames.length, field);
            }
            case "joint_positions" -> joints(SensorFrame.JOINT_POSITIONS, field, in);
            case "joint_velocities" -> joints(SensorFrame.JOINT_VELOCITIES, field, in);
            case "joint_efforts" -> joints(SensorFrame.JOINT_EFFORTS, field, in);
            case "joint_commands" -> {
                once(COMMANDS, field);
                in.object(field, commands);
            }
            case "imu" -> {
                measured(SensorFrame.IMU, field);
                in.exactly(6, field, out.imu, 0);
            }
            case "contacts" -> {
                measured(SensorFrame.CONTACTS, field);
                contacts.readFlags(field, in, out);
            }
            case "contact_wrenches" -> {
                measured(SensorFrame.CONTACT_WRENCHES, field);
                contacts.readWrenches(field, in, out);
            }
            case "base_pose" -> {
                measured(SensorFrame.BASE_POSE, field);
                in.matrix(field, out.basePose);
            }
            case "base_velocity" -> {
                measured(SensorFrame.BASE_VELOCITY, field);
                in.exactly(6, field, out.baseVelocity, 0);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void commandField(String field, MessageReader in) throws FrameRejectedException {
        switch (field) {
            case "position" -> joints(SensorFrame.COMMAND_POSITION, "joint_commands.position", in);
            case "velocity" -> joints(SensorFrame.COMMAND_VELOCITY, "joint_commands.velocity", in);
            case "effort" -> joints(SensorFrame.COMMAND_EFFORT, "joint_commands.effort", in);
            case "kp" -> joints(SensorFrame.COMMAND_KP, "joint_commands.kp", in);
            case "kd" -> joints(SensorFrame.COMMAND_KD, "joint_commands.kd", in);
            default -> in.skip();
        }
    }

    private void joints(int sensor, String field, MessageReader in) throws FrameRejectedException {
        measured(sensor, field);
        sameLength(in.numbers(field, out.jointArray(sensor), 0), field);
    }

    private void sameLength(int count, String field) throws FrameRejectedException {
        if (firstArray.isEmpty()) {
            firstArray = field;
            out.jointCount = count;
        }
        if (count != out.jointCount) {
            throw new FrameRejectedException(
                    RejectReason.WRONG_JOINT_COUNT,
                    field + " has " + count + " entries, but " + firstArray + " has " + out.jointCount);
        }
        if (count > SensorFrame.MAX_JOINTS) {
            throw new FrameRejectedException(
                    RejectReason.WRONG_JOINT_COUNT,
                    field + " has " + count + " entries; expected at most " + SensorFrame.MAX_JOINTS);
        }
    }

    /** Marks a sensor as present, once. */
    private void measured(int sensor, String field) throws FrameRejectedException {
        once(sensor, field);
        out.mark(sensor);
    }

    private void once(int bit, String field) throws FrameRejectedException {
        if ((seen & bit) != 0) {
            throw new FrameRejectedException(RejectReason.MALFORMED, field + " is there twice; expected it once");
        }
        seen |= bit;
    }
}
