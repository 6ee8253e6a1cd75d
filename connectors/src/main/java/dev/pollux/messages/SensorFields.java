package dev.pollux.messages;

import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.RejectReason;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.UnusedFields.Kind;
import java.util.List;

/** Reads the fields of a sensor frame into a reused frame. For one thread. */
public final class SensorFields {
    private static final List<String> NAMES = MessageObject.FRAME.names();
    private static final List<String> COMMAND_NAMES = MessageObject.COMMANDS.names();

    private final NameListCache jointNames = new NameListCache(SensorFrame.MAX_JOINTS);
    private final ContactFields contacts = new ContactFields();
    private final StampFields stamp = new StampFields();
    private final MessageReader.Fields commands = this::commandField;
    private SensorFrame out = new SensorFrame();
    private long seen;
    private int sensors;
    private String firstArray = "";

    /** Starts a frame. */
    public void begin(SensorFrame frame) {
        out = frame;
        out.clear();
        seen = 0;
        sensors = 0;
        firstArray = "";
    }

    /** Reads a field; an unknown one is skipped and noted as unused. */
    public void readOrPass(String name, MessageReader in) throws FrameRejectedException {
        if (!read(name, in)) {
            out.unused.add(Kind.FIELD, "", name, NAMES);
            in.skip();
        }
    }

    /** Whether there was a sensor field, even an empty one. */
    boolean anySensor() {
        return (sensors & SensorFrame.SENSORS) != 0;
    }

    /**
     * Reads a field of a sensor frame.
     *
     * @return false if the field is unknown and its value not read
     */
    public boolean read(String name, MessageReader in) throws FrameRejectedException {
        MessageField field = MessageObject.FRAME.field(name);
        if (field == null) {
            return false;
        }
        once(field);
        switch (field) {
            case ROBOT_ID -> {
                out.robotId = in.text(name, -1);
                out.mark(field.sensor());
            }
            case MODEL -> out.model = in.text(name, -1);
            case SOURCE -> out.source = in.text(name, -1);
            case CLOCK -> out.clock = in.text(name, -1);
            case SEQ -> {
                out.seq = in.integer(name, Long.MAX_VALUE);
                out.mark(field.sensor());
            }
            case STAMP -> {
                out.stampNanos = stamp.read(in);
                out.mark(field.sensor());
            }
            case JOINT_NAMES -> {
                String[] names = in.names(name, jointNames, SensorFrame.MAX_JOINTS);
                if (names.length > 0) {
                    out.jointNames = names;
                    sameLength(names.length, name);
                }
            }
            case JOINT_COMMANDS -> in.object(name, commands);
            case CONTACTS -> present(field, contacts.readFlags(name, in, out));
            case CONTACT_WRENCHES -> present(field, contacts.readWrenches(name, in, out));
            case IMU, BASE_VELOCITY -> whole(field, in.sensor(6, name, out.numbers(field.sensor()), 0), 6);
            case BASE_POSE -> whole(field, in.matrix(name, out.basePose), 16);
            default -> joints(field, in);
        }
        return true;
    }

    private void commandField(String name, MessageReader in) throws FrameRejectedException {
        MessageField field = MessageObject.COMMANDS.field(name);
        if (field == null) {
            out.unused.add(Kind.FIELD, MessageField.JOINT_COMMANDS.toString(), name, COMMAND_NAMES);
            in.skip();
        } else {
            once(field);
            joints(field, in);
        }
    }

    /** Reads an array over the joints; an array that is empty or without measurements is absent. */
    private void joints(MessageField field, MessageReader in) throws FrameRejectedException {
        int count = in.numbers(field.path(), out.numbers(field.sensor()), 0);
        if (count > 0) {
            sameLength(count, field.path());
            present(field, in.measured() > 0);
        }
    }

    private void present(MessageField field, boolean present) {
        if (present) {
            out.mark(field.sensor());
        }
    }

    /** Marks a sensor as present if all its numbers were measured; otherwise it cannot be used. */
    private void whole(MessageField field, int measured, int expected) {
        present(field, measured == expected);
        if (measured > 0 && measured < expected) {
            out.unused.add(Kind.INCOMPLETE, "", field.toString(), List.of());
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

    private void once(MessageField field) throws FrameRejectedException {
        long bit = 1L << field.ordinal();
        if ((seen & bit) != 0) {
            throw new FrameRejectedException(
                    RejectReason.MALFORMED, field.path() + " is there twice; expected it once");
        }
        seen |= bit;
        sensors |= field.sensor();
    }
}
