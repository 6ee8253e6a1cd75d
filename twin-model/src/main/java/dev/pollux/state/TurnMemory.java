package dev.pollux.state;

import dev.pollux.storage.StateFields;
import java.io.IOException;
import java.util.Arrays;

/** Stored comparison of the turns of a robot's gyro and standing legs. */
public final class TurnMemory {
    /** Per contact the turn according to its leg in the previous window, IMU axes, rad. */
    public final float[] legsBefore;

    /** The turn according to the gyro in the previous window, rad. */
    public final float[] gyroBefore = new float[3];

    /** Mean logarithm of the ratio of the gyro's turn to that of the legs. */
    public float excess;

    /** Σ (cos 2α, sin 2α) over past turns about a sole's normal with tan α = gyro / legs, and their number. */
    public float cosine;

    public float sine;
    public float votes;

    /** Mean of gyro minus legs over the last windows that agree on it, rad/s, and the number of these windows. */
    public final float[] offset = new float[3];

    public int offsets;

    /** Correction subtracted from the gyro since its bias jumped, rad/s. */
    public final float[] taken = new float[3];

    TurnMemory(int contacts) {
        legsBefore = new float[3 * contacts];
    }

    /** Forgets the comparison. */
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

    void describe(StateFields f) throws IOException {
        f.single(legsBefore);
        f.single(gyroBefore);
        excess = f.single(excess);
        cosine = f.single(cosine);
        sine = f.single(sine);
        votes = f.single(votes);
        offsets = f.whole(offsets);
        f.single(offset);
        f.single(taken);
    }
}
