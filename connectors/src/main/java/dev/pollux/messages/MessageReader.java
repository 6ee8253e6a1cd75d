package dev.pollux.messages;

import dev.pollux.messages.PayloadReader.Kind;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.RejectReason;

/** Reads the fields of one payload after another, in one format, for one thread. A field that is null is absent. */
public final class MessageReader {
    /** Greatest nesting depth; deeper payloads are rejected before they use memory. */
    public static final int MAX_DEPTH = 16;

    /** Characters of the longest number. */
    public static final int MAX_NUMBER_LENGTH = 100;

    /** Characters of the longest id or name. */
    public static final int MAX_TEXT_LENGTH = 128;

    private static final String NUMBERS = "an array of numbers";

    private final Format format;
    private final PayloadReader in;
    private int measured;

    public MessageReader(Format format) {
        this(format, format == Format.CBOR ? new CborReader() : new JsonReader());
    }

    /** A reader on top of this reader of values. */
    public MessageReader(Format format, PayloadReader in) {
        this.format = format;
        this.in = in;
    }

    /** Handles the fields of an object. */
    @FunctionalInterface
    public interface Fields {
        /** Reads one field's value, or skips it. */
        void read(String field, MessageReader in) throws FrameRejectedException;
    }

    /** Reads a payload, which must be an object. Every error becomes a rejection that names the field. */
    public void read(byte[] payload, Fields fields) throws FrameRejectedException {
        in.begin(payload);
        if (!in.atObject()) {
            throw new FrameRejectedException(
                    RejectReason.MALFORMED,
                    "the payload is " + ForeignPayload.describe(payload, format) + "; expected an object in " + format);
        }
        members(fields);
        if (!in.atEnd()) {
            throw new FrameRejectedException(
                    RejectReason.MALFORMED, "there is more after the message's end; expected one object a record");
        }
    }

    /** Reads an object as a field's value; some languages write an empty object as an empty array. */
    public void object(String field, Fields fields) throws FrameRejectedException {
        Kind kind = in.kind();
        if (kind == Kind.OBJECT) {
            members(fields);
        } else if (kind != Kind.ARRAY) {
            throw ReadError.wrongType(in, field, -1, "an object");
        } else {
            in.beginArray();
            if (in.nextElement()) {
                throw ReadError.wrongType(kind, field, "an object");
            }
        }
    }

