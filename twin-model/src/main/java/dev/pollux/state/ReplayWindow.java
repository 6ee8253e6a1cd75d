package dev.pollux.state;

import dev.pollux.storage.StateFields;
import java.io.IOException;
import java.util.Arrays;

/** The numbers up to the last one that were seen: bit i stands for the number i units before it. */
final class ReplayWindow {
    private final long[] bits = new long[FrameOrder.WINDOW / 64];

    /** Step of the seq per bit. */
    private long unit = 1;

    long unit() {
        return unit;
    }

    /** Whether the number this far before the last one was seen; false outside the window. */
    boolean has(long behind) {
        long bit = bit(behind);
        return bit >= 0 && (bits[(int) (bit >> 6)] >>> (bit & 63) & 1) != 0;
    }

    /** Notes the number this far before the last one. */
    void add(long behind) {
        long bit = bit(behind);
        if (bit >= 0) {
            bits[(int) (bit >> 6)] |= 1L << (bit & 63);
        }
    }

    /** The bit of the number this far before the last one; −1 if it has none. */
    private long bit(long behind) {
        return behind >= 0 && behind % unit == 0 && behind / unit < FrameOrder.WINDOW ? behind / unit : -1;
    }

    void clear() {
        unit = 1;
        Arrays.fill(bits, 0);
    }

    /** Uses a larger unit if the window would otherwise contain few frames. */
    void useUnit(FramePace pace) {
        if (pace.counts() && pace.stride() != unit && Math.max(pace.stride(), unit) > FrameOrder.WINDOW / 4) {
            unit = pace.stride();
            Arrays.fill(bits, 0);
            bits[0] = 1;
        }
    }

    /** Replaces the last number by one that is larger by this much. */
    void shift(long by) {
        long count = by / unit;
        if (by % unit != 0 || count >= FrameOrder.WINDOW || count <= -FrameOrder.WINDOW) {
            Arrays.fill(bits, 0);
            return;
        }
        for (long left = count; left > 0; left -= 63) {
            older((int) Math.min(left, 63));
        }
        for (long left = -count; left > 0; left -= 63) {
            younger((int) Math.min(left, 63));
        }
    }

    private void older(int by) {
        for (int i = bits.length - 1; i > 0; i--) {
            bits[i] = bits[i] << by | bits[i - 1] >>> (64 - by);
        }
        bits[0] <<= by;
    }

    private void younger(int by) {
        for (int i = 0; i < bits.length - 1; i++) {
            bits[i] = bits[i] >>> by | bits[i + 1] << (64 - by);
        }
        bits[bits.length - 1] >>>= by;
    }

    void describe(StateFields f) throws IOException {
        unit = f.whole(unit);
        f.word(bits);
    }
}
