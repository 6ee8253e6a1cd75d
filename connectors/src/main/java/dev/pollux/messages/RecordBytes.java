package dev.pollux.messages;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** The bytes of a record that is being written: by a generator as a stream, and in place where that is quicker. */
final class RecordBytes extends ByteArrayOutputStream {
    RecordBytes() {
        super(16 * 1024);
    }

    /** The array the bytes are in, with room for so many more after {@link #size}. */
    byte[] room(int more) {
        if (buf.length - count < more) {
            buf = Arrays.copyOf(buf, Math.max(2 * buf.length, count + more));
        }
        return buf;
    }

    /** Tells that bytes were written in place, up to here. */
    void advance(int to) {
        count = to;
    }
}
