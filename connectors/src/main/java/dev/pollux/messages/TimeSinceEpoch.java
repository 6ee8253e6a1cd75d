package dev.pollux.messages;

/** Guesses the unit in which a number is a time of this century since 1970. */
public final class TimeSinceEpoch {
    /** 2000-01-01 and 2100-01-01, s since 1970. */
    private static final double BEGIN = 946_684_800;

    private static final double END = 4_102_444_800.0;

    private TimeSinceEpoch() {}

    /** Hint, for appending, what a number too large for seconds may be; empty if it is not such a time. */
    public static String looksLike(double number) {
        String unit = is(number, 1e3)
                ? "milliseconds"
                : is(number, 1e6) ? "microseconds" : is(number, 1e9) ? "nanoseconds" : null;
        return unit == null ? "" : ", which looks like " + unit + " since 1970";
    }

    private static boolean is(double number, double perSecond) {
        return number >= BEGIN * perSecond && number < END * perSecond;
    }
}
