package dev.pollux.state;

import dev.pollux.estimation.SinglePrecision;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
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
    public static final int VERSION = 6;

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
        out.writeLong(state.modelLayout);
        out.writeLong(state.modelContent);
        writeNewest(state, out);
    }

    private static void writeNewest(TwinState state, DataOutput out) throws IOException {
        Varint.write(state.sampleNanos - state.stampNanos, out);
        SinglePrecision.write(state.clock, out);
        Varint.write(state.timingToldNanos, out);
        state.joints.write(out);
        state.base.write(out);
        SinglePrecision.write(state.anchor, out);
        for (int i = 0; i < TwinState.POSE; i++) {
            if (i % 4 == 3) { // far from the origin single precision would lose millimetres
                out.writeDouble(state.basePose[i]);
            } else {
                out.writeFloat((float) state.basePose[i]);
            }
        }
        SinglePrecision.write(state.baseVelocity, out);
        SinglePrecision.write(state.baseAcceleration, out);
        out.writeByte(state.torqueSource.ordinal());
        SinglePrecision.write(state.baseSigma, out);
        SinglePrecision.write(state.imu, out);
        for (boolean contact : state.contacts) {
            out.writeBoolean(contact);
        }
        SinglePrecision.write(state.contactWrenches, out);
        out.writeShort(state.knownContacts);
        out.writeShort(state.knownWrenches);
        state.reporting.write(state.sampleNanos, out);
        state.repetition.write(out);
        state.rare.write(out);
        state.order.write(state, out);
        state.instant.write(state.stampNanos, out);
        state.pace.write(out);
        state.told.write(out);
        out.writeByte(state.strayFrames);
        state.due.write(state.sampleNanos, out);
        state.bands.write(out);
        state.balance.write(out);
        state.divergence.write(out);
        state.gate.write(out);
        state.frozen.write(out);
        state.agreement.write(out);
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

    /** Gives a state the numbers of another one of the same size; their order of frames becomes one. */
    static void copy(TwinState from, TwinState to) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(8_192);
        try {
            writeNewest(from, new DataOutputStream(bytes));
            to.forget(~0);
            to.learn(from.known());
            to.seq = from.seq;
            to.stampNanos = from.stampNanos;
            to.frames = from.frames;
            readNewest(to, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes any bytes and gives them back", e);
        }
    }

    /**
     * Reads a state of any version.
     *
     * @throws NewerVersionException where they are of a version from the future
     * @throws IOException where the bytes are no state
     */
    public static TwinState read(DataInput in) throws IOException {
        int version = in.readUnsignedByte();
        FormatVersion.check("twin state", version, VERSION);
        String modelId = in.readUTF();
        int joints = bounded(in.readShort(), SensorFrame.MAX_JOINTS, "joints");
        int contacts = bounded(in.readShort(), SensorFrame.MAX_CONTACTS, "contacts");
        int horizons = bounded(in.readShort(), MAX_HORIZONS, "horizons");
        TwinState state = new TwinState(modelId, joints, contacts, horizons, new FrameOrder());
        state.learn(in.readInt());
        state.seq = in.readLong();
        state.stampNanos = in.readLong();
        state.frames = in.readLong();
        if (version >= 5) {
            state.modelLayout = in.readLong();
            state.modelContent = in.readLong();
        }
        if (version == VERSION) {
            readNewest(state, in);
        } else {
            FormerTwinStates.read(version, state, in);
            state.round();
        }
        return state;
    }

    private static void readNewest(TwinState state, DataInput in) throws IOException {
        readEstimate(state, in);
        state.order.read(state, in);
        readForecast(state, in);
        state.divergence.read(in);
        state.gate.read(in);
        state.frozen.read(in);
        state.agreement.read(in);
    }

    /** What stands before the order of frames, since version 5: the estimate, the sensors and how they report. */
    static void readEstimate(TwinState state, DataInput in) throws IOException {
        state.sampleNanos = state.stampNanos + Varint.read(in);
        SinglePrecision.read(state.clock, in);
        state.timingToldNanos = Varint.read(in);
        state.joints.read(in);
        state.base.read(in);
        SinglePrecision.read(state.anchor, in);
        readPose(state, in);
        SinglePrecision.read(state.baseVelocity, in);
        SinglePrecision.read(state.baseAcceleration, in);
        state.torqueSource = torqueSource(in);
        SinglePrecision.read(state.baseSigma, in);
        SinglePrecision.read(state.imu, in);
        readContacts(state, in);
        SinglePrecision.read(state.contactWrenches, in);
        state.knownContacts = in.readUnsignedShort();
        state.knownWrenches = in.readUnsignedShort();
        state.reporting.read(state.sampleNanos, in);
        state.repetition.read(in);
        state.rare.read(in);
    }

    /** What stands behind it, since version 5: the latest instant, what was told, and the predictions. */
    static void readForecast(TwinState state, DataInput in) throws IOException {
        state.instant.read(state.stampNanos, in);
        state.pace.read(in);
        state.told.read(in);
        state.strayFrames = in.readByte();
        state.due.read(state.sampleNanos, in);
        state.bands.read(in);
        state.balance.read(in);
    }

    static void readPose(TwinState state, DataInput in) throws IOException {
        for (int i = 0; i < TwinState.POSE; i++) {
            state.basePose[i] = i % 4 == 3 ? in.readDouble() : in.readFloat();
        }
    }

    static TorqueSource torqueSource(DataInput in) throws IOException {
        return TorqueSource.values()[bounded(in.readByte(), 2, "torque sources")];
    }

    static void readContacts(TwinState state, DataInput in) throws IOException {
        for (int i = 0; i < state.contacts.length; i++) {
            state.contacts[i] = in.readBoolean();
        }
    }

    private static int bounded(int count, int most, String what) throws IOException {
        if (count < 0 || count > most) {
            throw new IOException("twin state with " + count + " " + what + "; at most " + most + " are possible");
        }
        return count;
    }
}
