package dev.pollux.messages;

/**
 * Writes numbers as decimals with at most nine places, rounded half up, without trailing zeros and without garbage.
 * 1e-9 rad, m or N is far below what any sensor of a robot tells apart.
 */
final class Decimals {
    /** Characters a number takes at most: sign, 10 digits, point, 9 digits. */
    static final int MAX_LENGTH = 21;

    /** Numbers beyond do not fit the fixed-point form. */
    static final double LIMIT = 9e9;

    private static final long UNIT = 1_000_000_000;

    private Decimals() {}

    /**
     * Writes a number.
     *
     * @param x at most {@value #LIMIT} in size
     * @return where the next character goes
     */
    static int write(double x, char[] out, int at) {
        long scaled = Math.round(Math.abs(x) * UNIT);
        int i = at;
        if (x < 0 && scaled != 0) {
            out[i++] = '-';
        }
        long whole = scaled / UNIT;
        int fraction = (int) (scaled - whole * UNIT);
        i = writeWhole(whole, out, i);
        if (fraction == 0) {
            return i;
        }
        out[i] = '.';
        for (int digit = 9; digit > 0; digit--) {
            out[i + digit] = (char) ('0' + fraction % 10);
            fraction /= 10;
        }
        i += 9;
        while (out[i] == '0') {
            i--;
        }
        return i + 1;
    }

    private static int writeWhole(long whole, char[] out, int at) {
        int digits = 1;
        for (long rest = whole; rest >= 10; rest /= 10) {
            digits++;
        }
        long rest = whole;
        for (int digit = digits - 1; digit >= 0; digit--) {
            out[at + digit] = (char) ('0' + rest % 10);
            rest /= 10;
        }
        return at + digits;
    }
}
