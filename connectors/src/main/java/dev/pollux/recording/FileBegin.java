package dev.pollux.recording;

import dev.pollux.files.InputFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Distinguishes JSON Lines and tables by the first bytes of a file, if its name does not tell. */
final class FileBegin {
    private static final int LOOKED_AT = 4096;

    private FileBegin() {}

    /**
     * Whether the file is a table.
     *
     * @throws IOException if it cannot be read, or is neither a table nor JSON Lines
     */
    static boolean isTable(Path file) throws IOException {
        byte[] begin;
        try (InputStream in = InputFile.openUnpacked(file)) {
            begin = in.readNBytes(LOOKED_AT);
        }
        int first = first(begin);
        String other = other(begin, first);
        if (other != null) {
            throw new IOException(file + ": " + other
                    + "; expected a recording: JSON Lines, or a table with a line of column names (CSV), as docs/recordings.md"
                    + " has them");
        }
        return first != '{';
    }

    /** The first byte after a byte order mark and white space; 0 if there is none. */
    private static int first(byte[] begin) {
        int at = begin.length > 2 && begin[0] == (byte) 0xef && begin[1] == (byte) 0xbb && begin[2] == (byte) 0xbf
                ? 3
                : 0;
        while (at < begin.length && (begin[at] == ' ' || begin[at] == '\t' || begin[at] == '\r' || begin[at] == '\n')) {
            at++;
        }
        return at < begin.length ? begin[at] : 0;
    }

    /** What other kind of file it is; null if it may be a recording. */
    private static @Nullable String other(byte[] begin, int first) {
        if (begin.length > 1 && begin[0] == 0x1f && begin[1] == (byte) 0x8b) {
            return "is packed by gzip, and its name does not end in .gz: rename it";
        }
        if (begin.length == 0) {
            return "is empty";
        }
        if (first == '[') {
            return "is a JSON array";
        }
        if (first == '<') {
            return "is XML";
        }
        boolean utf16 = begin.length > 1
                && (begin[0] == (byte) 0xff && begin[1] == (byte) 0xfe
                        || begin[0] == (byte) 0xfe && begin[1] == (byte) 0xff);
        for (byte b : begin) {
            if (!utf16 && b >= 0 && b < ' ' && "\t\n\r\f\u000b".indexOf(b) < 0) { // which text does not hold
                return "is no text";
            }
        }
        return null;
    }
}
