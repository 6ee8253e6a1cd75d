package dev.pollux.recording;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Converts a table's lines to UTF-8: lines that are invalid UTF-8 are read as Windows-1252, which spreadsheets in
 * western Europe and programs on Windows write; ISO-8859-1 is equal except for control characters. Such a text is
 * hardly ever valid UTF-8.
 */
final class TableText {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /** The decoded form of an invalid byte. */
    private static final char UNDEFINED = '\ufffd';

    private TableText() {}

    /** A line in UTF-8; the same array if it already is, or is not text. */
    static byte[] utf8(byte[] line) {
        if (isAscii(line) || isUtf8(line)) {
            return line;
        }
        String text = new String(line, WINDOWS_1252);
        boolean isText =
                text.chars().allMatch(c -> c == '\t' || c == '\r' || c != UNDEFINED && !Character.isISOControl(c));
        return isText ? text.getBytes(StandardCharsets.UTF_8) : line;
    }

    private static boolean isAscii(byte[] line) {
        for (byte b : line) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUtf8(byte[] line) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line));
            return true;
        } catch (CharacterCodingException none) {
            return false;
        }
    }
}
