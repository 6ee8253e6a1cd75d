package dev.pollux.storage;

import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes state. */
public class StateWriter implements StateFields {
    private final DataOutput out;

    public StateWriter(DataOutput out) {
        this.out = out;
    }

    @Override
    public boolean flag(boolean value) throws IOException {
        out.writeBoolean(value);
        return value;
    }

    @Override
    public void flags(boolean[] values) throws IOException {
        for (int i = 0; i < values.length; i += Byte.SIZE) {
            int bits = 0;
            for (int k = i; k < Math.min(i + Byte.SIZE, values.length); k++) {
                bits |= values[k] ? 1 << k - i : 0;
            }
            out.writeByte(bits);
        }
    }

    @Override
    public long whole(long value) throws IOException {
        Varint.write(value, out);
        return value;
    }

    @Override
    public int word(int value) throws IOException {
        out.writeInt(value);
        return value;
    }

    @Override
    public long word(long value) throws IOException {
        out.writeLong(value);
        return value;
    }

    @Override
    public double exact(double value) throws IOException {
        out.writeDouble(value);
        return value;
    }

    @Override
    public double single(double value) throws IOException {
        out.writeFloat((float) value);
        return value;
    }

    @Override
    public float single(float value) throws IOException {
        out.writeFloat(value);
        return value;
    }

    @Override
    public double near(double value, double reference) throws IOException {
        out.writeFloat((float) (value - reference));
        return value;
    }

    @Override
    public double anyExact(double value) throws IOException {
        return exact(value);
    }

    @Override
    public double anySingle(double value) throws IOException {
        return single(value);
    }

    @Override
    public float anySingle(float value) throws IOException {
        return single(value);
    }

    @Override
    public void sparse(float[] values) throws IOException {
        int count = 0;
        for (float value : values) {
            count += value != 0 ? 1 : 0;
        }
        whole(count);
        for (int i = 0; i < values.length; i++) {
            if (values[i] != 0) {
                whole(i);
                out.writeFloat(values[i]);
            }
        }
    }

    @Override
    public void sparse(int[] values) throws IOException {
        int count = 0;
        for (int value : values) {
            count += value != 0 ? 1 : 0;
        }
        whole(count);
        for (int i = 0; i < values.length; i++) {
            if (values[i] != 0) {
                whole(i);
                whole(values[i]);
            }
        }
    }

    @Override
    public void sparse(boolean[] values) throws IOException {
        int count = 0;
        for (boolean value : values) {
            count += value ? 1 : 0;
        }
        whole(count);
        for (int i = 0; i < values.length; i++) {
            if (values[i]) {
                whole(i);
            }
        }
    }

    @Override
    public byte[] block(byte[] value) throws IOException {
        whole(value.length);
        out.write(value);
        return value;
    }

    @Override
    public @Nullable String text(@Nullable String value) throws IOException {
        if (flag(value != null) && value != null) {
            block(value.getBytes(StandardCharsets.UTF_8));
        }
        return value;
    }

    @Override
    public void bytes(byte[] values, int from, int count) throws IOException {
        out.write(values, from, count);
    }
}
