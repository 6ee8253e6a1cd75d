package dev.pollux.demo;

import java.util.Locale;

/** A number in a column of the demo's tables. */
final class TableNumber {
    /** Most decimals of a number. */
    private static final int MOST_DECIMALS = 9;

    private TableNumber() {}

    /** With this number of decimals, or as many as fit into its column. */
    static String decimals(double value, int decimals, int width) {
        for (int d = decimals; d >= 0; d--) {
            String text = String.format(Locale.ROOT, "%." + d + "f", value);
            if (text.length() <= width) {
                return text;
            }
        }
        return String.format(Locale.ROOT, "%.0e", value);
    }

    /** With this number of digits without leading zeros, or as many as fit into its column. */
    static String digits(double value, int digits, int width) {
        int magnitude = value > 0 ? (int) Math.floor(Math.log10(value)) : 0;
        return decimals(value, Math.max(0, Math.min(MOST_DECIMALS, digits - 1 - magnitude)), width);
    }
}
