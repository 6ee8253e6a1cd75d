package dev.pollux.recording;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The text of a table's lines: UTF-8, and where a line is none, Windows-1252, as spreadsheets of western Europe and programs on
 * Windows write it; ISO-8859-1 is the same but for control characters. A text of that kind with letters beyond ASCII is hardly ever UTF-8 too.
 */
final class TableText {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /** What is decoded from a byte that is no character. */
    private static final char UNDEFINED = '\ufffd';

    private TableText() {}

    /** A line in UTF-8; itself where it is so already, or no text. */
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
