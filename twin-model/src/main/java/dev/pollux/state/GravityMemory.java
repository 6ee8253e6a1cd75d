package dev.pollux.state;

import dev.pollux.estimation.Finite;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What is remembered of how large an accelerometer feels gravity. */
public final class GravityMemory {
    /** Mean of what it feels beyond gravity over the last windows that agree on it, m/s², and how many these are. */
    public float lacking;

    public int windows;

    /** What is taken out of the accelerometer, since its bias has jumped, IMU axes, m/s². */
    public final float[] taken = new float[3];

    /** Forgets what was felt. */
    public void forget() {
        lacking = 0;
        windows = 0;
    }

    boolean finite() {
        return Float.isFinite(lacking) && Finite.all(taken);
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(windows);
        out.writeFloat(lacking);
        for (float value : taken) {
            out.writeFloat(value);
        }
    }

    void read(DataInput in) throws IOException {
        windows = in.readUnsignedByte();
        lacking = in.readFloat();
        for (int i = 0; i < 3; i++) {
            taken[i] = in.readFloat();
        }
    }
}
