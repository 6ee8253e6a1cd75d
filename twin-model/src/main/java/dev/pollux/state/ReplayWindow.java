package dev.pollux.state;

import dev.pollux.storage.StateFields;
import java.io.IOException;
import java.util.Arrays;

/** Which of the numbers up to the last one were seen: bit i stands for the one that lies i units behind it. */
final class ReplayWindow {
    private final long[] bits = new long[FrameOrder.WINDOW / 64];

    /** By how much the seq rises for each bit. */
    private long unit = 1;

    long unit() {
        return unit;
    }

    /** Whether the number so far behind the last one was seen; false beyond the window. */
    boolean has(long behind) {
        long bit = bit(behind);
        return bit >= 0 && (bits[(int) (bit >> 6)] >>> (bit & 63) & 1) != 0;
    }

    /** Notes the number so far behind the last one. */
    void add(long behind) {
        long bit = bit(behind);
        if (bit >= 0) {
            bits[(int) (bit >> 6)] |= 1L << (bit & 63);
        }
    }

    /** The bit of the number so far behind the last one; −1 where it has none. */
    private long bit(long behind) {
        return behind >= 0 && behind % unit == 0 && behind / unit < FrameOrder.WINDOW ? behind / unit : -1;
    }

    void clear() {
        unit = 1;
        Arrays.fill(bits, 0);
    }

    /** Counts in larger steps where the window would hold few frames else. */
    void useUnit(FramePace pace) {
        if (pace.counts() && pace.stride() != unit && Math.max(pace.stride(), unit) > FrameOrder.WINDOW / 4) {
            unit = pace.stride();
            Arrays.fill(bits, 0);
            bits[0] = 1;
        }
    }

    /** The last number is another one, larger by so much. */
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
