package dev.pollux.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The bytes of a {@link TwinState} in checkpoints and savepoints. Each version ever written is read for ever.
 *
 * <p>Version 1: model id, joints, contacts, horizons, known, seq, stamp, frames, then the arrays in the order of the
 * class's fields, the frame order and the predictions in flight.
 */
public final class TwinStateFormat {
    /** The version that {@link #write} writes. */
    public static final int VERSION = 1;

    private static final int MAX_HORIZONS = 64;

    private TwinStateFormat() {}

    /** Writes a state in the newest version. */
    public static void write(TwinState state, DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeUTF(state.modelId);
        out.writeShort(state.jointPositions.length);
        out.writeShort(state.contacts.length);
        out.writeShort(state.due.horizons());
        out.writeInt(state.known());
        out.writeLong(state.seq);
        out.writeLong(state.stampNanos);
        out.writeLong(state.frames);
        write(state.jointPositions, out);
        write(state.jointVelocities, out);
        write(state.jointEfforts, out);
        write(state.basePose, out);
        write(state.baseVelocity, out);
        write(state.imu, out);
        for (boolean contact : state.contacts) {
            out.writeBoolean(contact);
        }
        write(state.contactWrenches, out);
        state.order.write(out);
        state.due.write(out);
    }

    /**
     * Reads a state of any version.
     *
     * @throws IOException where the bytes are no state, or of a version from the future
     */
    public static TwinState read(DataInput in) throws IOException {
        int version = in.readUnsignedByte();
        if (version != VERSION) {
            throw new IOException("twin state of version " + version + "; this program reads version 1 to " + VERSION
                    + ": restore it with the program that wrote it, or a newer one");
        }
        String modelId = in.readUTF();
        int joints = bounded(in.readShort(), SensorFrame.MAX_JOINTS, "joints");
        int contacts = bounded(in.readShort(), SensorFrame.MAX_CONTACTS, "contacts");
        int horizons = bounded(in.readShort(), MAX_HORIZONS, "horizons");
        TwinState state = new TwinState(modelId, joints, contacts, horizons, new FrameOrder());
        state.learn(in.readInt());
        state.seq = in.readLong();
        state.stampNanos = in.readLong();
        state.frames = in.readLong();
        read(state.jointPositions, in);
        read(state.jointVelocities, in);
        read(state.jointEfforts, in);
        read(state.basePose, in);
        read(state.baseVelocity, in);
        read(state.imu, in);
        for (int i = 0; i < contacts; i++) {
            state.contacts[i] = in.readBoolean();
        }
        read(state.contactWrenches, in);
        state.order.read(in);
        state.due.read(in);
        return state;
    }

    private static int bounded(int count, int most, String what) throws IOException {
        if (count < 0 || count > most) {
            throw new IOException("twin state with " + count + " " + what + "; at most " + most + " are possible");
        }
        return count;
    }

    private static void write(double[] values, DataOutput out) throws IOException {
        for (double value : values) {
            out.writeDouble(value);
        }
    }

    private static void read(double[] values, DataInput in) throws IOException {
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readDouble();
        }
    }
}
