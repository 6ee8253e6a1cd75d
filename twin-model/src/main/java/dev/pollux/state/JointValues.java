package dev.pollux.state;

import dev.pollux.storage.StateFields;
import java.io.IOException;

/**
 * Efforts and commands that come less often than frames, stored from one report to the next. Nothing is stored if every
 * frame contains them.
 */
public final class JointValues {
    /** The joint arrays that can be stored. */
    public static final int KEPT =
            SensorFrame.JOINT_ARRAYS & ~(SensorFrame.JOINT_POSITIONS | SensorFrame.JOINT_VELOCITIES);

    private final int joints;
    private final double[][] values = new double[Integer.bitCount(KEPT)][];
    private int present;

    JointValues(int joints) {
        this.joints = joints;
    }

    /** The stored arrays, as bits. */
    public int present() {
        return present;
    }

    /** Stores those of the named arrays that the frame has and forgets the rest of them. */
    public void keep(SensorFrame frame, int arrays) {
        present = present & ~arrays | frame.present() & arrays;
        for (int bits = frame.present() & arrays; bits != 0; bits &= bits - 1) {
            int sensor = Integer.lowestOneBit(bits);
            System.arraycopy(frame.jointArray(sensor), 0, room(sensor), 0, joints);
        }
    }

    /** Forgets the named arrays. */
    public void forget(int arrays) {
        present &= ~arrays;
    }

    /** Copies those of the named arrays that are stored into a frame. */
    public void fill(SensorFrame frame, int arrays) {
        for (int bits = present & arrays; bits != 0; bits &= bits - 1) {
            int sensor = Integer.lowestOneBit(bits);
            System.arraycopy(room(sensor), 0, frame.jointArray(sensor), 0, joints);
            frame.mark(sensor);
        }
    }

    /** The array of a sensor, allocated at first use. */
    private double[] room(int sensor) {
        int slot = Integer.bitCount(KEPT & (sensor - 1));
        double[] kept = values[slot];
        if (kept == null) {
            kept = new double[joints];
            values[slot] = kept;
        }
        return kept;
    }

    void describe(StateFields f) throws IOException {
        present = f.whole(present) & KEPT;
        for (int bits = present; bits != 0; bits &= bits - 1) {
            f.anySingle(room(Integer.lowestOneBit(bits)));
        }
    }
}
