package dev.pollux.messages;

/**
 * Decimal numbers as sensors write them: a mantissa below 2⁵³ and a small exponent. Such a number is the mantissa times
 * or over a power of ten that is itself exact, so one operation rounds it correctly (W. D. Clinger, "How to read floating
 * point numbers accurately", PLDI 1990).
 */
final class ShortDecimal {
    private static final double[] POWER = new double[23];

    static {
        POWER[0] = 1;
        for (int i = 1; i < POWER.length; i++) {
            POWER[i] = 10 * POWER[i - 1]; // exact up to 1e22
        }
    }

    private ShortDecimal() {}

    /** The number a well-formed JSON number says; NaN where it is too long for the short way. */
    static double parse(char[] text, int at, int length) {
        int end = at + length;
        int i = at;
        boolean negative = text[i] == '-';
        if (negative) {
            i++;
        }
        long mantissa = 0;
        int point = -1;
        for (; i < end; i++) {
            int digit = text[i] - '0';
            if (digit >= 0 && digit <= 9) {
                mantissa = 10 * mantissa + digit;
                if (mantissa > 1L << 53) {
                    return Double.NaN;
                }
            } else if (text[i] == '.') {
                point = i + 1;
            } else {
                break;
            }
        }
        int exponent = point < 0 ? 0 : point - i;
        if (i < end) {
            if (text[i] != 'e' && text[i] != 'E') {
                return Double.NaN;
            }
            i++;
            boolean down = text[i] == '-';
            if (down || text[i] == '+') {
                i++;
            }
            int tens = 0;
            for (; i < end && tens < 1000; i++) {
                tens = 10 * tens + text[i] - '0';
            }
            exponent += down ? -tens : tens;
        }
        if (exponent < -22 || exponent > 22) {
            return Double.NaN;
        }
        double x = exponent < 0 ? mantissa / POWER[-exponent] : mantissa * POWER[exponent];
        return negative ? -x : x;
    }
}
