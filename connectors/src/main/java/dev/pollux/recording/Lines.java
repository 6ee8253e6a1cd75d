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
import java.util.function.UnaryOperator;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file, plain or gzip, one at a time. A file that ends early, such as that of a robot that lost power,
 * ends after its last complete line, and {@link #endedEarly} tells where.
 */
final class Lines implements Closeable {
    /** Most bytes of a line: a file without line breaks, or a gzip bomb, is rejected here before it fills the heap. */
    static final int MAX_LENGTH = 1 << 20;

    /** Number of bytes that determine the encoding. */
    private static final int BEGIN = 64;

    private final Path file;
    private final UnaryOperator<byte[]> text;
    private final InputStream in;
    private byte[] line = new byte[8192];
    private long number;
    private long bytes;
    private boolean ended;
    private @Nullable String endedEarly;

    /** The lines unchanged. */
    Lines(Path file) throws IOException {
        this(file, line -> line);
    }

    /** @param text converts a line */
    private Lines(Path file, UnaryOperator<byte[]> text) throws IOException {
        this.file = file;
        this.text = text;
        in = new BufferedInputStream(InputFile.openUnpacked(file), 1 << 16);
        try {
            refuseUtf16();
        } catch (IOException | RuntimeException broken) {
            in.close();
            throw broken;
        }
    }

    /** The lines of a table, converted to UTF-8. */
    static Lines ofTable(Path file) throws IOException {
        return new Lines(file, TableText::utf8);
    }

    /** Windows programs write UTF-16, mostly with a byte order mark of two bytes that is invalid in UTF-8. */
    private void refuseUtf16() throws IOException {
        byte[] begin = new byte[BEGIN];
        int length = 0;
        in.mark(BEGIN);
        try {
            length = in.readNBytes(begin, 0, BEGIN);
        } catch (EOFException | ZipException broken) {
            // reported when the line is read
        }
        in.reset();
        int mark = length < 2 ? 0 : (begin[0] & 0xff) << 8 | begin[1] & 0xff;
        boolean marked = mark == 0xfffe || mark == 0xfeff;
        if (marked || everySecondIsZero(begin, length)) {
            throw new RecordingException(
                    file,
                    1,
                    "the text is UTF-16 " + (marked ? "by its byte order mark" : "(every second byte is 0)")
                            + "; expected UTF-8: save or convert it as UTF-8");
        }
    }

    private static boolean everySecondIsZero(byte[] begin, int length) {
        int zeros = begin[0] == 0 ? 0 : 1;
        for (int i = 0; i < length; i++) {
            if ((begin[i] == 0) != (i % 2 == zeros)) {
                return false;
            }
        }
        return length > 3;
    }

    Path file() {
        return file;
    }

    /** Number of the last line, from 1. */
    long number() {
        return number;
    }

    /** Where and how the file ended early; null if it did not. */
    @Nullable String endedEarly() {
        return endedEarly;
    }

    /** The next line that is not blank; null at the end. */
    byte @Nullable [] next() throws IOException {
        while (!ended) {
            int length = 0;
            boolean blank = true;
            boolean returns = false;
            number++;
            int b = read();
            for (; b >= 0 && b != '\n'; b = read()) {
                returns |= length > 0 && line[length - 1] == '\r';
                if (length == MAX_LENGTH) {
                    requireLineFeeds(returns);
                    throw complaint("the line is longer than " + MAX_LENGTH + " bytes; expected a frame in each line");
                }
                if (length == line.length) {
                    line = Arrays.copyOf(line, 2 * length);
                }
                line[length++] = (byte) b;
                blank &= b == ' ' || b == '\r' || b == '\t';
            }
            ended = b < 0;
            requireLineFeeds(ended && returns && endedEarly == null);
            if (!blank && endedEarly == null) {
                return text.apply(Arrays.copyOf(line, length));
            }
        }
        return null;
    }

    /** @param returns whether the line contains a carriage return without a line feed */
    private void requireLineFeeds(boolean returns) throws RecordingException {
        if (returns && number == 1) {
            throw complaint("the lines end in a carriage return alone (CR, as old Mac programs write); expected a line"
                    + " feed at each line's end: convert it, as with tr '\\r' '\\n'");
        }
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

    /** Whether no line break follows the last line, as in files that end early, but also in many complete ones. */
    boolean unfinished() {
        return ended;
    }

    /** Treats the last line, which is incomplete, as the file's early end. */
    void endEarly() {
        endedEarly = "the file ends early, within line " + number + ", after " + bytes + " bytes";
    }

    /** Whether the last line was rejected because it is incomplete; then it is the file's early end. */
    boolean endEarlyBy(FrameRejectedException refusal) {
        boolean half = ended && refusal.reason() == RejectReason.MALFORMED;
        if (half) {
            endEarly();
        }
        return half;
    }

    /** An exception that describes an error in the last line. */
    RecordingException complaint(String what) {
        return new RecordingException(file, number, what);
    }

    /** An exception that tells why the last line is not a frame. */
    LineRefusedException refused(String what) {
        return new LineRefusedException(file, number, what);
    }

    /** An exception that tells why the last line is not a frame. */
    LineRefusedException refused(FrameRejectedException why) {
        return new LineRefusedException(file, number, why);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
