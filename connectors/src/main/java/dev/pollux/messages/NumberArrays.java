package dev.pollux.messages;

import dev.pollux.messages.PayloadReader.Kind;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.RejectReason;

/** Reads numbers and arrays of them; whoever asks names the field. */
final class NumberArrays {
    private static final String EXPECTED = "an array of numbers";

    private final PayloadReader in;
    private int measured;

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

    /**
     * The numbers of an array, as many as fit; entries that are null or NaN, which is how ROS writes that nothing was
     * measured, become NaN. Returns how many there were.
     */
    int numbers(String field, double[] out, int at) throws FrameRejectedException {
        measured = 0;
        return in.beginElements(field, EXPECTED) ? fromHere(field, out, at) : 0;
    }

    /** How many of the array read last were measured: neither null nor NaN. */
    int measured() {
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

    /** So many numbers, or none. Returns how many were measured. */
    int sensor(int expected, String field, double[] out, int at) throws FrameRejectedException {
        sized(numbers(field, out, at), expected, field);
        return measured;
    }

    /** Exactly so many numbers, none of them missing. */
    void exactly(int expected, String field, double[] out, int at) throws FrameRejectedException {
        if (sensor(expected, field, out, at) != expected) {
            throw new FrameRejectedException(
                    RejectReason.WRONG_TYPE,
                    field + " has " + measured + " numbers that are neither null nor NaN; expected " + expected);
        }
    }

    /** A 4×4 matrix, row-major: 16 numbers, four rows of four, or none. Returns how many were measured. */
    int matrix(String field, double[] out) throws FrameRejectedException {
        measured = 0;
        if (!in.beginElements(field, EXPECTED)) {
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
}
