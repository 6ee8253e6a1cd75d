package dev.pollux.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** What is remembered of the readings that a robot's senders repeat, by part of the frame: a fingerprint of the last one of each. */
public final class RepetitionMemory {
    /** Parts of a frame that are read as a whole. */
    public static final int PARTS = 6;

    /** Per part a fingerprint of its last reading; 0: none yet. */
    public final int[] print = new int[PARTS];

    /** Parts whose reading has lasted longer than their usual interval, as bits. */
    public int lasting;

    RepetitionMemory() {}

    /** Forgets all of it. */
    public void clear() {
        Arrays.fill(print, 0);
        lasting = 0;
    }

    void write(DataOutput out) throws IOException {
        int heard = 0;
        for (int p = 0; p < PARTS; p++) {
            heard |= print[p] == 0 ? 0 : 1 << p;
        }
        out.writeByte(heard);
        out.writeByte(lasting);
        for (int p = 0; p < PARTS; p++) {
            if (print[p] != 0) {
                out.writeInt(print[p]);
            }
        }
    }

    void read(DataInput in) throws IOException {
        int heard = in.readUnsignedByte();
        lasting = in.readUnsignedByte();
        for (int p = 0; p < PARTS; p++) {
            print[p] = (heard >> p & 1) == 0 ? 0 : in.readInt();
        }
    }
}
