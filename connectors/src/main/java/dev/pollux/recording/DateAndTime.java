package dev.pollux.recording;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses times in ISO 8601 and in the forms of loggers: {@code 2026-09-21T08:30:00.002Z}, {@code 2026/09/21
 * 08:30:00,002 +0200}, {@code 21.09.2026 08:30:00.002}. Without a zone UTC, without a date the first day of 1970:
 * {@code 08:30:00.002}. Dates with an ambiguous order of day and month (09/10/2026) are not read.
 */
final class DateAndTime {
    private static final int SHORTEST = "08:30:00".length();
    private static final int LONGEST = 40;

    private static final Pattern FORM = Pattern.compile(
            "(?:(?:(?<y>\\d{4})(?<s>[-/])(?<m>\\d\\d)\\k<s>(?<d>\\d\\d)|(?<dd>\\d\\d)\\.(?<mm>\\d\\d)\\.(?<yy>\\d{4}))[T"
                    + " ])?(?<hour>\\d\\d):(?<min>\\d\\d)(?::(?<sec>\\d\\d)(?:[.,](?<part>\\d{1,9}))?)?"
                    + " ?(?<zone>[Zz]|UTC|GMT|[+-]\\d\\d(?::?\\d\\d)?)?");

    private DateAndTime() {}

    /** Seconds since 1970; null if the text is not a time. */
    static @Nullable Double seconds(String text) {
        Long nanos = nanos(text);
        return nanos == null ? null : nanos / 1e9;
    }

    /** Nanoseconds since 1970; null if the text is not a time, or is outside the years 1678 to 2261. */
    static @Nullable Long nanos(String text) {
        if (text.length() < SHORTEST || text.length() > LONGEST || text.indexOf(':') < 0) {
            return null;
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return null;
        }
        try {
            LocalDate day = form.group("y") != null
                    ? LocalDate.of(number(form, "y"), number(form, "m"), number(form, "d"))
                    : form.group("yy") != null
                            ? LocalDate.of(number(form, "yy"), number(form, "mm"), number(form, "dd"))
                            : LocalDate.EPOCH;
            LocalTime time = LocalTime.of(number(form, "hour"), number(form, "min"), number(form, "sec"));
            String zone = form.group("zone");
            ZoneOffset offset =
                    zone == null || Character.isLetter(zone.charAt(0)) ? ZoneOffset.UTC : ZoneOffset.of(zone);
            String part = form.group("part");
            return Math.addExact(
                    Math.multiplyExact(day.toEpochSecond(time, offset), 1_000_000_000L),
                    part == null ? 0 : Long.parseLong((part + "00000000").substring(0, 9)));
        } catch (DateTimeException | ArithmeticException none) {
            return null;
        }
    }

    /** 0 if absent. */
    private static int number(Matcher form, String group) {
        String digits = form.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
