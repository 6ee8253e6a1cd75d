package dev.pollux.state;

import dev.pollux.storage.StateFields;
import java.io.IOException;
import java.util.Arrays;

/** What is remembered of how well a robot follows its model. */
public final class DivergenceMemory {
    private static final TorqueSource[] TORQUE_SOURCES = TorqueSource.values();

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

    void describe(StateFields f) throws IOException {
        f.single(usual);
        f.bytes(beyond);
        pushed = f.whole(pushed);
        learned = f.whole(learned);
        source = f.choice(source, TORQUE_SOURCES);
        otherSource = f.whole(otherSource);
        diverged = f.flag(diverged);
        quiet = f.whole(quiet);
        f.single(externalForce);
    }
}
