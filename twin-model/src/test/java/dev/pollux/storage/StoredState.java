package dev.pollux.storage;

import dev.pollux.state.TwinState;
import dev.pollux.state.TwinStateFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** State as a checkpoint has it, for tests: written to bytes and read from them. */
public final class StoredState {
    private StoredState() {}

    public static byte[] bytes(Described state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        state.describe(new StateWriter(new DataOutputStream(bytes)));
        return bytes.toByteArray();
    }

    /** Writes one and reads the other from its bytes. */
    public static void restore(Described from, Described to) throws IOException {
        to.describe(new StateReader(new DataInputStream(new ByteArrayInputStream(bytes(from)))));
    }

    /** A robot's state, written and read again. */
    public static TwinState restored(TwinState state) throws IOException {
        return restored(TwinStateFormat.bytes(state));
    }

    public static TwinState restored(byte[] bytes) throws IOException {
        return TwinStateFormat.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }
}
