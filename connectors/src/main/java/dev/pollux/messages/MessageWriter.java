package dev.pollux.messages;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes one message after the other, in one format, with one generator that never ends. For one thread. */
public final class MessageWriter {
    private static final SerializedString STAMP = new SerializedString("stamp");
    private static final SerializedString SEC = new SerializedString("sec");
    private static final SerializedString NANOSEC = new SerializedString("nanosec");

    private final RecordBytes bytes = new RecordBytes();
    private final Format format;
    private final JsonGenerator generator;
    private final char[] nothing = {};

    public MessageWriter(Format format) {
        this.format = format;
        JsonFactory factory = format == Format.CBOR
                ? new CBORFactory()
                : new JsonFactoryBuilder()
                        .rootValueSeparator((String) null)
                        .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                        .build();
        try {
            generator = factory.createGenerator(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Begins the message's object. */
    public JsonGenerator begin() throws IOException {
        bytes.reset();
        generator.writeStartObject();
        return generator;
    }

    /** Ends the message's object. */
    public byte[] end() throws IOException {
        generator.writeEndObject();
        generator.flush();
        return bytes.toByteArray();
    }

    /** A time as seconds and nanoseconds. */
    public void stamp(long nanos) throws IOException {
        generator.writeFieldName(STAMP);
        generator.writeStartObject();
        generator.writeFieldName(SEC);
        generator.writeNumber(Math.floorDiv(nanos, 1_000_000_000L));
        generator.writeFieldName(NANOSEC);
        generator.writeNumber(Math.floorMod(nanos, 1_000_000_000L));
        generator.writeEndObject();
    }

    /** Computed numbers: in JSON with nine decimals. */
    public void computed(SerializableString field, double[] values, int from, int count) throws IOException {
        generator.writeFieldName(field);
        computed(values, from, count);
    }

    /** One computed number. */
    public void computed(SerializableString field, double value) throws IOException {
        generator.writeFieldName(field);
        if (format == Format.CBOR || !(Math.abs(value) <= Decimals.LIMIT)) {
            generator.writeNumber(value);
        } else {
            byte[] out = inPlace(Decimals.MAX_LENGTH);
            bytes.advance(Decimals.write(value, out, bytes.size()));
        }
    }

    /** Computed numbers, without a name. */
    public void computed(double[] values, int from, int count) throws IOException {
        if (format == Format.CBOR) {
            generator.writeArray(values, from, count);
        } else if (fixed(values, from, count)) {
            decimals(values, from, count);
        } else {
            measured(values, from, count);
        }
    }

    private static boolean fixed(double[] values, int from, int count) {
        for (int i = from; i < from + count; i++) {
            if (!(Math.abs(values[i]) <= Decimals.LIMIT)) {
                return false;
            }
        }
        return true;
    }

    private void decimals(double[] values, int from, int count) throws IOException {
        byte[] out = inPlace(count * (Decimals.MAX_LENGTH + 1) + 2);
        int at = bytes.size();
        out[at++] = '[';
        for (int i = from; i < from + count; i++) {
            if (i > from) {
                out[at++] = ',';
            }
            at = Decimals.write(values[i], out, at);
        }
        out[at++] = ']';
        bytes.advance(at);
    }

    /** Lets the generator write all that comes before a value, which then goes into the array that is returned. */
    private byte[] inPlace(int room) throws IOException {
        generator.writeRawValue(nothing, 0, 0);
        generator.flush();
        return bytes.room(room);
    }

    /** Measured numbers to the last digit; NaN, a missing one, is null. */
    public void measured(SerializableString field, double[] values, int from, int count) throws IOException {
        generator.writeFieldName(field);
        measured(values, from, count);
    }

    /** Measured numbers, without a name. */
    public void measured(double[] values, int from, int count) throws IOException {
        generator.writeStartArray(null, count);
        for (int i = from; i < from + count; i++) {
            if (Double.isNaN(values[i])) {
                generator.writeNull();
            } else {
                generator.writeNumber(values[i]);
            }
        }
        generator.writeEndArray();
    }
}
