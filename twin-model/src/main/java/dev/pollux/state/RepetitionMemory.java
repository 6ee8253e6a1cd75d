package dev.pollux.state;

import dev.pollux.storage.StateFields;
import java.io.IOException;
import java.util.Arrays;

/** Detects readings that a robot's senders repeat, by a fingerprint of the last reading of each part of the frame. */
public final class RepetitionMemory {
    /** Parts of a frame that are read as a whole; their order is that of the stored bytes. */
    public enum Part {
        /** The encoders. */
        JOINTS(SensorFrame.JOINT_POSITIONS | SensorFrame.JOINT_VELOCITIES),
        /** The drives' efforts. */
        EFFORTS(SensorFrame.JOINT_EFFORTS),
        /** The IMU. */
        IMU(SensorFrame.IMU),
        /** The contacts' wrenches. */
        WRENCHES(SensorFrame.CONTACT_WRENCHES),
        /** The measured pose of the base. */
        BASE_POSE(SensorFrame.BASE_POSE),
        /** The measured velocity of the base. */
        BASE_VELOCITY(SensorFrame.BASE_VELOCITY);

        private final int sensors;

        Part(int sensors) {
            this.sensors = sensors;
        }

        /** Its fields of a {@link SensorFrame}. */
        public int sensors() {
            return sensors;
        }

        /** Whether a moving robot never repeats it. */
        private boolean tellsMotion() {
            return this == JOINTS || this == IMU;
        }

        private int bit() {
            return 1 << ordinal();
        }
    }

    private static final int PARTS = Part.values().length;

    /** Bits of {@link #lasting} above those of the parts. */
    private static final int FROZEN = 1 << PARTS;

    private static final int FROZEN_EFFORTS = 1 << (PARTS + 1);

    private final int[] print = new int[PARTS];
    private int lasting;

    RepetitionMemory() {}

    /**
     * Whether a part repeats its last reading; notes the reading.
     *
     * @param fingerprint of the reading, not 0
     */
    public boolean repeats(Part part, int fingerprint) {
        if (fingerprint == print[part.ordinal()]) {
            return true;
        }
        print[part.ordinal()] = fingerprint;
        lasting &= ~(part.bit() | (part.tellsMotion() ? FROZEN : part == Part.EFFORTS ? FROZEN_EFFORTS : 0));
        return false;
    }

    /** Whether the part's reading has been repeated for longer than its usual interval. */
    public boolean lasts(Part part) {
        return (lasting & part.bit()) != 0;
    }

    /** Notes that the part's reading is repeated for longer than its usual interval. */
    public void last(Part part) {
        lasting |= part.bit();
    }

    /** Whether a frozen sender repeats encoders and IMU, and whatever is repeated with them. */
    public boolean frozen() {
        return (lasting & FROZEN) != 0;
    }

    /** Notes that a frozen sender repeats them, until encoders or IMU change. */
    public void freeze() {
        lasting |= FROZEN;
    }

    /** Whether the efforts were reported as frozen. */
    public boolean frozenEfforts() {
        return (lasting & FROZEN_EFFORTS) != 0;
    }

    /** Notes that the efforts are frozen until one of them changes. */
    public void freezeEfforts() {
        lasting |= FROZEN_EFFORTS;
    }

    /** Forgets everything. */
    public void clear() {
        Arrays.fill(print, 0);
        lasting = 0;
    }

    void describe(StateFields f) throws IOException {
        f.word(print);
        lasting = f.whole(lasting);
    }
}
