package dev.pollux.messages;

import dev.pollux.messages.PayloadReader.Kind;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.RejectReason;

/** Reads numbers and arrays of them; whoever asks names the field. */
final class NumberArrays {
    private final PayloadReader in;

    NumberArrays(PayloadReader in) {
        this.in = in;
    }

    /** A finite number. */
    double number(Kind kind, String field, int index) throws FrameRejectedException {
        if (kind != Kind.NUMBER) {
            throw ReadError.notANumber(in, kind, field, index);
        }
        double x = in.number();
        if (!Double.isFinite(x)) {
            throw ReadError.notFinite(in, field, index);
        }
        return x;
    }

    /** The numbers of an array, as many as fit; null entries become NaN. Returns how many there were. */
    int numbers(String field, double[] out, int at) throws FrameRejectedException {
        begin(field);
        return in.nextElement() ? fromHere(field, out, at) : 0;
    }

    private void begin(String field) throws FrameRejectedException {
        if (in.kind() != Kind.ARRAY) {
            throw ReadError.wrongType(in, field, -1, "an array of numbers");
        }
        in.beginArray();
    }

    private int fromHere(String field, double[] out, int at) throws FrameRejectedException {
        int count = 0;
        do {
            double x = Double.NaN;
            Kind kind = in.kind();
            if (kind == Kind.NULL) {
                in.skip();
            } else {
                x = number(kind, field, count);
            }
            if (at + count < out.length) {
                out[at + count] = x;
            }
            count++;
        } while (in.nextElement());
        return count;
    }

    /** Exactly so many numbers, none of them missing. */
    void exactly(int expected, String field, double[] out, int at) throws FrameRejectedException {
        complete(numbers(field, out, at), expected, field, out, at);
    }

    /** A 4×4 matrix, row-major: 16 numbers, or four rows of four. */
    void matrix(String field, double[] out) throws FrameRejectedException {
        begin(field);
        int count = 0;
        if (in.nextElement()) {
            count = in.kind() == Kind.ARRAY ? rows(field, out) : fromHere(field, out, 0);
        }
        complete(count, 16, field, out, 0);
    }

    private int rows(String field, double[] out) throws FrameRejectedException {
        int row = 0;
        do {
            exactly(4, field, out, 4 * Math.min(row++, 3));
        } while (in.nextElement());
        return 4 * row;
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
}
