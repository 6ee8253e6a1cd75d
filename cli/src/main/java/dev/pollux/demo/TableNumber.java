package dev.pollux.demo;

import java.util.Locale;

/** A number in a column of the demo's tables. */
final class TableNumber {
    /** Decimals that a number is shown with at most. */
    private static final int MOST_DECIMALS = 9;

    private TableNumber() {}

    /** With so many decimals, or as many of them as its column has room for. */
    static String decimals(double value, int decimals, int width) {
        for (int d = decimals; d >= 0; d--) {
            String text = String.format(Locale.ROOT, "%." + d + "f", value);
            if (text.length() <= width) {
                return text;
            }
        }
        return String.format(Locale.ROOT, "%.0e", value);
    }

    /** With so many digits, leading zeros not counted, or as many of them as its column has room for. */
    static String digits(double value, int digits, int width) {
        int magnitude = value > 0 ? (int) Math.floor(Math.log10(value)) : 0;
        return decimals(value, Math.max(0, Math.min(MOST_DECIMALS, digits - 1 - magnitude)), width);
    }
}
