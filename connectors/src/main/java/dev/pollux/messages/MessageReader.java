package dev.pollux.messages;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.RejectReason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the fields of one payload after the other, in one format, for one thread. A field that is null is absent. */
public final class MessageReader {
    /** Nothing nests deeper; what does is refused before it costs anything. */
    public static final int MAX_DEPTH = 16;

    /** Characters of the longest number. */
    public static final int MAX_NUMBER_LENGTH = 100;

    /** Characters of the longest id or name. */
    public static final int MAX_TEXT_LENGTH = 128;

    /** Names that senders invent stay in a parser's symbol table; after so many it is given up. */
    private static final int MAX_FOREIGN_NAMES = 4096;

    private final Format format;
    private final EndlessParser parser;
    private final KeptText kept = new KeptText();
    private JsonParser p;
    private int foreignNames;

    public MessageReader(Format format) {
        this.format = format;
        parser = new EndlessParser(format);
        try {
            p = parser.begin(new byte[0]);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** What to do with the fields of an object. */
    @FunctionalInterface
    public interface Fields {
        /** Takes one field's value from the reader, or skips it. */
        void read(String field, MessageReader in) throws IOException, FrameRejectedException;
    }

    /** Reads the object that is the payload. Whatever is wrong with it becomes a rejection that names the field. */
    public void read(byte[] payload, Fields fields) throws FrameRejectedException {
        boolean whole = false;
        try {
            p = parser.begin(payload);
            p.nextToken();
            if (p.currentToken() != JsonToken.START_OBJECT) {
                throw new FrameRejectedException(
                        RejectReason.MALFORMED,
                        "the payload is " + ReadError.value(p) + "; expected an object in " + format);
            }
            members(fields);
            if (!parser.exhausted()) {
                throw new FrameRejectedException(
                        RejectReason.MALFORMED, "there is more after the message's end; expected one object a record");
            }
            whole = foreignNames < MAX_FOREIGN_NAMES;
        } catch (IOException | RuntimeException broken) { // on hostile bytes Jackson has thrown more than it declares
            throw ReadError.rejection(broken, p, parser.position());
        } finally {
            if (!whole) {
                parser.forget();
                foreignNames = 0;
            }
        }
    }

    /** Reads the object that is a field's value. */
    public void object(String field, Fields fields) throws IOException, FrameRejectedException {
        if (p.currentToken() != JsonToken.START_OBJECT) {
            throw wrongType(field, -1, "an object");
        }
        members(fields);
    }

    private void members(Fields fields) throws IOException, FrameRejectedException {
        for (String name = p.nextFieldName(); name != null; name = p.nextFieldName()) {
            if (p.nextToken() != JsonToken.VALUE_NULL) {
                fields.read(name, this);
            }
        }
    }

    /** Passes over a value nobody knows. */
    public void skip() throws IOException {
        foreignNames++;
        p.skipChildren();
    }

    /** The text of a field; {@code last} itself where it says the same. */
    public String text(String field, int index, @Nullable String last) throws IOException, FrameRejectedException {
        if (p.currentToken() != JsonToken.VALUE_STRING) {
            throw wrongType(field, index, "a string");
        }
        char[] text = p.getTextCharacters();
        int at = p.getTextOffset();
        int length = p.getTextLength();
        if (last != null && KeptText.same(text, at, length, last)) {
            return last;
        }
        if (length > MAX_TEXT_LENGTH) {
            throw new FrameRejectedException(
                    RejectReason.OUT_OF_RANGE,
                    ReadError.place(field, index) + " has " + length + " characters; expected at most "
                            + MAX_TEXT_LENGTH);
        }
        return kept.of(text, at, length);
    }

    /** A whole number from 0 to {@code max}. */
    public long integer(String field, long max) throws IOException, FrameRejectedException {
        if (p.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw wrongType(field, -1, "a whole number");
        }
        JsonParser.NumberType type = p.getNumberType();
        if (type == JsonParser.NumberType.INT || type == JsonParser.NumberType.LONG) {
            long x = p.getLongValue();
            if (x >= 0 && x <= max) {
                return x;
            }
        }
        throw new FrameRejectedException(
                RejectReason.OUT_OF_RANGE, field + " is " + ReadError.value(p) + "; expected 0 to " + max);
    }

    /** True or false. */
    public boolean flag(String field, int index) throws IOException, FrameRejectedException {
        JsonToken token = p.currentToken();
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            throw wrongType(field, index, "true or false");
        }
        return token == JsonToken.VALUE_TRUE;
    }

    /** A finite number. */
    public double number(String field, int index) throws IOException, FrameRejectedException {
        JsonToken token = p.currentToken();
        if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
            throw ReadError.notANumber(p, field, index);
        }
        double x = format == Format.JSON
                ? ShortDecimal.parse(p.getTextCharacters(), p.getTextOffset(), p.getTextLength())
                : Double.NaN;
        if (Double.isNaN(x)) {
            x = p.getDoubleValue();
            if (!Double.isFinite(x)) {
                throw new FrameRejectedException(
                        RejectReason.NOT_FINITE,
                        ReadError.place(field, index) + " is " + ReadError.value(p)
                                + "; expected a finite number, or null where missing");
            }
        }
        return x;
    }

