package dev.pollux.messages;

import java.util.Arrays;

/**
 * Writes records into its own array; the copy that {@link #end} returns is the only allocation. What is written must be
 * well formed: names in objects only, each with its value. For one thread.
 */
public abstract sealed class MessageWriter permits JsonWriter, CborWriter {
    byte[] bytes = new byte[16 * 1024];
    int at;

    /** A writer of this format. */
    public static MessageWriter of(Format format) {
        return format == Format.CBOR ? new CborWriter() : new JsonWriter();
    }

    /** Starts a record, which is an object. */
    public final void begin() {
        at = 0;
        beginObject();
    }

    /** Ends the record. */
    public final byte[] end() {
        endObject();
        return written();
    }

    /** A copy of the bytes since {@link #begin}. */
    final byte[] written() {
        return Arrays.copyOf(bytes, at);
    }

    /** Ensures room for more bytes. */
    final void room(int more) {
        if (bytes.length - at < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, at + more));
        }
    }

    final void append(byte[] source, int from) {
        int count = source.length - from;
        room(count);
        System.arraycopy(source, from, bytes, at, count);
        at += count;
    }

    /** Writes the name of the next value. */
    public abstract void field(EncodedText name);

    /** Writes the name of the next value. */
    public final void field(MessageField field) {
        field(field.encoded());
    }

    /** Writes the name of the next value, for a name that is not known beforehand. */
    public abstract void field(String name);

    public abstract void beginObject();

    public abstract void endObject();

    /** Starts an array of objects. */
    public abstract void beginArray();

    public abstract void endArray();

    public abstract void text(String text);

    public abstract void text(EncodedText text);

    public abstract void texts(String[] texts);

    public abstract void integer(long number);

    public abstract void flag(boolean value);

    /** Computed numbers: in JSON with nine decimals; NaN (unknown) becomes null. */
    public abstract void computed(double[] values, int from, int count);

    /** A computed number: in JSON with nine decimals. */
    public abstract void computed(double value);

    /** Measured numbers with all digits; NaN (missing) becomes null. */
    public abstract void measured(double[] values, int from, int count);

    /** A name and computed numbers. */
    public final void computed(MessageField name, double[] values, int from, int count) {
        field(name);
        computed(values, from, count);
    }

    /** A name and a computed number. */
    public final void computed(MessageField name, double value) {
        field(name);
        computed(value);
    }

    /** A name and measured numbers. */
    public final void measured(MessageField name, double[] values, int from, int count) {
        field(name);
        measured(values, from, count);
    }

    /** A name and a text. */
    public final void text(MessageField name, String text) {
        field(name);
        text(text);
    }

    /** A time as seconds and nanoseconds. */
    public final void stamp(long nanos) {
        field(MessageField.STAMP);
        beginObject();
        field(MessageField.SEC);
        integer(Math.floorDiv(nanos, 1_000_000_000L));
        field(MessageField.NANOSEC);
        integer(Math.floorMod(nanos, 1_000_000_000L));
        endObject();
    }
}
