package dev.pollux.messages;

import dev.pollux.state.SensorFrame;
import org.jspecify.annotations.Nullable;

/** Encodes sensor frames for {@code robot.frames}: what {@link FrameDecoder} reads, number for number. For one thread. */
public final class FrameEncoder {
    private static final Word ROBOT_ID = new Word("robot_id");
    private static final Word MODEL = new Word("model");
    private static final Word SOURCE = new Word("source");
    private static final Word SEQ = new Word("seq");
    private static final Word CLOCK = new Word("clock");
    private static final Word JOINT_NAMES = new Word("joint_names");
    private static final Word JOINT_COMMANDS = new Word("joint_commands");
    private static final Word CONTACTS = new Word("contacts");
    private static final Word CONTACT_WRENCHES = new Word("contact_wrenches");
    private static final Word[] JOINT_ARRAYS = {
        new Word("joint_positions"),
        new Word("joint_velocities"),
        new Word("joint_efforts"),
        new Word("position"),
        new Word("velocity"),
        new Word("effort"),
        new Word("kp"),
        new Word("kd")
    };
    private static final int COMMANDS = SensorFrame.JOINT_ARRAYS & -SensorFrame.COMMAND_POSITION;
    private static final Word IMU = new Word("imu");
    private static final Word BASE_POSE = new Word("base_pose");
    private static final Word BASE_VELOCITY = new Word("base_velocity");

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
            out.whole(frame.seq);
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
                    out.truth(frame.contacts[i] != 0);
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
