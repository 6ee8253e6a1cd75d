package dev.pollux.messages;

import dev.pollux.model.Printable;
import dev.pollux.state.FrameRejectedException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON (RFC 8259) in UTF-8, strictly; but NaN, Infinity and -Infinity, as Python writes them, count as numbers,
 * for a better error message than "unexpected character".
 */
final class JsonReader extends PayloadReader {
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NAN = "NaN".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] INFINITY = "Infinity".getBytes(StandardCharsets.US_ASCII);

    private final JsonNumber number = new JsonNumber();

    /** Whether the innermost container has not had an element yet. */
    private boolean first;

    /** Whether the last string has escapes and must be decoded. */
    private boolean escaped;

    @Override
    protected boolean atEnd() {
        space();
        return at == end;
    }

    @Override
    protected boolean atObject() {
        if (bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF) {
            at = 3; // a byte order mark, which editors and .NET write before UTF-8
        }
        return space() == '{' && (at + 1 >= end || bytes[at + 1] != 0); // a zero: UTF-16
    }

    /** Moves to the next byte that is not white space. */
    private byte space() {
        byte b = bytes[at];
        while (b <= ' ' && (b == ' ' || b == '\n' || b == '\r' || b == '\t')) {
            b = bytes[++at];
        }
        return b;
    }

    @Override
    protected Kind kind() throws FrameRejectedException {
        byte b = space();
        start = at;
        return switch (b) {
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'N', 'I' -> Kind.NUMBER;
            case '"' -> Kind.STRING;
            case '[' -> Kind.ARRAY;
            case '{' -> Kind.OBJECT;
            case 't', 'f' -> Kind.BOOLEAN;
            case 'n' -> Kind.NULL;
            default -> throw malformed("expected a value");
        };
    }

    @Override
    protected void beginObject() throws FrameRejectedException {
        descend();
        at++;
        first = true;
    }

    @Override
    protected @Nullable String nextName() throws FrameRejectedException {
        if (!more((byte) '}')) {
            return null;
        }
        if (space() != '"') {
            throw malformed(bytes[at] == '\'' ? "expected a name in double quotes" : "expected a name in quotes");
        }
        String name = text();
        colon();
        return name;
    }

    private void colon() throws FrameRejectedException {
        if (space() != ':') {
            throw malformed("expected a colon");
        }
        at++;
    }

    @Override
    protected void beginArray() throws FrameRejectedException {
        descend();
        at++;
        first = true;
    }

    @Override
    protected boolean nextElement() throws FrameRejectedException {
        return more((byte) ']');
    }

    private boolean more(byte close) throws FrameRejectedException {
        byte b = space();
        if (b == close) {
            at++;
            depth--;
            first = false;
            return false;
        }
        if (!first) {
            if (b != ',') {
                throw malformed("expected a comma or '" + (char) close + "'");
            }
            at++;
        }
        first = false;
        return true;
    }

    @Override
    protected String text() throws FrameRejectedException {
        int from = at + 1;
        int length = texts.expectedLength();
        // a cached text has no quote in it, so this quote ends the string
        if (from + length < end && bytes[from + length] == '"') {
            String expected = texts.expected(bytes, from);
            if (expected != null) {
                at = from + length + 1;
                return expected;
            }
        }
        length = passString();
        return escaped ? JsonEscapes.text(this, from, length) : text(from, length);
    }

    /** Reads a string; returns the number of bytes between the quotes. */
    private int passString() throws FrameRejectedException {
        int from = ++at;
        escaped = false;
        for (byte b = bytes[at]; b != '"'; b = bytes[at]) {
            if (b == '\\') {
                escaped = true;
                at++;
            } else if (b >= 0 && b < ' ') {
                throw malformed("a control character in a string");
            }
            at++;
        }
        return at++ - from;
    }

    @Override
    protected double number() throws FrameRejectedException {
        int past = number.read(bytes, at);
        if (past < 0) {
            return namedNumber();
        }
        at = past;
        return number.value();
    }

    private double namedNumber() throws FrameRejectedException {
        boolean negative = bytes[at] == '-';
        int from = negative ? at + 1 : at;
        switch (bytes[from]) {
            case 'N' -> word(NAN);
            case 'I' -> {
                at = from;
                word(INFINITY);
                return negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
            }
            default ->
                throw malformed("no number; expected at most " + MessageReader.MAX_NUMBER_LENGTH
                        + " characters, digits before and after a point, and no zero in front");
        }
        return Double.NaN;
    }

    @Override
    protected boolean isInteger() {
        return number.isInteger();
    }

    @Override
    protected long integer() {
        return number.integer();
    }

    @Override
    protected boolean flag() throws FrameRejectedException {
        boolean yes = bytes[at] == 't';
        word(yes ? TRUE : FALSE);
        return yes;
    }

    private void word(byte[] word) throws FrameRejectedException {
        for (byte letter : word) {
            if (bytes[at] != letter) {
                throw malformed("expected \"" + new String(word, StandardCharsets.US_ASCII) + "\"");
            }
            at++;
        }
    }

    @Override
    protected void skip() throws FrameRejectedException {
        switch (kind()) {
            case OBJECT -> {
                beginObject();
                while (more((byte) '}')) {
                    if (space() != '"') {
                        throw malformed("expected a name in quotes");
                    }
                    skipString();
                    colon();
                    skip();
                }
            }
            case ARRAY -> {
                beginArray();
                while (nextElement()) {
                    skip();
                }
            }
            case STRING -> skipString();
            case NUMBER -> number();
            case BOOLEAN -> flag();
            default -> word(NULL);
        }
    }

    private void skipString() throws FrameRejectedException {
        int from = at + 1;
        int length = passString();
        if (escaped) {
            JsonEscapes.text(this, from, length);
        } else {
            checkText(from, length);
        }
    }

    @Override
    protected String describedNumber() throws FrameRejectedException {
        number();
        return Printable.shortened(new String(bytes, start, at - start, StandardCharsets.US_ASCII));
    }
}
