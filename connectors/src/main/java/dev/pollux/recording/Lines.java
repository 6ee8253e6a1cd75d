package dev.pollux.recording;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The lines of a file, plain or gzip, one at a time. */
final class Lines implements Closeable {
    /** Bytes of the longest line: a file without line breaks, or a gzip bomb, ends here and not in the heap. */
    static final int MAX_LENGTH = 1 << 20;

    private final Path file;
    private final InputStream in;
    private byte[] line = new byte[8192];
    private long number;

    Lines(Path file) throws IOException {
        this.file = file;
        in = open(file);
    }

    /** The bytes of a file, unpacked where its name ends in .gz. */
    static InputStream open(Path file) throws IOException {
        InputStream raw = Files.newInputStream(file);
        try {
            return new BufferedInputStream(
                    file.toString().endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw, 1 << 16);
        } catch (IOException | RuntimeException broken) {
            raw.close();
            throw broken;
        }
    }

    Path file() {
        return file;
    }

    /** Number of the last line, from 1. */
    long number() {
        return number;
    }

    /** The next line that is not blank, null at the end. */
    byte @Nullable [] next() throws IOException {
        while (true) {
            int length = 0;
            boolean blank = true;
            number++;
            int b = in.read();
            if (b < 0) {
                return null;
            }
            for (; b >= 0 && b != '\n'; b = in.read()) {
                if (length == MAX_LENGTH) {
                    throw complaint("longer than " + MAX_LENGTH + " bytes");
                }
                if (length == line.length) {
                    line = Arrays.copyOf(line, 2 * length);
                }
                line[length++] = (byte) b;
                blank &= b == ' ' || b == '\r' || b == '\t';
            }
            if (!blank) {
                return Arrays.copyOf(line, length);
            }
        }
    }

    /** An exception that says what is wrong with the last line. */
    RecordingException complaint(String what) {
        return new RecordingException(file, number, what);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
