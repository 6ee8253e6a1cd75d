package dev.pollux.state;

import dev.pollux.storage.StateFields;
import java.io.IOException;

/** Stored comparison of the gravity that an accelerometer measures with its true size. */
public final class GravityMemory {
    /** Mean excess over gravity in the last windows that agree on it, m/s², and the number of these windows. */
    public float lacking;

    public int windows;

    /** Correction subtracted from the accelerometer since its bias jumped, IMU axes, m/s². */
    public final float[] taken = new float[3];

    /** Whether that correction is the acceleration of the floor, not a bias. */
    public boolean ofFloor;

    /** Mean load on the feet according to their wrenches, divided by the robot's mass, m/s²; 0 if unknown. */
    public float borne;

    /** Forgets the comparison. */
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
