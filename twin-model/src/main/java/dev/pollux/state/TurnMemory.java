package dev.pollux.state;

import dev.pollux.storage.StateFields;
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
