package dev.pollux.state;

import dev.pollux.storage.FormatVersion;
import dev.pollux.storage.NewerVersionException;
import dev.pollux.storage.StateReader;
import dev.pollux.storage.StateWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Format of a {@link TwinState} in checkpoints and savepoints: the version, the sizes, then the fields of {@link
 * TwinState#describe}. Any change of them is a new version; from the first release on, all versions stay readable.
 */
public final class TwinStateFormat {
    /** The version that {@link #write} writes. */
    public static final int VERSION = 1;

    private static final int MAX_HORIZONS = 64;

    private TwinStateFormat() {}

    /** Writes a state. */
    public static void write(TwinState state, DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeUTF(state.modelId);
        out.writeShort(state.joints.position.length);
        out.writeShort(state.contacts.length);
        out.writeShort(state.due.horizons());
        state.describe(new StateWriter(out));
    }

    /** A state's bytes. */
    public static byte[] bytes(TwinState state) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(8_192);
        try {
            write(state, new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes any bytes", e);
        }
        return bytes.toByteArray();
    }

    /** Copies one state into another of the same size. */
    static void copy(TwinState from, TwinState to) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(8_192);
        try {
            from.describe(new StateWriter(new DataOutputStream(bytes)));
            to.describe(new StateReader(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))));
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes any bytes and gives them back", e);
        }
    }

    /**
     * Reads a state.
     *
     * @throws NewerVersionException if a later version of Pollux wrote the bytes
     * @throws IOException if the bytes are not a state
     */
    public static TwinState read(DataInput in) throws IOException {
        FormatVersion.check("twin state", in.readUnsignedByte(), VERSION);
        String modelId = in.readUTF();
        int joints = bounded(in.readShort(), SensorFrame.MAX_JOINTS, "joints");
        int contacts = bounded(in.readShort(), SensorFrame.MAX_CONTACTS, "contacts");
        int horizons = bounded(in.readShort(), MAX_HORIZONS, "horizons");
        TwinState state = new TwinState(modelId, joints, contacts, horizons, new FrameOrder());
        state.describe(new StateReader(in));
        return state;
    }

    private static int bounded(int count, int most, String what) throws IOException {
        if (count < 0 || count > most) {
            throw new IOException("twin state with " + count + " " + what + "; at most " + most + " are possible");
        }
        return count;
    }
}