    private void members(Fields fields) throws FrameRejectedException {
        in.beginObject();
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            if (in.kind() == Kind.NULL) {
                in.skip();
            } else {
                fields.read(name, this);
            }
        }
    }

    /** Skips an unknown value. */
    public void skip() throws FrameRejectedException {
        in.skip();
    }

    /** The text of a field or, for a non-negative index, of one of its entries. */
    public String text(String field, int index) throws FrameRejectedException {
        if (in.kind() != Kind.STRING) {
            throw ReadError.wrongType(in, field, index, "a string");
        }
        String text = in.text();
        if (text.length() > MAX_TEXT_LENGTH) {
            throw new FrameRejectedException(
                    RejectReason.OUT_OF_RANGE,
                    ReadError.place(field, index) + " has " + text.length() + " characters; expected at most "
                            + MAX_TEXT_LENGTH);
        }
        return text;
    }

    /** An integer from 0 to {@code max}. */
    public long integer(String field, long max) throws FrameRejectedException {
        if (in.kind() == Kind.NUMBER) {
            in.number();
            if (in.isInteger()) {
                long x = in.integer();
                if (x >= 0 && x <= max) {
                    return x;
                }
                throw ReadError.outOfRange(in, field, max);
            }
        }
        throw ReadError.wrongType(in, field, -1, "a whole number");
    }

    /** A boolean. */
    public boolean flag(String field, int index) throws FrameRejectedException {
        if (in.kind() != Kind.BOOLEAN) {
            throw ReadError.wrongType(in, field, index, "true or false");
        }
        return in.flag();
    }

    /** A finite number. */
    public double number(String field, int index) throws FrameRejectedException {
        Kind kind = in.kind();
        if (kind != Kind.NUMBER) {
            throw ReadError.notANumber(in, kind, field, index);
        }
        double x = in.number();
        if (!Double.isFinite(x)) {
            throw ReadError.notFinite(in, field, index);
        }
        return x;
    }

    /**
     * Reads an array of numbers; entries that are null or NaN, which ROS writes for missing measurements, become NaN.
     *
     * @param out receives as many as fit, from {@code at}
     * @return the number of entries, also of those that do not fit
     */
    public int numbers(String field, double[] out, int at) throws FrameRejectedException {
        measured = 0;
        return in.beginElements(field, NUMBERS) ? fromHere(field, out, at) : 0;
    }

    /** Number of entries of the last array that were measured: neither null nor NaN. */
    public int measured() {
        return measured;
    }

    private int fromHere(String field, double[] out, int at) throws FrameRejectedException {
        int count = 0;
        do {
            double x = entry(field, count);
            if (at + count < out.length) {
                out[at + count] = x;
            }
            count++;
        } while (in.nextElement());
        return count;
    }

    private double entry(String field, int index) throws FrameRejectedException {
        Kind kind = in.kind();
        if (kind == Kind.NUMBER) {
            double x = in.number();
            if (Double.isFinite(x)) {
                measured++;
            } else if (!Double.isNaN(x)) {
                throw ReadError.notFinite(in, field, index);
            }
            return x;
        }
        if (kind == Kind.NULL) {
            in.skip();
        } else if (kind != Kind.STRING || !in.text().equalsIgnoreCase("nan")) {
            in.rewind();
            throw ReadError.notANumber(in, kind, field, index);
        }
        return Double.NaN;
    }

    /** Reads the expected number of entries, or none. Returns how many were measured. */
    public int sensor(int expected, String field, double[] out, int at) throws FrameRejectedException {
        sized(numbers(field, out, at), expected, field);
        return measured;
    }

    /** Reads exactly the expected number of entries, all measured. */
    public void exactly(int expected, String field, double[] out, int at) throws FrameRejectedException {
        if (sensor(expected, field, out, at) != expected) {
            throw new FrameRejectedException(
                    RejectReason.WRONG_TYPE,
                    field + " has " + measured + " numbers that are neither null nor NaN; expected " + expected);
        }
    }

    /** A 4×4 matrix, row-major: 16 numbers, four rows of four, or none. Returns how many were measured. */
    public int matrix(String field, double[] out) throws FrameRejectedException {
        measured = 0;
        if (!in.beginElements(field, NUMBERS)) {
            return 0;
        }
        if (in.kind() == Kind.ARRAY) {
            return rows(field, out);
        }
        sized(fromHere(field, out, 0), 16, field);
        return measured;
    }

    private int rows(String field, double[] out) throws FrameRejectedException {
        int row = 0;
        int sum = 0;
        do {
            sized(numbers(field, out, 4 * Math.min(row++, 3)), 4, field + "[" + (row - 1) + "]");
            sum += measured;
        } while (in.nextElement());
        sized(4 * row, 16, field);
        return sum;
    }

    private static void sized(int count, int expected, String field) throws FrameRejectedException {
        if (count != expected && count != 0) {
            throw new FrameRejectedException(
                    RejectReason.WRONG_TYPE, field + " has " + count + " numbers; expected " + expected);
        }
    }

    /** The names of an array; the same array as in the last message if the names are equal. */
    public String[] names(String field, NameListCache kept, int max) throws FrameRejectedException {
        kept.begin();
        for (boolean more = in.beginElements(field, "an array of names"); more; more = in.nextElement()) {
            if (kept.count() == max) {
                throw new FrameRejectedException(
                        RejectReason.WRONG_JOINT_COUNT, field + " has more than " + max + " names");
            }
            kept.add(text(field, kept.count()));
        }
        return kept.end();
    }
}
