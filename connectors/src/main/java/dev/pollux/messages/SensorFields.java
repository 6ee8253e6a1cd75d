package dev.pollux.messages;

import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.RejectReason;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.UnusedParts.Kind;
import java.util.List;

/** Reads the fields of a sensor frame, one by one, into a frame that is reused. For one thread. */
public final class SensorFields {
    private static final int JOINT_NAMES = 1 << 20;
    private static final int MODEL = 1 << 21;
    private static final int SOURCE = 1 << 22;
    private static final int CLOCK = 1 << 23;
    private static final int COMMANDS = 1 << 24;

    private static final List<String> NAMES = List.of(
            "robot_id",
            "model",
            "source",
            "seq",
            "stamp",
            "clock",
            "joint_names",
            "joint_positions",
            "joint_velocities",
            "joint_efforts",
            "joint_commands",
            "imu",
            "contacts",
            "contact_wrenches",
            "base_pose",
            "base_velocity");

    private static final List<String> COMMAND_NAMES = List.of("position", "velocity", "effort", "kp", "kd");

    private final NameListCache jointNames = new NameListCache(SensorFrame.MAX_JOINTS);
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

    /** Takes a field, or passes over it and notes it as unused where it is no sensor frame's. */
    public void readOrPass(String field, MessageReader in) throws FrameRejectedException {
        if (!read(field, in)) {
            out.unused.add(Kind.FIELD, "", field, NAMES);
            in.skip();
        }
    }

    /** Whether a sensor's field was there, be it an empty one. */
    boolean anySensor() {
        return (seen & SensorFrame.SENSORS) != 0;
    }

    /**
     * Takes a field if it is a sensor frame's.
     *
     * @return false where the field is unknown and still to be read
     */
    public boolean read(String field, MessageReader in) throws FrameRejectedException {
        switch (field) {
            case "robot_id" -> {
                once(SensorFrame.ROBOT_ID, field);
                out.mark(SensorFrame.ROBOT_ID);
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
                once(SensorFrame.SEQ, field);
                out.mark(SensorFrame.SEQ);
                out.seq = in.integer(field, Long.MAX_VALUE);
            }
            case "stamp" -> {
                once(SensorFrame.STAMP, field);
                out.mark(SensorFrame.STAMP);
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
                String[] names = in.names(field, jointNames, SensorFrame.MAX_JOINTS);
                if (names.length > 0) {
                    out.jointNames = names;
                    sameLength(names.length, field);
                }
            }
            case "joint_positions" -> joints(SensorFrame.JOINT_POSITIONS, field, in);
            case "joint_velocities" -> joints(SensorFrame.JOINT_VELOCITIES, field, in);
            case "joint_efforts" -> joints(SensorFrame.JOINT_EFFORTS, field, in);
            case "joint_commands" -> {
                once(COMMANDS, field);
                in.object(field, commands);
            }
            case "imu" -> {
                once(SensorFrame.IMU, field);
                whole(SensorFrame.IMU, field, in.sensor(6, field, out.imu, 0), 6);
            }
            case "contacts" -> {
                once(SensorFrame.CONTACTS, field);
                present(SensorFrame.CONTACTS, contacts.readFlags(field, in, out));
            }
            case "contact_wrenches" -> {
                once(SensorFrame.CONTACT_WRENCHES, field);
                present(SensorFrame.CONTACT_WRENCHES, contacts.readWrenches(field, in, out));
            }
            case "base_pose" -> {
                once(SensorFrame.BASE_POSE, field);
                whole(SensorFrame.BASE_POSE, field, in.matrix(field, out.basePose), 16);
            }
            case "base_velocity" -> {
                once(SensorFrame.BASE_VELOCITY, field);
                whole(SensorFrame.BASE_VELOCITY, field, in.sensor(6, field, out.baseVelocity, 0), 6);
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
            default -> {
                out.unused.add(Kind.FIELD, "joint_commands", field, COMMAND_NAMES);
                in.skip();
            }
        }
    }

    /** Reads an array over the joints; one that is empty or measures nothing is absent. */
    private void joints(int sensor, String field, MessageReader in) throws FrameRejectedException {
        once(sensor, field);
        int count = in.numbers(field, out.jointArray(sensor), 0);
        if (count > 0) {
            sameLength(count, field);
            present(sensor, in.measured() > 0);
        }
    }

    private void present(int sensor, boolean present) {
        if (present) {
            out.mark(sensor);
        }
    }

    /** Marks a sensor as present if all its numbers are there; where only some are, it cannot be used. */
    private void whole(int sensor, String field, int measured, int expected) {
        present(sensor, measured == expected);
        if (measured > 0 && measured < expected) {
            out.unused.add(Kind.INCOMPLETE, "", field, List.of());
        }
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

    private void once(int bit, String field) throws FrameRejectedException {
        if ((seen & bit) != 0) {
            throw new FrameRejectedException(RejectReason.MALFORMED, field + " is there twice; expected it once");
        }
        seen |= bit;
    }
}
