package dev.pollux.state;

import dev.pollux.estimation.Finite;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** What is remembered of how a robot's gyro and its standing legs turn. */
public final class TurnMemory {
    /** Per contact the turn that its leg showed in the window before, IMU axes, rad. */
    public final float[] legsBefore;

    /** The turn by the gyro in the window before, rad. */
    public final float[] gyroBefore = new float[3];

    /** Mean logarithm of how many times as far the gyro has turned as the legs. */
    public float excess;

    /** Σ (cos 2α, sin 2α) over past turns about a sole's normal with tan α = gyro / legs, and how many these are. */
    public float cosine;

    public float sine;
    public float votes;

    /** Mean of gyro less legs over the last windows that agree on it, rad/s, and how many these are. */
    public final float[] offset = new float[3];

    public int offsets;

    /** What is taken out of the gyro, since its bias has leapt, rad/s. */
    public final float[] taken = new float[3];

    TurnMemory(int contacts) {
        legsBefore = new float[3 * contacts];
    }

    /** Forgets how turns compared. */
    public void forget() {
        forgetVotes();
        excess = 0;
        offsets = 0;
        Arrays.fill(offset, 0);
    }

    /** Forgets the turns about a sole's normal. */
    public void forgetVotes() {
        cosine = 0;
        sine = 0;
        votes = 0;
    }

    boolean finite() {
        return Finite.all(legsBefore)
                && Finite.all(gyroBefore)
                && Finite.all(offset)
                && Finite.all(taken)
                && Float.isFinite(excess + cosine + sine + votes);
    }

    void write(DataOutput out) throws IOException {
        writeIf(true, legsBefore, out);
        writeIf(true, gyroBefore, out);
        writeIf(true, new float[] {cosine, sine, votes, excess}, out);
        boolean some = taken[0] != 0 || taken[1] != 0 || taken[2] != 0;
        out.writeByte(offsets << 1 | (some ? 1 : 0));
        writeIf(offsets > 0, offset, out);
        writeIf(some, taken, out);
    }

    private static void writeIf(boolean written, float[] values, DataOutput out) throws IOException {
        for (int i = 0; i < (written ? values.length : 0); i++) {
            out.writeFloat(values[i]);
        }
    }

    void read(DataInput in) throws IOException {
        readIf(true, legsBefore, in);
        readIf(true, gyroBefore, in);
        cosine = in.readFloat();
        sine = in.readFloat();
        votes = in.readFloat();
        excess = in.readFloat();
        int counted = in.readUnsignedByte();
        offsets = counted >> 1;
        readIf(offsets > 0, offset, in);
        readIf((counted & 1) != 0, taken, in);
    }

    private static void readIf(boolean written, float[] values, DataInput in) throws IOException {
        for (int i = 0; i < values.length; i++) {
            values[i] = written ? in.readFloat() : 0;
        }
    }
}
