package dev.pollux.state;

import dev.pollux.storage.StateFields;
import java.io.IOException;
import java.util.Arrays;

/** Stored record of how well a robot follows its model. */
public final class DivergenceMemory {
    private static final TorqueSource[] TORQUE_SOURCES = TorqueSource.values();

    /** Per joint the usual size of the prediction errors, rad or m. */
    public final float[] usual;

    /** Per joint the number of scores in a row that were far above it. */
    public final byte[] beyond;

    /** Number of scores in a row with an unusually large external force. */
    public int pushed;

    /** Number of scores from which {@link #usual} was learned. */
    public int learned;

    /** Source of the torques in the predictions from which {@link #usual} was learned. */
    public TorqueSource source = TorqueSource.NONE;

    /** Number of scores in a row whose predictions used another source. */
    public int otherSource;

    /** Whether DIVERGED was reported and CONVERGED was not. */
    public boolean diverged;

    /** Scores in a row in which no joint exceeded its usual error. */
    public int quiet;

    /** External force on the robot, smoothed, world axes, N. */
    public final double[] externalForce = new double[3];

    DivergenceMemory(int joints) {
        usual = new float[joints];
        beyond = new byte[joints];
    }

    /** Forgets the usual errors: the torques now come from another source. */
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
