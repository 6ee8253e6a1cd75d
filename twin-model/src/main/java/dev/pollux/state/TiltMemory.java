package dev.pollux.state;

import dev.pollux.storage.StateFields;
import java.io.IOException;
import java.util.Arrays;

/** Stored comparison of the tilt from gyro and accelerometer. */
public final class TiltMemory {
    /** Upward direction according to the gyro, IMU axes; all 0 before the first sample. */
    public final float[] up = new float[3];

    /** How long they have disagreed, or agreed after the report, minus the time of the opposite, s. */
    public float lasted;

    /** Restarts with the next sample, because the readings changed. */
    void forget() {
        Arrays.fill(up, 0);
        lasted = 0;
    }

    void describe(StateFields f) throws IOException {
        f.single(up);
        lasted = f.single(lasted);
    }
}
