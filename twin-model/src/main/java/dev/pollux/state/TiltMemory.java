package dev.pollux.state;

import dev.pollux.storage.StateFields;
import java.io.IOException;
import java.util.Arrays;

/** What is remembered of how gyro and accelerometer tell the tilt. */
public final class TiltMemory {
    /** Up by the gyro, IMU axes; all 0 before the first sample. */
    public final float[] up = new float[3];

    /** For how long they have contradicted one another, or, once that was told, agreed, less what the opposite has lasted, s. */
    public float lasted;

    /** Begins anew with the next sample: the readings are others now. */
    void forget() {
        Arrays.fill(up, 0);
        lasted = 0;
    }

    void describe(StateFields f) throws IOException {
        f.single(up);
        lasted = f.single(lasted);
    }
}
