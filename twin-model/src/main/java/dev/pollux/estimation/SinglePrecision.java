package dev.pollux.estimation;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Numbers that are computed in double precision and kept in single. */
public final class SinglePrecision {
    private SinglePrecision() {}

    /** Rounds to what {@link #write} writes. */
    public static void round(double[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) values[i];
        }
    }

    public static void write(double[] values, DataOutput out) throws IOException {
        for (double value : values) {
            out.writeFloat((float) value);
        }
    }

    public static void read(double[] values, DataInput in) throws IOException {
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readFloat();
        }
    }
}
