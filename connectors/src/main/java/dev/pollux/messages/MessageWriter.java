package dev.pollux.messages;

import java.util.Arrays;

/**
 * Writes one record after the other into an array of its own; the copy that {@link #end} returns is the only garbage.
 * What is written must be well formed: names in objects only, each with its value. For one thread.
 */
public abstract sealed class MessageWriter permits JsonWriter, CborWriter {
    byte[] bytes = new byte[16 * 1024];
    int at;

    /** A writer of that format. */
    public static MessageWriter of(Format format) {
        return format == Format.CBOR ? new CborWriter() : new JsonWriter();
    }

    /** Begins a record, which is an object. */
    public final void begin() {
        at = 0;
        beginObject();
    }

    /** Ends the record. */
    public final byte[] end() {
        endObject();
        return written();
    }

    /** A copy of what was written since {@link #begin}. */
    final byte[] written() {
        return Arrays.copyOf(bytes, at);
    }

    /** Makes room for so many more bytes. */
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

    /** The name of the value that is written next. */
    public abstract void field(EncodedText name);

    /** The name of the value that is written next. */
    public final void field(MessageField field) {
        field(field.encoded());
    }

    /** The name, one that is not known beforehand, of the value that is written next. */
    public abstract void field(String name);

    public abstract void beginObject();

    public abstract void endObject();

    /** Begins an array of objects. */
    public abstract void beginArray();

    public abstract void endArray();

    public abstract void text(String text);

    public abstract void text(EncodedText text);

    public abstract void texts(String[] texts);

    public abstract void integer(long number);

    public abstract void flag(boolean value);

    /** Computed numbers: in JSON with nine decimals; NaN, an unknown one, is null. */
    public abstract void computed(double[] values, int from, int count);

    /** A computed number: in JSON with nine decimals. */
    public abstract void computed(double value);

    /** Measured numbers to the last digit; NaN, a missing one, is null. */
    public abstract void measured(double[] values, int from, int count);

    /** Computed numbers and their name. */
    public final void computed(MessageField name, double[] values, int from, int count) {
        field(name);
        computed(values, from, count);
    }

    /** A computed number and its name. */
    public final void computed(MessageField name, double value) {
        field(name);
        computed(value);
    }

    /** Measured numbers and their name. */
    public final void measured(MessageField name, double[] values, int from, int count) {
        field(name);
        measured(values, from, count);
    }

    /** A text and its name. */
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
