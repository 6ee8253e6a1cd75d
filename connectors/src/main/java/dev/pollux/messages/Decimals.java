package dev.pollux.messages;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Writes numbers as decimals with at most nine places, rounded half up, without trailing zeros; allocates nothing. 1e-9
 * rad, m or N is far below the resolution of any sensor.
 */
final class Decimals {
    /** Most bytes that a number takes or that are overwritten after it: sign, 10 digits, point, 9 digits, one more. */
    static final int MAX_LENGTH = 22;

    /** Larger numbers do not fit the fixed-point form. */
    static final double LIMIT = 9e9;

    private static final int UNIT = 1_000_000_000;

    /** Below this size, doubles are more closely spaced than numbers with nine decimals. */
    private static final double EXACT_LIMIT = 1 << 22;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** The three digits of 0 to 999, the first in the lowest byte; the highest byte: digits without trailing zeros. */
    private static final int[] DIGITS = new int[1000];

    static {
        for (int i = 0; i < DIGITS.length; i++) {
            int significant = i % 10 != 0 ? 3 : i % 100 != 0 ? 2 : i != 0 ? 1 : 0;
            DIGITS[i] = '0' + i / 100 | '0' + i / 10 % 10 << 8 | '0' + i % 10 << 16 | significant << 24;
        }
    }

    private Decimals() {}

    /** Whether {@link #write} is exact: reading the decimal gives the same double, including the sign of zero. */
    static boolean isExact(double x) {
        return Math.abs(x) < EXACT_LIMIT
                && Double.doubleToRawLongBits((double) (long) Math.rint(x * UNIT) / UNIT)
                        == Double.doubleToRawLongBits(x);
    }

    /**
     * Writes a number.
     *
     * @param x at most {@value #LIMIT} in size
     * @param out has room for {@link #MAX_LENGTH} bytes
     * @return index of the next byte
     */
    static int write(double x, byte[] out, int at) {
        double size = Math.abs(x);
        long whole = (long) size;
        int fraction = (int) ((size - whole) * UNIT + 0.5); // the difference is exact
        if (fraction == UNIT) {
            whole++;
            fraction = 0;
        }
        int i = at;
        if (x < 0 && (whole | fraction) != 0) {
            out[i++] = '-';
        }
        if (whole < 10) {
            out[i++] = (byte) ('0' + whole);
        } else {
            i = writeWhole(whole, out, i);
        }
        return fraction == 0 ? i : writeFraction(fraction, out, i);
    }

    private static int writeFraction(int fraction, byte[] out, int at) {
        int thousands = fraction / 1000;
        int millions = fraction / 1_000_000;
        int a = DIGITS[millions];
        int b = DIGITS[thousands - 1000 * millions];
        int c = DIGITS[fraction - 1000 * thousands];
        out[at] = '.';
        INT.set(out, at + 1, a);
        INT.set(out, at + 4, b);
        INT.set(out, at + 7, c);
        return c >>> 24 != 0 ? at + 7 + (c >>> 24) : b >>> 24 != 0 ? at + 4 + (b >>> 24) : at + 1 + (a >>> 24);
    }

    private static int writeWhole(long whole, byte[] out, int at) {
        int digits = 1;
        for (long rest = whole; rest >= 10; rest /= 10) {
            digits++;
        }
        long rest = whole;
        for (int digit = digits - 1; digit >= 0; digit--) {
            out[at + digit] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return at + digits;
    }
}
