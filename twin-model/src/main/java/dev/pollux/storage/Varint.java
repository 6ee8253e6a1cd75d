package dev.pollux.storage;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Integers in as few bytes as they need: seven bits per byte, lowest first, with Protocol Buffers' zigzag encoding of
 * signs. One byte for −64 to 63, ten at most.
 */
final class Varint {
    private static final int MOST_BITS = 64;

    private Varint() {}

    static void write(long value, DataOutput out) throws IOException {
        long left = value << 1 ^ value >> 63;
        while ((left & ~0x7fL) != 0) {
            out.writeByte((int) (left | 0x80));
            left >>>= 7;
        }
        out.writeByte((int) left);
    }

    static long read(DataInput in) throws IOException {
        long bits = 0;
        for (int shift = 0; shift < MOST_BITS; shift += 7) {
            byte next = in.readByte();
            bits |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return bits >>> 1 ^ -(bits & 1);
            }
        }
        throw new IOException("whole number of more than " + MOST_BITS + " bits");
    }
}
