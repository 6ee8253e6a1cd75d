package dev.pollux.messages;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.pollux.state.SensorFrame;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Encodes sensor frames for {@code robot.frames}: what {@link FrameDecoder} reads, number for number. For one thread. */
public final class FrameEncoder {
    private static final SerializedString[] JOINT_ARRAYS = {
        new SerializedString("joint_positions"),
        new SerializedString("joint_velocities"),
        new SerializedString("joint_efforts"),
        new SerializedString("position"),
        new SerializedString("velocity"),
        new SerializedString("effort"),
        new SerializedString("kp"),
        new SerializedString("kd")
    };
    private static final int COMMANDS = SensorFrame.JOINT_ARRAYS & -SensorFrame.COMMAND_POSITION;
    private static final SerializedString IMU = new SerializedString("imu");
    private static final SerializedString BASE_POSE = new SerializedString("base_pose");
    private static final SerializedString BASE_VELOCITY = new SerializedString("base_velocity");

    private final MessageWriter json = new MessageWriter(Format.JSON);
    private final MessageWriter cbor = new MessageWriter(Format.CBOR);

    /**
     * Encodes a frame as decoded, that is with names or in the model's order.
     *
     * @throws IllegalArgumentException where contacts or wrenches are present without their names
     */
    public byte[] encode(SensorFrame frame, Format format) {
        MessageWriter out = format == Format.CBOR ? cbor : json;
        try {
            JsonGenerator g = out.begin();
            writeHead(frame, out, g);
            writeSensors(frame, out, g);
            return out.end();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void requireNames(SensorFrame frame, int sensor, String @Nullable [] names) {
        if (frame.has(sensor) && names == null) {
            throw new IllegalArgumentException("contacts of " + frame + " have no names; expected a frame as decoded");
        }
    }

    /** Writes which robot's frame it is, and when it was, into an object that is open. */
    public static void writeHead(SensorFrame frame, MessageWriter out, JsonGenerator g) throws IOException {
        if (!frame.robotId.isEmpty()) {
            g.writeStringField("robot_id", frame.robotId);
        }
        if (frame.model != null) {
            g.writeStringField("model", frame.model);
        }
        if (frame.has(SensorFrame.SEQ)) {
            g.writeStringField("source", frame.source);
            g.writeNumberField("seq", frame.seq);
        }
        if (frame.has(SensorFrame.STAMP)) {
            out.stamp(frame.stampNanos);
            g.writeStringField("clock", frame.clock);
        }
        if (frame.jointNames != null) {
            g.writeFieldName("joint_names");
            g.writeArray(frame.jointNames, 0, frame.jointNames.length);
        }
    }

    /** Writes what the sensors said into an object that is open. */
    public static void writeSensors(SensorFrame frame, MessageWriter out, JsonGenerator g) throws IOException {
        requireNames(frame, SensorFrame.CONTACTS, frame.contactNames);
        requireNames(frame, SensorFrame.CONTACT_WRENCHES, frame.wrenchNames);
        writeJoints(frame, out, g);
        if (frame.has(SensorFrame.IMU)) {
            out.measured(IMU, frame.imu, 0, 6);
        }
        writeContacts(frame, out, g);
        if (frame.has(SensorFrame.BASE_POSE)) {
            out.measured(BASE_POSE, frame.basePose, 0, 16);
        }
        if (frame.has(SensorFrame.BASE_VELOCITY)) {
            out.measured(BASE_VELOCITY, frame.baseVelocity, 0, 6);
        }
    }

    private static void writeJoints(SensorFrame frame, MessageWriter out, JsonGenerator g) throws IOException {
        int present = frame.present() & SensorFrame.JOINT_ARRAYS;
        writeArrays(frame, present & ~COMMANDS, out);
        if ((present & COMMANDS) != 0) {
            g.writeObjectFieldStart("joint_commands");
            writeArrays(frame, present & COMMANDS, out);
            g.writeEndObject();
        }
    }

    private static void writeArrays(SensorFrame frame, int sensors, MessageWriter out) throws IOException {
        for (int bits = sensors; bits != 0; bits &= bits - 1) {
            int sensor = Integer.lowestOneBit(bits);
            out.measured(
                    JOINT_ARRAYS[Integer.numberOfTrailingZeros(bits)], frame.jointArray(sensor), 0, frame.jointCount);
        }
    }

    private static void writeContacts(SensorFrame frame, MessageWriter out, JsonGenerator g) throws IOException {
        if (frame.has(SensorFrame.CONTACTS) && frame.contactNames != null) {
            g.writeObjectFieldStart("contacts");
            for (int i = 0; i < frame.contactCount; i++) {
                if (!Double.isNaN(frame.contacts[i])) {
                    g.writeBooleanField(frame.contactNames[i], frame.contacts[i] != 0);
                }
            }
            g.writeEndObject();
        }
        if (frame.has(SensorFrame.CONTACT_WRENCHES) && frame.wrenchNames != null) {
            g.writeObjectFieldStart("contact_wrenches");
            for (int i = 0; i < frame.wrenchCount; i++) {
                if (!Double.isNaN(frame.contactWrenches[6 * i])) {
                    g.writeFieldName(frame.wrenchNames[i]);
                    out.measured(frame.contactWrenches, 6 * i, 6);
                }
            }
            g.writeEndObject();
        }
    }
}
