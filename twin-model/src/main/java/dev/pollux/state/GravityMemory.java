package dev.pollux.state;

import dev.pollux.storage.StateFields;
import java.io.IOException;

/** What is remembered of how large an accelerometer feels gravity. */
public final class GravityMemory {
    /** Mean of what it feels beyond gravity over the last windows that agree on it, m/s², and how many these are. */
    public float lacking;

    public int windows;

    /** What is taken out of the accelerometer, since its bias has jumped, IMU axes, m/s². */
    public final float[] taken = new float[3];

    /** Whether that is what the floor accelerates by, and no bias. */
    public boolean ofFloor;

    /** Mean load on the feet by their wrenches, over the robot's mass, m/s²; 0 where it is not known. */
    public float borne;

    /** Forgets what was felt. */
    public void forget() {
        lacking = 0;
        windows = 0;
    }

    void describe(StateFields f) throws IOException {
        windows = f.whole(windows);
        lacking = f.single(lacking);
        borne = f.single(borne);
        f.single(taken);
        ofFloor = f.flag(ofFloor);
    }
}
