package dev.pollux.messages;

import java.util.Locale;

/** A CBOR number (RFC 8949, section 3): integer or floating point, of any width. */
final class CborNumber {
    private static final int UNSIGNED = 0;
    private static final int NEGATIVE = 1;
    private static final int HALF = 0xF9;
    private static final int SINGLE = 0xFA;

    private double value;
    private long argument;
    private boolean whole;
    private boolean negative;

    /** Sets a double. */
    void set(double x) {
        value = x;
        whole = false;
    }

    /** Sets the number from the head and argument of a data item. */
    double set(int head, long argument) {
        int major = head >> 5;
        whole = major == UNSIGNED || major == NEGATIVE;
        negative = major == NEGATIVE;
        this.argument = argument;
        value = whole ? wholeValue() : floatValue(head);
        return value;
    }

    private double wholeValue() {
        if (argument >= 0) {
            return negative ? ~argument : argument; // −1 − argument
        }
        double size = (argument >>> 1 | argument & 1) * 2.0; // keeps the lowest bit for correct rounding
        return negative ? -size : size;
    }

    private double floatValue(int head) {
        return switch (head) {
            case HALF -> half((int) argument);
            case SINGLE -> Float.intBitsToFloat((int) argument);
            default -> Double.longBitsToDouble(argument);
        };
    }

    /** RFC 8949, appendix D. */
    private static double half(int bits) {
        int exponent = bits >> 10 & 0x1F;
        int mantissa = bits & 0x3FF;
        double size = switch (exponent) {
            case 0 -> Math.scalb((double) mantissa, -24);
            case 31 -> mantissa == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            default -> Math.scalb((double) (mantissa + 1024), exponent - 25);
        };
        return (bits & 0x8000) == 0 ? size : -size;
    }

    /** Whether it is encoded as an integer. */
    boolean isInteger() {
        return whole;
    }

    /** The number if it is an integer from 0 to 2⁶³ − 1; otherwise −1. */
    long integer() {
        return whole && !negative && argument >= 0 ? argument : -1;
    }

    @Override
    public String toString() {
        if (!whole) {
            return Double.toString(value);
        }
        return argument < 0
                ? String.format(Locale.ROOT, "%.0f", value)
                : Long.toString(negative ? ~argument : argument);
    }
}
