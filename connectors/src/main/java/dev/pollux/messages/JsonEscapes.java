package dev.pollux.messages;

import dev.pollux.state.FrameRejectedException;
import java.nio.charset.StandardCharsets;

/** Decodes JSON strings that contain escapes (RFC 8259, section 7). */
final class JsonEscapes {
    private JsonEscapes() {}

    /** Decodes a string whose quotes were found already. */
    static String text(JsonReader in, int from, int length) throws FrameRejectedException {
        StringBuilder text = new StringBuilder(length);
        int past = in.at;
        int end = from + length;
        int i = from;
        while (i < end) {
            int plain = i;
            while (i < end && in.bytes[i] != '\\') {
                i++;
            }
            text.append(in.decode(plain, i - plain));
            if (i < end) {
                in.at = i;
                text.append(escape(in, end));
                i = in.at;
            }
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw in.malformed("half a surrogate pair in a string");
        }
        in.at = past;
        return text.toString();
    }

    private static char escape(JsonReader in, int end) throws FrameRejectedException {
        byte letter = in.bytes[in.at + 1];
        if (letter == 'u') {
            return unicode(in, end);
        }
        char c = switch (letter) {
            case '"', '\\', '/' -> (char) letter;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> throw in.malformed("an escape that JSON does not have");
        };
        in.at += 2;
        return c;
    }

    private static char unicode(JsonReader in, int end) throws FrameRejectedException {
        int from = in.at + 2;
        int c = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = i < end && in.bytes[i] >= 0 ? Character.digit(in.bytes[i], 16) : -1;
            if (digit < 0) {
                throw in.malformed("expected four hexadecimal digits");
            }
            c = 16 * c + digit;
        }
        in.at = from + 4;
        return (char) c;
    }
}
