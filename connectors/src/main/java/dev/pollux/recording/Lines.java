package dev.pollux.recording;

import dev.pollux.files.InputFile;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.RejectReason;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file, plain or gzip, one at a time. A file that ends early, as a robot leaves it that lost its power, ends
 * for the reader too: after its last whole line, and {@link #endedEarly} tells where.
 */
final class Lines implements Closeable {
    /** Bytes of the longest line: a file without line breaks, or a gzip bomb, ends here and not in the heap. */
    static final int MAX_LENGTH = 1 << 20;

    private final Path file;
    private final InputStream in;
    private byte[] line = new byte[8192];
    private long number;
    private long bytes;
    private boolean ended;
    private @Nullable String endedEarly;

    Lines(Path file) throws IOException {
        this.file = file;
        in = new BufferedInputStream(InputFile.openUnpacked(file), 1 << 16);
        try {
            refuseUtf16();
        } catch (IOException | RuntimeException broken) {
            in.close();
            throw broken;
        }
    }

    /** Windows programs write it, with a byte order mark of two bytes that no UTF-8 begins with. */
    private void refuseUtf16() throws IOException {
        in.mark(2);
        int mark = -1;
        try {
            mark = in.read() << 8 | in.read();
        } catch (EOFException | ZipException broken) {
            // said when the line is read
        }
        in.reset();
        if (mark == 0xfffe || mark == 0xfeff) {
            throw new RecordingException(
                    file, 1, "the text is UTF-16 by its byte order mark; expected UTF-8: save or convert it as UTF-8");
        }
    }

    Path file() {
        return file;
    }

    /** Number of the last line, from 1. */
    long number() {
        return number;
    }

    /** Where and how the file ended before its end, null where it did not. */
    @Nullable String endedEarly() {
        return endedEarly;
    }

    /** The next line that is not blank, null at the end. */
    byte @Nullable [] next() throws IOException {
        while (!ended) {
            int length = 0;
            boolean blank = true;
            number++;
            int b = read();
            for (; b >= 0 && b != '\n'; b = read()) {
                if (length == MAX_LENGTH) {
                    throw complaint("the line is longer than " + MAX_LENGTH + " bytes; expected a frame in each line");
                }
                if (length == line.length) {
                    line = Arrays.copyOf(line, 2 * length);
                }
                line[length++] = (byte) b;
                blank &= b == ' ' || b == '\r' || b == '\t';
            }
            ended = b < 0;
            if (!blank && endedEarly == null) {
                return Arrays.copyOf(line, length);
            }
        }
        return null;
    }

    private int read() throws IOException {
        try {
            int b = in.read();
            bytes += b < 0 ? 0 : 1;
            return b;
        } catch (EOFException cut) {
            endedEarly = "the gzip data end early, within line " + number + ", after " + bytes + " bytes (unpacked)";
        } catch (ZipException broken) {
            endedEarly = "the gzip data are damaged within line " + number + ", after " + bytes + " bytes (unpacked): "
                    + broken.getMessage();
        }
        return -1;
    }

    /** Whether no line break follows the last line: so ends a file that ends early, and many a whole one. */
    boolean unfinished() {
        return ended;
    }

    /** Takes the last line, of which a part is missing, for the file's early end. */
    void endEarly() {
        endedEarly = "the file ends early, within line " + number + ", after " + bytes + " bytes";
    }

    /** Whether the last line is refused because it is half a line; that is the file's early end then. */
    boolean endEarlyBy(FrameRejectedException refusal) {
        boolean half = ended && refusal.reason() == RejectReason.MALFORMED;
        if (half) {
            endEarly();
        }
        return half;
    }

    /** An exception that says what is wrong with the last line. */
    RecordingException complaint(String what) {
        return new RecordingException(file, number, what);
    }

    /** An exception that says why the last line is no frame. */
    LineRefusedException refused(String what) {
        return new LineRefusedException(file, number, what);
    }

    /** An exception that says why the last line is no frame. */
    LineRefusedException refused(FrameRejectedException why) {
        return new LineRefusedException(file, number, why);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
