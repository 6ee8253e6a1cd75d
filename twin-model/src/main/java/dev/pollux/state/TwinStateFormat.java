package dev.pollux.state;

import dev.pollux.estimation.SinglePrecision;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The bytes of a {@link TwinState} in checkpoints and savepoints. Each version ever written is read for ever.
 *
 * <p>Every version begins with its number, model id, joints, contacts, horizons, known, seq, stamp and frames.
 */
public final class TwinStateFormat {
    /** The version that {@link #write} writes. */
    public static final int VERSION = 3;

    /** Numbers of a pose but for its last row. */
    private static final int POSE = 12;

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
        out.writeLong(state.sampleNanos);
        write(state.clock, out);
        state.joints.write(out);
        state.base.write(out);
        write(state.anchor, out);
        for (int i = 0; i < POSE; i++) {
            out.writeDouble(state.basePose[i]);
        }
        write(state.baseVelocity, out);
        SinglePrecision.write(state.baseAcceleration, out);
        out.writeByte(state.torqueSource.ordinal());
        SinglePrecision.write(state.baseSigma, out);
        SinglePrecision.write(state.imu, out);
        for (boolean contact : state.contacts) {
            out.writeBoolean(contact);
        }
        SinglePrecision.write(state.contactWrenches, out);
        state.order.write(out);
        state.due.write(out);
        state.bands.write(out);
        state.balance.write(out);
        state.divergence.write(out);
    }

    /** A state's bytes in the newest version. */
    public static byte[] bytes(TwinState state) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(8_192);
        try {
            write(state, new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes any bytes", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads a state of any version.
     *
     * @throws IOException where the bytes are no state, or of a version from the future
     */
    public static TwinState read(DataInput in) throws IOException {
        int version = in.readUnsignedByte();
        if (version < 1 || version > VERSION) {
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
        if (version == 1) {
            readFirst(state, in);
            return state;
        }
        state.sampleNanos = in.readLong();
        read(state.clock, in);
        if (version == 2) {
            readSecond(state, in);
        } else {
            readFilters(state, in);
        }
        state.balance.read(in);
        state.divergence.read(in);
        return state;
    }

    private static void readFilters(TwinState state, DataInput in) throws IOException {
        state.joints.read(in);
        state.base.read(in);
        read(state.anchor, in);
        for (int i = 0; i < POSE; i++) {
            state.basePose[i] = in.readDouble();
        }
        read(state.baseVelocity, in);
        SinglePrecision.read(state.baseAcceleration, in);
        readTorqueSource(state, in);
        SinglePrecision.read(state.baseSigma, in);
        SinglePrecision.read(state.imu, in);
        readContacts(state, in);
        SinglePrecision.read(state.contactWrenches, in);
        state.order.read(in);
        state.due.read(in);
        state.bands.read(in);
    }

    /** Version 2 kept more in double precision, and bounds for each joint. */
    private static void readSecond(TwinState state, DataInput in) throws IOException {
        state.joints.readSecond(in);
        state.base.readSecond(in);
        read(state.anchor, in);
        read(state.basePose, in);
        read(state.baseVelocity, in);
        read(state.baseAcceleration, in);
        readTorqueSource(state, in);
        read(state.baseSigma, in);
        readSensors(state, in);
        state.order.read(in);
        state.due.readSecond(in);
        state.bands.readSecond(in);
        state.round();
    }

    private static void readTorqueSource(TwinState state, DataInput in) throws IOException {
        state.torqueSource = TorqueSource.values()[bounded(in.readByte(), 2, "torque sources")];
    }

    private static void readSensors(TwinState state, DataInput in) throws IOException {
        read(state.imu, in);
        readContacts(state, in);
        read(state.contactWrenches, in);
    }

    private static void readContacts(TwinState state, DataInput in) throws IOException {
        for (int i = 0; i < state.contacts.length; i++) {
            state.contacts[i] = in.readBoolean();
        }
    }

    /**
     * Version 1 had no filters: positions, velocities, efforts, base pose and velocity, imu, contacts, wrenches, order, and
     * predictions in flight, which are dropped. The filters start from its numbers.
     */
    private static void readFirst(TwinState state, DataInput in) throws IOException {
        read(state.jointPositions, in);
        read(state.jointVelocities, in);
        for (int i = 0; i < state.jointPositions.length; i++) {
            in.readDouble();
        }
        read(state.basePose, in);
        read(state.baseVelocity, in);
        readSensors(state, in);
        state.order.read(in);
        state.due.readFirst(in);
        state.round();
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
