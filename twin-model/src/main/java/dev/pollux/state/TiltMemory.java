package dev.pollux.state;

import dev.pollux.storage.StateFields;
import java.io.IOException;

/** What is remembered of how gyro and accelerometer tell the tilt. */
public final class TiltMemory {
    /** Up by the gyro, IMU axes; all 0 before the first sample. */
    public final float[] up = new float[3];

    /** For how long they have contradicted one another, or, once that was told, agreed, less what the opposite has lasted, s. */
    public float lasted;

    void describe(StateFields f) throws IOException {
        f.single(up);
        lasted = f.single(lasted);
    }
}
