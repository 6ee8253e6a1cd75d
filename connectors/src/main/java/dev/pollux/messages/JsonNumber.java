package dev.pollux.messages;

import com.fasterxml.jackson.core.io.NumberInput;

/**
 * Parses JSON numbers to the nearest double. Sensors write a mantissa m below 2⁵³ and few decimals f: then m and 10ᶠ
 * are exact and one division rounds correctly (W. D. Clinger, "How to read floating point numbers accurately", PLDI
 * 1990). Longer numbers take the slow path.
 */
final class JsonNumber {
    private static final int POWERS = 23;
    private static final double[] POWER = new double[POWERS];

    static {
        POWER[0] = 1;
        for (int i = 1; i < POWERS; i++) {
            POWER[i] = 10 * POWER[i - 1]; // exact up to 1e22
        }
    }

    private final char[] text = new char[MessageReader.MAX_NUMBER_LENGTH];
    private double value;
    private long mantissa;
    private int digits;
    private int exponent;
    private boolean negative;
    private boolean whole;

    /**
     * Parses a number.
     *
     * @param bytes must have a byte after the number that is not part of one
     * @return index of that byte; −1 if there is no number, or it is too long
     */
    int read(byte[] bytes, int from) {
        int i = from;
        negative = bytes[i] == '-';
        if (negative) {
            i++;
        }
        int first = i;
        long m = 0;
        for (int d = bytes[i] - '0'; (char) d <= 9; d = bytes[i] - '0') {
            m = 10 * m + d;
            i++;
        }
        int count = i - first;
        if (count == 0 || (count > 1 && bytes[first] == '0')) {
            return -1;
        }
        int decimals = 0;
        if (bytes[i] == '.') {
            int point = ++i;
            for (int d = bytes[i] - '0'; (char) d <= 9; d = bytes[i] - '0') {
                m = 10 * m + d;
                i++;
            }
            decimals = i - point;
            if (decimals == 0) {
                return -1;
            }
        }
        mantissa = m;
        digits = count + decimals;
        whole = decimals == 0;
        exponent = -decimals;
        if ((bytes[i] | 0x20) == 'e') {
            i = readExponent(bytes, i + 1);
        }
        return i >= 0 && i - from <= text.length ? finish(bytes, from, i) : -1;
    }

    private int readExponent(byte[] bytes, int from) {
        whole = false;
        int i = from;
        boolean down = bytes[i] == '-';
        if (down || bytes[i] == '+') {
            i++;
        }
        int first = i;
        int e = 0;
        for (int d = bytes[i] - '0'; (char) d <= 9; d = bytes[i] - '0') {
            e = Math.min(10 * e + d, 10_000);
            i++;
        }
        exponent += down ? -e : e;
        return i > first ? i : -1;
    }

    private int finish(byte[] bytes, int from, int past) {
        // 19 digits fit into 64 bits, where they may appear negative
        if (digits > 19 || mantissa < 0 || mantissa > 1L << 53 || Math.abs(exponent) >= POWERS) {
            value = parse(bytes, from, past - from);
        } else {
            double x = exponent <= 0 ? mantissa / POWER[-exponent] : mantissa * POWER[exponent];
            value = negative ? -x : x;
        }
        return past;
    }

    private double parse(byte[] bytes, int from, int length) {
        for (int i = 0; i < length; i++) {
            text[i] = (char) bytes[from + i];
        }
        return NumberInput.parseDouble(text, 0, length, true);
    }

    /** The last number; infinite if it is too large for a double. */
    double value() {
        return value;
    }

    /** Whether it has neither point nor exponent. */
    boolean isInteger() {
        return whole;
    }

    /** The number if it is an integer from 0 to 2⁶³ − 1; otherwise −1. */
    long integer() {
        boolean fits = whole && digits <= 19 && mantissa >= 0 && (!negative || mantissa == 0);
        return fits ? mantissa : -1;
    }
}
