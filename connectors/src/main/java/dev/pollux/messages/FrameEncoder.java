package dev.pollux.messages;

import dev.pollux.state.SensorFrame;
import org.jspecify.annotations.Nullable;

/** Encodes sensor frames for {@code robot.frames}, exactly as {@link FrameDecoder} reads them. For one thread. */
public final class FrameEncoder {
    private static final MessageField[] SENSORS = MessageObject.SENSORS.fields().toArray(MessageField[]::new);
    private static final MessageField[] COMMANDS =
            MessageObject.COMMANDS.fields().toArray(MessageField[]::new);

    private final MessageWriter json = MessageWriter.of(Format.JSON);
    private final MessageWriter cbor = MessageWriter.of(Format.CBOR);

    /**
     * Encodes a frame as decoded, that is with names or in the model's order.
     *
     * @throws IllegalArgumentException if contacts or wrenches are present without their names
     */
    public byte[] encode(SensorFrame frame, Format format) {
        MessageWriter out = format == Format.CBOR ? cbor : json;
        out.begin();
        writeHead(frame, out);
        writeSensors(frame, out);
        return out.end();
    }

    private static void requireNames(SensorFrame frame, int sensor, String @Nullable [] names) {
        if (frame.has(sensor) && names == null) {
            throw new IllegalArgumentException("contacts of " + frame + " have no names; expected a frame as decoded");
        }
    }

    /** Writes robot id, seq, stamp and the like into the open object. */
    public static void writeHead(SensorFrame frame, MessageWriter out) {
        if (!frame.robotId.isEmpty()) {
            out.text(MessageField.ROBOT_ID, frame.robotId);
        }
        if (frame.model != null) {
            out.text(MessageField.MODEL, frame.model);
        }
        if (frame.has(SensorFrame.SEQ)) {
            out.text(MessageField.SOURCE, frame.source);
            out.field(MessageField.SEQ);
            out.integer(frame.seq);
        }
        if (frame.has(SensorFrame.STAMP)) {
            out.stamp(frame.stampNanos);
            out.text(MessageField.CLOCK, frame.clock);
        }
        if (frame.jointNames != null) {
            out.field(MessageField.JOINT_NAMES);
            out.texts(frame.jointNames);
        }
    }

    /** Writes the sensors into the open object. */
    public static void writeSensors(SensorFrame frame, MessageWriter out) {
        requireNames(frame, SensorFrame.CONTACTS, frame.contactNames);
        requireNames(frame, SensorFrame.CONTACT_WRENCHES, frame.wrenchNames);
        for (MessageField field : SENSORS) {
            if (frame.has(field.sensor())) {
                write(field, frame, out);
            }
        }
    }

    private static void write(MessageField field, SensorFrame frame, MessageWriter out) {
        switch (field) {
            case JOINT_COMMANDS -> writeCommands(frame, out);
            case CONTACTS -> writeFlags(frame, out);
            case CONTACT_WRENCHES -> writeWrenches(frame, out);
            case IMU, BASE_VELOCITY -> out.measured(field, frame.numbers(field.sensor()), 0, 6);
            case BASE_POSE -> out.measured(field, frame.basePose, 0, 16);
            default -> out.measured(field, frame.numbers(field.sensor()), 0, frame.jointCount);
        }
    }

    private static void writeCommands(SensorFrame frame, MessageWriter out) {
        boolean open = false;
        for (MessageField command : COMMANDS) {
            if (frame.has(command.sensor())) {
                if (!open) {
                    out.field(MessageField.JOINT_COMMANDS);
                    out.beginObject();
                    open = true;
                }
                write(command, frame, out);
            }
        }
        if (open) {
            out.endObject();
        }
    }

    private static void writeFlags(SensorFrame frame, MessageWriter out) {
        if (frame.contactNames == null) {
            return;
        }
        out.field(MessageField.CONTACTS);
        out.beginObject();
        for (int i = 0; i < frame.contactCount; i++) {
            if (!Double.isNaN(frame.contacts[i])) {
                out.field(frame.contactNames[i]);
                out.flag(frame.contacts[i] != 0);
            }
        }
        out.endObject();
    }

    private static void writeWrenches(SensorFrame frame, MessageWriter out) {
        if (frame.wrenchNames == null) {
            return;
        }
        out.field(MessageField.CONTACT_WRENCHES);
        out.beginObject();
        for (int i = 0; i < frame.wrenchCount; i++) {
            if (!Double.isNaN(frame.contactWrenches[6 * i])) {
                out.field(frame.wrenchNames[i]);
                out.measured(frame.contactWrenches, 6 * i, 6);
            }
        }
        out.endObject();
    }
}
