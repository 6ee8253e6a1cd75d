package dev.pollux.messages;

import dev.pollux.model.Printable;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.RejectReason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of payloads in order; invalid bytes are MALFORMED, with their position. Allocates nothing if names
 * and texts repeat those of earlier payloads. For one thread.
 *
 * <p>{@link #kind} gives the kind of the next value and must be called before each value; a value must be read as its
 * kind.
 */
public abstract class PayloadReader {
    /** Zeros after the payload, so that reading slightly too far is harmless and finds no valid byte. */
    private static final int PADDING = 16;

    /** Longer texts are not cached: they are not recurring names. */
    private static final int LONGEST_KEPT = 3 * MessageReader.MAX_TEXT_LENGTH;

    /** Kinds of values. */
    public enum Kind {
        OBJECT,
        ARRAY,
        STRING,
        NUMBER,
        BOOLEAN,
        NULL,
        /** CBOR values that JSON does not have: bytes, simple values. */
        OTHER
    }

    byte[] bytes = new byte[4096];
    protected int at;
    protected int end;

    /** Start of the value of the last call of {@link #kind}. */
    int start;

    /** Number of open containers. */
    protected int depth;

    final TextCache texts = new TextCache();

    /** Starts a payload. */
    protected void begin(byte[] payload) {
        end = payload.length;
        if (bytes.length < end + PADDING) {
            bytes = new byte[end + PADDING];
        }
        System.arraycopy(payload, 0, bytes, 0, end);
        Arrays.fill(bytes, end, end + PADDING, (byte) 0);
        at = 0;
        start = 0;
        depth = 0;
    }

    /** Whether no value follows. */
    protected abstract boolean atEnd() throws FrameRejectedException;

    /** Whether the payload begins with an object; skips what may precede it. */
    protected abstract boolean atObject() throws FrameRejectedException;

    /** The kind of the next value. */
    protected abstract Kind kind() throws FrameRejectedException;

    protected abstract void beginObject() throws FrameRejectedException;

    /** The next field's name; null, once, at the object's end. */
    protected abstract @Nullable String nextName() throws FrameRejectedException;

    protected abstract void beginArray() throws FrameRejectedException;

    /**
     * Starts an array as a field's value; an empty object counts as an empty array, since some languages write it so.
     *
     * @return whether it has an element
     */
    final boolean beginElements(String field, String expected) throws FrameRejectedException {
        Kind kind = kind();
        if (kind == Kind.ARRAY) {
            beginArray();
            return nextElement();
        }
        if (kind != Kind.OBJECT) {
            throw ReadError.wrongType(this, field, -1, expected);
        }
        beginObject();
        if (nextName() != null) {
            throw ReadError.wrongType(kind, field, expected);
        }
        return false;
    }

    /** Whether there is another element; false, once, at the array's end. */
    protected abstract boolean nextElement() throws FrameRejectedException;

    protected abstract String text() throws FrameRejectedException;

    /** A number as the nearest double; may be NaN or infinite. */
    protected abstract double number() throws FrameRejectedException;

    /** Whether the last number was written as an integer. */
    protected abstract boolean isInteger();

    /** The last number if it is an integer from 0 to 2⁶³ − 1; otherwise −1. */
    protected abstract long integer() throws FrameRejectedException;

    protected abstract boolean flag() throws FrameRejectedException;

    /** Skips a value of any kind, checking its syntax. */
    protected abstract void skip() throws FrameRejectedException;

    /** Goes back to the value of the last call of {@link #kind}. */
    final void rewind() {
        at = start;
    }

    /** Description of the value of the last call of {@link #kind}, for messages; nothing can be read afterwards. */
    final String described() throws FrameRejectedException {
        rewind();
        return switch (kind()) {
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case STRING -> Printable.quoted(text());
            case NUMBER -> describedNumber();
            case BOOLEAN -> String.valueOf(flag());
            case NULL -> "null";
            case OTHER -> "something else";
        };
    }

    protected abstract String describedNumber() throws FrameRejectedException;

    protected final void descend() throws FrameRejectedException {
        if (++depth > MessageReader.MAX_DEPTH) {
            throw new FrameRejectedException(
                    RejectReason.TOO_DEEP, "nested deeper than " + MessageReader.MAX_DEPTH + " levels");
        }
    }

    /** The text in these bytes. */
    final String text(int from, int length) throws FrameRejectedException {
        if (length > LONGEST_KEPT) {
            return decode(from, length);
        }
        String known = texts.find(bytes, from, length);
        return known != null ? known : texts.keep(bytes, from, length, decode(from, length));
    }

    /** Decodes text; rejects invalid UTF-8. */
    final String decode(int from, int length) throws FrameRejectedException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, length))
                    .toString();
        } catch (CharacterCodingException broken) {
            at = from;
            throw malformed("text that is no UTF-8");
        }
    }

    /** Like {@link #decode}, but without a result. */
    protected final void checkText(int from, int length) throws FrameRejectedException {
        for (int i = from; i < from + length; i++) {
            if (bytes[i] < 0) {
                decode(from, length);
                return;
            }
        }
    }

    /** The rejection of invalid bytes here. */
    protected final FrameRejectedException malformed(String what) {
        return new FrameRejectedException(
                RejectReason.MALFORMED,
                "broken near byte " + Math.min(at, end) + ": " + (at >= end ? "it ends early" : what));
    }
}
