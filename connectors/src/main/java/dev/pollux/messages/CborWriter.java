package dev.pollux.messages;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes CBOR (RFC 8949): objects of indefinite length, arrays of numbers of definite length, numbers as doubles. */
final class CborWriter extends MessageWriter {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    /** Major types, in the upper three bits. */
    private static final int UNSIGNED = 0x00;

    private static final int NEGATIVE = 0x20;
    private static final int TEXT = 0x60;
    private static final int ARRAY = 0x80;

    private static final byte OPEN_ARRAY = (byte) 0x9F;
    private static final byte OPEN_MAP = (byte) 0xBF;
    private static final byte FALSE = (byte) 0xF4;
    private static final byte TRUE = (byte) 0xF5;
    private static final byte NULL = (byte) 0xF6;
    private static final byte DOUBLE = (byte) 0xFB;
    private static final byte BREAK = (byte) 0xFF;

    /** Most bytes of a head or a double. */
    private static final int ITEM = 9;

    @Override
    public void field(EncodedText name) {
        append(name.cbor, 0);
    }

    @Override
    public void field(String name) {
        text(name);
    }

    @Override
    public void beginObject() {
        single(OPEN_MAP);
    }

    @Override
    public void endObject() {
        single(BREAK);
    }

    @Override
    public void beginArray() {
        single(OPEN_ARRAY);
    }

    @Override
    public void endArray() {
        single(BREAK);
    }

    @Override
    public void flag(boolean value) {
        single(value ? TRUE : FALSE);
    }

    private void single(byte item) {
        room(1);
        bytes[at++] = item;
    }

    @Override
    @SuppressWarnings("deprecation") // getBytes(int, int, byte[], int) leaves no garbage and is right for ASCII
    public void text(String text) {
        int length = text.length();
        if (Ascii.holds(text)) {
            head(TEXT, length);
            room(length);
            text.getBytes(0, length, bytes, at);
            at += length;
        } else {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            head(TEXT, utf8.length);
            append(utf8, 0);
        }
    }

    @Override
    public void text(EncodedText text) {
        append(text.cbor, 0);
    }

    @Override
    public void texts(String[] texts) {
        head(ARRAY, texts.length);
        for (String text : texts) {
            text(text);
        }
    }

    @Override
    public void integer(long number) {
        if (number < 0) {
            head(NEGATIVE, ~number);
        } else {
            head(UNSIGNED, number);
        }
    }

    /** Writes an item's first byte and its argument in the fewest bytes. */
    private void head(int type, long argument) {
        room(ITEM);
        if (argument < 24) {
            bytes[at++] = (byte) (type | argument);
        } else if (argument < 1 << 8) {
            bytes[at++] = (byte) (type | 24);
            bytes[at++] = (byte) argument;
        } else if (argument < 1 << 16) {
            bytes[at] = (byte) (type | 25);
            SHORT.set(bytes, at + 1, (short) argument);
            at += 3;
        } else if (argument < 1L << 32) {
            bytes[at] = (byte) (type | 26);
            INT.set(bytes, at + 1, (int) argument);
            at += 5;
        } else {
            bytes[at] = (byte) (type | 27);
            LONG.set(bytes, at + 1, argument);
            at += 9;
        }
    }

    @Override
    public void computed(double value) {
        room(ITEM);
        bytes[at] = DOUBLE;
        LONG.set(bytes, at + 1, Double.doubleToRawLongBits(value));
        at += ITEM;
    }

    @Override
    public void computed(double[] values, int from, int count) {
        head(ARRAY, count);
        room(ITEM * count);
        byte[] out = bytes;
        int i = at;
        for (int k = from; k < from + count; k++) {
            if (Double.isNaN(values[k])) {
                out[i++] = (byte) NULL;
                continue;
            }
            out[i] = DOUBLE;
            LONG.set(out, i + 1, Double.doubleToRawLongBits(values[k]));
            i += ITEM;
        }
        at = i;
    }

    @Override
    public void measured(double[] values, int from, int count) {
        head(ARRAY, count);
        for (int k = from; k < from + count; k++) {
            if (Double.isNaN(values[k])) {
                single(NULL);
            } else {
                computed(values[k]);
            }
        }
    }
}
