package dev.pollux.storage;

import java.io.DataInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads state that a {@link StateWriter} wrote. */
public class StateReader implements StateFields {
    /** Far above the size of any state: a greater length is invalid, and no memory is allocated for it. */
    private static final int MOST_BYTES = 1 << 26;

    private static final byte[] NO_BYTES = {};

    private final DataInput in;

    public StateReader(DataInput in) {
        this.in = in;
    }

    @Override
    public boolean flag(boolean value) throws IOException {
        return in.readBoolean();
    }

    @Override
    public void flags(boolean[] values) throws IOException {
        int bits = 0;
        for (int i = 0; i < values.length; i++) {
            bits = i % Byte.SIZE == 0 ? in.readUnsignedByte() : bits >> 1;
            values[i] = (bits & 1) != 0;
        }
    }

    @Override
    public long whole(long value) throws IOException {
        return Varint.read(in);
    }

    @Override
    public int word(int value) throws IOException {
        return in.readInt();
    }

    @Override
    public long word(long value) throws IOException {
        return in.readLong();
    }

    @Override
    public double exact(double value) throws IOException {
        return in.readDouble();
    }

    @Override
    public double single(double value) throws IOException {
        return in.readFloat();
    }

    @Override
    public float single(float value) throws IOException {
        return in.readFloat();
    }

    @Override
    public double near(double value, double reference) throws IOException {
        return reference + in.readFloat();
    }

    @Override
    public double anyExact(double value) throws IOException {
        return in.readDouble();
    }

    @Override
    public double anySingle(double value) throws IOException {
        return in.readFloat();
    }

    @Override
    public float anySingle(float value) throws IOException {
        return in.readFloat();
    }

    @Override
    public void sparse(float[] values) throws IOException {
        Arrays.fill(values, 0);
        for (int left = count(0, values.length); left > 0; left--) {
            values[index(values.length)] = in.readFloat();
        }
    }

    @Override
    public void sparse(int[] values) throws IOException {
        Arrays.fill(values, 0);
        for (int left = count(0, values.length); left > 0; left--) {
            values[index(values.length)] = whole(0);
        }
    }

    @Override
    public void sparse(boolean[] values) throws IOException {
        Arrays.fill(values, false);
        for (int left = count(0, values.length); left > 0; left--) {
            values[index(values.length)] = true;
        }
    }

    private int index(int length) throws IOException {
        return count(0, length - 1);
    }

    @Override
    public byte[] block(byte[] value) throws IOException {
        byte[] bytes = new byte[count(0, MOST_BYTES)];
        in.readFully(bytes);
        return bytes;
    }

    @Override
    public @Nullable String text(@Nullable String value) throws IOException {
        return in.readBoolean() ? new String(block(NO_BYTES), StandardCharsets.UTF_8) : null;
    }

    @Override
    public void bytes(byte[] values, int from, int count) throws IOException {
        in.readFully(values, from, count);
    }
}
