package dev.pollux.messages;

import dev.pollux.state.SensorFrame;
import org.jspecify.annotations.Nullable;

/** Encodes sensor frames for {@code robot.frames}: what {@link FrameDecoder} reads, number for number. For one thread. */
public final class FrameEncoder {
    private static final EncodedText ROBOT_ID = new EncodedText("robot_id");
    private static final EncodedText MODEL = new EncodedText("model");
    private static final EncodedText SOURCE = new EncodedText("source");
    private static final EncodedText SEQ = new EncodedText("seq");
    private static final EncodedText CLOCK = new EncodedText("clock");
    private static final EncodedText JOINT_NAMES = new EncodedText("joint_names");
    private static final EncodedText JOINT_COMMANDS = new EncodedText("joint_commands");
    private static final EncodedText CONTACTS = new EncodedText("contacts");
    private static final EncodedText CONTACT_WRENCHES = new EncodedText("contact_wrenches");
    private static final EncodedText[] JOINT_ARRAYS = {
        new EncodedText("joint_positions"),
        new EncodedText("joint_velocities"),
        new EncodedText("joint_efforts"),
        new EncodedText("position"),
        new EncodedText("velocity"),
        new EncodedText("effort"),
        new EncodedText("kp"),
        new EncodedText("kd")
    };
    private static final int COMMANDS = SensorFrame.JOINT_ARRAYS & -SensorFrame.COMMAND_POSITION;
    private static final EncodedText IMU = new EncodedText("imu");
    private static final EncodedText BASE_POSE = new EncodedText("base_pose");
    private static final EncodedText BASE_VELOCITY = new EncodedText("base_velocity");

    private final MessageWriter json = MessageWriter.of(Format.JSON);
    private final MessageWriter cbor = MessageWriter.of(Format.CBOR);

    /**
     * Encodes a frame as decoded, that is with names or in the model's order.
     *
     * @throws IllegalArgumentException where contacts or wrenches are present without their names
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

    /** Writes which robot's frame it is, and when it was, into an object that is open. */
    public static void writeHead(SensorFrame frame, MessageWriter out) {
        if (!frame.robotId.isEmpty()) {
            out.text(ROBOT_ID, frame.robotId);
        }
        if (frame.model != null) {
            out.text(MODEL, frame.model);
        }
        if (frame.has(SensorFrame.SEQ)) {
            out.text(SOURCE, frame.source);
            out.field(SEQ);
            out.integer(frame.seq);
        }
        if (frame.has(SensorFrame.STAMP)) {
            out.stamp(frame.stampNanos);
            out.text(CLOCK, frame.clock);
        }
        if (frame.jointNames != null) {
            out.field(JOINT_NAMES);
            out.texts(frame.jointNames);
        }
    }

    /** Writes what the sensors said into an object that is open. */
    public static void writeSensors(SensorFrame frame, MessageWriter out) {
        requireNames(frame, SensorFrame.CONTACTS, frame.contactNames);
        requireNames(frame, SensorFrame.CONTACT_WRENCHES, frame.wrenchNames);
        writeJoints(frame, out);
        if (frame.has(SensorFrame.IMU)) {
            out.measured(IMU, frame.imu, 0, 6);
        }
        writeContacts(frame, out);
        if (frame.has(SensorFrame.BASE_POSE)) {
            out.measured(BASE_POSE, frame.basePose, 0, 16);
        }
        if (frame.has(SensorFrame.BASE_VELOCITY)) {
            out.measured(BASE_VELOCITY, frame.baseVelocity, 0, 6);
        }
    }

    private static void writeJoints(SensorFrame frame, MessageWriter out) {
        int present = frame.present() & SensorFrame.JOINT_ARRAYS;
        writeArrays(frame, present & ~COMMANDS, out);
        if ((present & COMMANDS) != 0) {
            out.field(JOINT_COMMANDS);
            out.beginObject();
            writeArrays(frame, present & COMMANDS, out);
            out.endObject();
        }
    }

    private static void writeArrays(SensorFrame frame, int sensors, MessageWriter out) {
        for (int bits = sensors; bits != 0; bits &= bits - 1) {
            int sensor = Integer.lowestOneBit(bits);
            out.measured(
                    JOINT_ARRAYS[Integer.numberOfTrailingZeros(bits)], frame.jointArray(sensor), 0, frame.jointCount);
        }
    }

    private static void writeContacts(SensorFrame frame, MessageWriter out) {
        if (frame.has(SensorFrame.CONTACTS) && frame.contactNames != null) {
            out.field(CONTACTS);
            out.beginObject();
            for (int i = 0; i < frame.contactCount; i++) {
                if (!Double.isNaN(frame.contacts[i])) {
                    out.field(frame.contactNames[i]);
                    out.flag(frame.contacts[i] != 0);
                }
            }
            out.endObject();
        }
        if (frame.has(SensorFrame.CONTACT_WRENCHES) && frame.wrenchNames != null) {
            out.field(CONTACT_WRENCHES);
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
}
