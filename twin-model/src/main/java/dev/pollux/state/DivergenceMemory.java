package dev.pollux.state;

import dev.pollux.estimation.Finite;
import dev.pollux.estimation.SinglePrecision;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** What is remembered of how well a robot follows its model. */
public final class DivergenceMemory {
    /** Per joint the size of prediction errors that is usual for it, rad or m. */
    public final float[] usual;

    /** Per joint how many scores in a row were far beyond it. */
    public final byte[] beyond;

    /** How many scores in a row the external force was more than the robot is used to. */
    public int pushed;

    /** Scores that taught {@link #usual}. */
    public int learned;

    /** What the predictions that taught {@link #usual} took the torques from. */
    public TorqueSource source = TorqueSource.NONE;

    /** Scores in a row of predictions that took them from elsewhere. */
    public int otherSource;

    /** Whether DIVERGED was told and CONVERGED was not. */
    public boolean diverged;

    /** Scores in a row without a joint beyond its usual. */
    public int quiet;

    /** External force on the robot, smoothed, world axes, N. */
    public final double[] externalForce = new double[3];

    DivergenceMemory(int joints) {
        usual = new float[joints];
        beyond = new byte[joints];
    }

    /** Forgets what is usual: from now on the torques come from elsewhere. */
    public void learnAnew(TorqueSource from) {
        source = from;
        otherSource = 0;
        learned = 0;
        Arrays.fill(usual, 0);
        Arrays.fill(beyond, (byte) 0);
    }

    boolean finite() {
        return Finite.all(usual) && Finite.all(externalForce);
    }

    void write(DataOutput out) throws IOException {
        for (float value : usual) {
            out.writeFloat(value);
        }
        out.write(beyond);
        Varint.write(pushed, out);
        Varint.write(learned, out);
        out.writeBoolean(diverged);
        Varint.write(quiet, out);
        SinglePrecision.write(externalForce, out);
        out.writeByte(source.ordinal());
        out.writeByte(otherSource);
    }

    void read(DataInput in) throws IOException {
        readFifth(in);
        source = TwinStateFormat.torqueSource(in);
        otherSource = in.readUnsignedByte();
    }

    /** Reads what versions 4 and 5 of the twin's state kept. */
    void readFifth(DataInput in) throws IOException {
        readJoints(in);
        pushed = (int) Varint.read(in);
        learned = (int) Varint.read(in);
        diverged = in.readBoolean();
        quiet = (int) Varint.read(in);
        SinglePrecision.read(externalForce, in);
    }

    /** Reads what versions 2 and 3 of the twin's state kept. */
    void readThird(DataInput in) throws IOException {
        readJoints(in);
        pushed = in.readInt();
        learned = in.readInt();
        diverged = in.readBoolean();
        quiet = in.readInt();
        for (int i = 0; i < 3; i++) {
            externalForce[i] = in.readDouble();
        }
    }

    private void readJoints(DataInput in) throws IOException {
        for (int j = 0; j < usual.length; j++) {
            usual[j] = in.readFloat();
        }
        in.readFully(beyond);
    }
}