    /**
     * The numbers of an array; null entries become NaN.
     *
     * @param out takes as many as fit, from {@code at}
     * @return how many there were, fitting or not
     */
    public int numbers(String field, double[] out, int at) throws IOException, FrameRejectedException {
        expectArray(field, "an array of numbers");
        p.nextToken();
        return elements(field, out, at);
    }

    private int elements(String field, double[] out, int at) throws IOException, FrameRejectedException {
        int count = 0;
        for (JsonToken t = p.currentToken(); t != JsonToken.END_ARRAY; t = p.nextToken()) {
            double x = t == JsonToken.VALUE_NULL ? Double.NaN : number(field, count);
            if (at + count < out.length) {
                out[at + count] = x;
            }
            count++;
        }
        return count;
    }

    /** Exactly so many numbers, none of them missing. */
    public void exactly(int expected, String field, double[] out, int at) throws IOException, FrameRejectedException {
        complete(numbers(field, out, at), expected, field, out, at);
    }

    /** A 4×4 matrix, row-major: 16 numbers, or four rows of four. */
    public void matrix(String field, double[] out) throws IOException, FrameRejectedException {
        expectArray(field, "an array of numbers");
        if (p.nextToken() != JsonToken.START_ARRAY) {
            complete(elements(field, out, 0), 16, field, out, 0);
            return;
        }
        int row = 0;
        for (; p.currentToken() != JsonToken.END_ARRAY; p.nextToken()) {
            exactly(4, field, out, 4 * Math.min(row++, 3));
        }
        complete(4 * row, 16, field, out, 0);
    }

    private static void complete(int count, int expected, String field, double[] out, int at)
            throws FrameRejectedException {
        if (count != expected) {
            throw new FrameRejectedException(
                    RejectReason.WRONG_TYPE, field + " has " + count + " numbers; expected " + expected);
        }
        for (int i = 0; i < expected; i++) {
            if (Double.isNaN(out[at + i])) {
                throw new FrameRejectedException(
                        RejectReason.WRONG_TYPE, field + "[" + i + "] is null; expected a number");
            }
        }
    }

    private void expectArray(String field, String expected) throws IOException, FrameRejectedException {
        if (p.currentToken() != JsonToken.START_ARRAY) {
            throw wrongType(field, -1, expected);
        }
    }

    /** The names of an array; the very array of the last message where it says the same. */
    public String[] names(String field, KeptNames kept, int max) throws IOException, FrameRejectedException {
        expectArray(field, "an array of names");
        kept.begin();
        while (p.nextToken() != JsonToken.END_ARRAY) {
            if (kept.count() == max) {
                throw new FrameRejectedException(
                        RejectReason.WRONG_JOINT_COUNT, field + " has more than " + max + " names");
            }
            kept.add(text(field, kept.count(), kept.expected()));
        }
        return kept.end();
    }

    /** A rejection for a value of another type than the schema's. */
    public FrameRejectedException wrongType(String field, int index, String expected) throws IOException {
        return new FrameRejectedException(
                RejectReason.WRONG_TYPE,
                ReadError.place(field, index) + " is " + ReadError.value(p) + "; expected " + expected);
    }
}
