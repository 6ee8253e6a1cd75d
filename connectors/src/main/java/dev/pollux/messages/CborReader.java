package dev.pollux.messages;

import dev.pollux.state.FrameRejectedException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Reads CBOR (RFC 8949): strings, arrays and maps, also of indefinite length, all numbers; ignores tags. */
final class CborReader extends PayloadReader {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int UNSIGNED = 0;
    private static final int NEGATIVE = 1;
    private static final int BYTES = 2;
    private static final int TEXT = 3;
    private static final int ARRAY = 4;
    private static final int MAP = 5;
    private static final int TAG = 6;
    private static final int INDEFINITE = 31;
    private static final byte DOUBLE = (byte) 0xFB;
    private static final byte BREAK = (byte) 0xFF;

    /** Per open container the number of remaining elements or fields; −1 if a break ends it. */
    private final long[] left = new long[MessageReader.MAX_DEPTH + 1];

    private final CborNumber number = new CborNumber();

    @Override
    protected boolean atEnd() {
        return at == end;
    }

    @Override
    protected boolean atObject() throws FrameRejectedException {
        return !atEnd() && kind() == Kind.OBJECT;
    }

    @Override
    protected Kind kind() throws FrameRejectedException {
        int b = bytes[at] & 0xFF;
        while (b >> 5 == TAG) {
            argument();
            b = bytes[at] & 0xFF;
        }
        if (at >= end) {
            throw malformed("");
        }
        start = at;
        return switch (b >> 5) {
            case UNSIGNED, NEGATIVE -> Kind.NUMBER;
            case TEXT -> Kind.STRING;
            case ARRAY -> Kind.ARRAY;
            case MAP -> Kind.OBJECT;
            case BYTES -> Kind.OTHER;
            default -> simple(b & 31);
        };
    }

    private Kind simple(int info) throws FrameRejectedException {
        return switch (info) {
            case 25, 26, 27 -> Kind.NUMBER;
            case 20, 21 -> Kind.BOOLEAN;
            case 22, 23 -> Kind.NULL; // null, undefined
            case 28, 29, 30, INDEFINITE -> throw malformed("expected a value");
            default -> Kind.OTHER;
        };
    }

    /** Reads an item's head; returns its argument, −1 for indefinite length. */
    private long argument() throws FrameRejectedException {
        int info = bytes[at] & 31;
        if (info < 24) {
            at++;
            return info;
        }
        if (info == INDEFINITE) {
            int major = (bytes[at] & 0xFF) >> 5;
            if (major < BYTES || major == TAG) {
                throw malformed("a number or tag without an end");
            }
            at++;
            return -1;
        }
        if (info > 27) {
            throw malformed("a head that CBOR does not have");
        }
        int width = 1 << (info - 24);
        long argument = (long) LONG.get(bytes, at + 1) >>> (64 - 8 * width);
        at += 1 + width;
        if (at > end) {
            throw malformed("");
        }
        return argument;
    }

    /** The argument as a number of items or bytes, checked against the bytes that remain. */
    private long length(int bytesEach) throws FrameRejectedException {
        boolean open = (bytes[at] & 31) == INDEFINITE;
        long length = argument();
        if (!open && (length < 0 || length > (end - at) / bytesEach)) {
            at = end;
            throw malformed("");
        }
        return length;
    }

    @Override
    protected void beginObject() throws FrameRejectedException {
        descend();
        left[depth] = length(2);
    }

    @Override
    protected void beginArray() throws FrameRejectedException {
        descend();
        left[depth] = length(1);
    }

    @Override
    protected boolean nextElement() throws FrameRejectedException {
        long remaining = left[depth];
        if (remaining > 0) {
            left[depth] = remaining - 1;
            return true;
        }
        if (remaining < 0) {
            if (bytes[at] != BREAK) {
                return true;
            }
            at++;
        }
        depth--;
        return false;
    }

    @Override
    protected @Nullable String nextName() throws FrameRejectedException {
        if (!nextElement()) {
            return null;
        }
        if (kind() != Kind.STRING) {
            throw malformed("a field's name is no text");
        }
        return text();
    }

    @Override
    protected String text() throws FrameRejectedException {
        long length = length(1);
        if (length >= 0) {
            at += (int) length;
            return text(at - (int) length, (int) length);
        }
        StringBuilder text = new StringBuilder();
        for (int piece = piece(TEXT); piece >= 0; piece = piece(TEXT)) {
            text.append(decode(at - piece, piece));
        }
        return text.toString();
    }

    /** Reads the head of a chunk of an indefinite-length string; returns the chunk's length, −1 at the string's end. */
    private int piece(int major) throws FrameRejectedException {
        if (bytes[at] == BREAK) {
            at++;
            return -1;
        }
        long length = major() == major ? length(1) : -1;
        if (length < 0) {
            throw malformed("a string of pieces with something else among them");
        }
        at += (int) length;
        return (int) length;
    }

    private int major() {
        return (bytes[at] & 0xFF) >> 5;
    }

    private void skipString(int major) throws FrameRejectedException {
        long length = length(1);
        if (length >= 0) {
            at += (int) length;
            check(major, (int) length);
            return;
        }
        for (int piece = piece(major); piece >= 0; piece = piece(major)) {
            check(major, piece);
        }
    }

    /** Rejects text that is not UTF-8. */
    private void check(int major, int length) throws FrameRejectedException {
        if (major == TEXT) {
            checkText(at - length, length);
        }
    }

    @Override
    protected double number() throws FrameRejectedException {
        if (bytes[at] == DOUBLE && at + 9 <= end) { // the usual encoding of numbers
            double x = Double.longBitsToDouble((long) LONG.get(bytes, at + 1));
            at += 9;
            number.set(x);
            return x;
        }
        int head = bytes[at] & 0xFF;
        return number.set(head, argument());
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
    protected String describedNumber() throws FrameRejectedException {
        number();
        return number.toString();
    }

    @Override
    protected boolean flag() {
        return (bytes[at++] & 31) == 21;
    }

    @Override
    protected void skip() throws FrameRejectedException {
        switch (kind()) {
            case OBJECT -> {
                beginObject();
                while (nextElement()) {
                    skip();
                    skip();
                }
            }
            case ARRAY -> {
                beginArray();
                while (nextElement()) {
                    skip();
                }
            }
            case STRING -> skipString(TEXT);
            case OTHER -> skipOther();
            default -> argument();
        }
    }

    private void skipOther() throws FrameRejectedException {
        if (major() == BYTES) {
            skipString(BYTES);
        } else {
            argument();
        }
    }
}
