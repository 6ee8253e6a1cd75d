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
 * Reads the values of one payload after the other, in the order they stand; what is no such format is MALFORMED, with the
 * byte it breaks at. Leaves no garbage where names and texts are those of earlier payloads. For one thread.
 *
 * <p>{@link #kind} says what stands next and must be asked before each value is read; who reads a value must know its kind.
 */
public abstract class PayloadReader {
    /** Zeros after the payload, so that reading a little too far is harmless and looks like no valid byte. */
    private static final int PADDING = 16;

    /** Longer texts are no names that come again. */
    private static final int LONGEST_KEPT = 3 * MessageReader.MAX_TEXT_LENGTH;

    /** What a value is. */
    public enum Kind {
        OBJECT,
        ARRAY,
        STRING,
        NUMBER,
        BOOLEAN,
        NULL,
        /** Something CBOR has and JSON has not: bytes, simple values. */
        OTHER
    }

    byte[] bytes = new byte[4096];
    protected int at;
    protected int end;

    /** Where the value starts that {@link #kind} was asked of last. */
    int start;

    /** Containers that are open. */
    protected int depth;

    final TextCache texts = new TextCache();

    /** Begins a payload. */
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

    /** Whether an object stands at the payload's beginning; passes over what may stand before it. */
    protected abstract boolean atObject() throws FrameRejectedException;

    /** The kind of the value that stands next. */
    protected abstract Kind kind() throws FrameRejectedException;

    protected abstract void beginObject() throws FrameRejectedException;

    /** The next field's name; null, once, at the object's end. */
    protected abstract @Nullable String nextName() throws FrameRejectedException;

    protected abstract void beginArray() throws FrameRejectedException;

    /**
     * Begins the array that is a field's value; an empty object, as some languages write an empty array, is one.
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

    /** A number as the nearest double; it may be none: NaN or infinite. */
    protected abstract double number() throws FrameRejectedException;

    /** The number read last, where it was written as a whole one. */
    protected abstract boolean isInteger();

    /** The number read last, where it was a whole one from 0 to 2⁶³ − 1; else −1. */
    protected abstract long integer() throws FrameRejectedException;

    protected abstract boolean flag() throws FrameRejectedException;

    /** Passes over a value, whatever it is, checking its form. */
    protected abstract void skip() throws FrameRejectedException;

    /** Goes back to the value that {@link #kind} was asked of last. */
    final void rewind() {
        at = start;
    }

    /** The value that {@link #kind} was asked of last, for people; nothing can be read after. */
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

    /** The text of so many bytes. */
    final String text(int from, int length) throws FrameRejectedException {
        if (length > LONGEST_KEPT) {
            return decode(from, length);
        }
        String known = texts.find(bytes, from, length);
        return known != null ? known : texts.keep(bytes, from, length, decode(from, length));
    }

    /** Refuses what is no UTF-8. */
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

    /** Like {@link #decode}, but without a text. */
    protected final void checkText(int from, int length) throws FrameRejectedException {
        for (int i = from; i < from + length; i++) {
            if (bytes[i] < 0) {
                decode(from, length);
                return;
            }
        }
    }

    /** The rejection of what stands here. */
    protected final FrameRejectedException malformed(String what) {
        return new FrameRejectedException(
                RejectReason.MALFORMED,
                "broken near byte " + Math.min(at, end) + ": " + (at >= end ? "it ends early" : what));
    }
}
