package dev.pollux.recording;

import dev.pollux.messages.Dimension;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The words of a column's name, in any spelling: {@code LeftKnee.pos [deg]} gives left, knee, pos and the unit deg.
 * Words without meaning are omitted, and those in {@link BodyWords} are translated to English.
 */
record ColumnWords(List<String> words, @Nullable String unit) {
    private static final Pattern BRACKETS = Pattern.compile("[\\[(]\\s*([^\\])]*?)\\s*[\\])]");

    /** Words end before a capital after a small letter, after a side as in LKnee, and at special characters. */
    private static final Pattern BREAKS =
            Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})|(?<=(?<!\\p{Lu})[LR])(?=\\p{Lu}\\p{Ll})|[^\\p{L}\\p{M}\\p{Nd}]+");

    private static final Set<String> EMPTY_WORDS = Set.of(
            "joint",
            "joints",
            "jnt",
            "motor",
            "state",
            "states",
            "measured",
            "meas",
            "actual",
            "act",
            "est",
            "estimated",
            "fb",
            "feedback",
            "sensor",
            "data",
            "gelenk",
            "articulation",
            "articulación",
            "articulacion",
            "articolazione",
            "giunto",
            "du",
            "de",
            "del",
            "della");

    private static final Map<String, String> UNITS = Map.ofEntries(
            Map.entry("s", "s"),
            Map.entry("sec", "s"),
            Map.entry("secs", "s"),
            Map.entry("seconds", "s"),
            Map.entry("second", "s"),
            Map.entry("ms", "ms"),
            Map.entry("msec", "ms"),
            Map.entry("us", "us"),
            Map.entry("µs", "us"),
            Map.entry("\u03bcs", "us"), // the Greek letter, which looks like the micro sign
            Map.entry("usec", "us"),
            Map.entry("milliseconds", "ms"),
            Map.entry("microseconds", "us"),
            Map.entry("nanoseconds", "ns"),
            Map.entry("ns", "ns"),
            Map.entry("nsec", "ns"),
            Map.entry("nsecs", "ns"),
            Map.entry("nanosec", "ns"),
            Map.entry("nanosecs", "ns"),
            Map.entry("deg", "deg"),
            Map.entry("°", "deg"),
            Map.entry("degrees", "deg"),
            Map.entry("degree", "deg"),
            Map.entry("rad", "rad"),
            Map.entry("radian", "rad"),
            Map.entry("radians", "rad"),
            Map.entry("mrad", "mrad"),
            Map.entry("deg/s", "deg/s"),
            Map.entry("°/s", "deg/s"),
            Map.entry("dps", "deg/s"),
            Map.entry("deg/sec", "deg/s"),
            Map.entry("degree/s", "deg/s"),
            Map.entry("degrees/s", "deg/s"),
            Map.entry("rad/s", "rad/s"),
            Map.entry("rad/sec", "rad/s"),
            Map.entry("radians/s", "rad/s"),
            Map.entry("rpm", "rpm"),
            Map.entry("g", "g"),
            Map.entry("mg", "mg"),
            Map.entry("m/s^2", "m/s^2"),
            Map.entry("m/s2", "m/s^2"),
            Map.entry("m/s²", "m/s^2"),
            Map.entry("nm", "Nm"),
            Map.entry("n·m", "Nm"),
            Map.entry("n*m", "Nm"),
            Map.entry("mnm", "mNm"));

    /** Units that are recognised as a name's last word without brackets. */
    private static final Set<String> LAST_WORDS = Set.of(
            "ms",
            "msec",
            "milliseconds",
            "us",
            "µs",
            "\u03bcs",
            "usec",
            "microseconds",
            "ns",
            "nsec",
            "nsecs",
            "nanosec",
            "nanosecs",
            "nanoseconds",
            "sec",
            "secs",
            "seconds",
            "deg",
            "rad",
            "dps",
            "rpm",
            "nm");

    static ColumnWords of(String name) {
        Matcher brackets = BRACKETS.matcher(name);
        String unit = brackets.find() ? known(brackets.group(1)) : null;
        List<String> words = new ArrayList<>();
        for (String word : BREAKS.split(brackets.replaceAll(""))) {
            String lower = word.toLowerCase(Locale.ROOT);
            if (!lower.isEmpty() && !EMPTY_WORDS.contains(lower)) {
                words.add(BodyWords.inEnglish(lower));
            }
        }
        int last = words.size() - 1;
        String lastWord = last < 0 ? "" : words.get(last);
        if (unit == null && LAST_WORDS.contains(lastWord) && (last > 0 || isTime(lastWord))) {
            unit = UNITS.get(words.remove(last));
        }
        return new ColumnWords(List.copyOf(words), unit);
    }

    /** The unit in a text, with or without brackets, as in a map; null if there is none. */
    static @Nullable String unitOf(String text) {
        return known(withoutBrackets(text));
    }

    /** The unit alone may name a time column: {@code sec}. */
    private static boolean isTime(String word) {
        Unit unit = Unit.named(UNITS.getOrDefault(word, ""));
        return unit != null && unit.of() == Dimension.TIME;
    }

    private static @Nullable String known(String unit) {
        String spelled = UNITS.get(unit.toLowerCase(Locale.ROOT));
        return spelled != null || Unit.named(unit) == null ? spelled : unit;
    }

    /** A text without enclosing brackets. */
    static String withoutBrackets(String text) {
        Matcher brackets = BRACKETS.matcher(text);
        return brackets.matches() ? brackets.group(1) : text;
    }

    /** The same words with a unit, if they have none. */
    ColumnWords in(@Nullable String other) {
        return unit != null || other == null ? this : new ColumnWords(words, other);
    }

    boolean any(Set<String> of) {
        return words.stream().anyMatch(of::contains);
    }

    /** The words without these. */
    List<String> without(Set<String> some) {
        return words.stream().filter(word -> !some.contains(word)).toList();
    }

    /** The words without a group that they contain in any order, as in genou gauche; null if they do not. */
    @Nullable List<String> without(List<String> row) {
        if (!words.containsAll(row)) {
            return null;
        }
        List<String> sorted = row.stream().sorted().toList();
        for (int i = 0; i + row.size() <= words.size() && !row.isEmpty(); i++) {
            if (words.subList(i, i + row.size()).stream().sorted().toList().equals(sorted)) {
                List<String> rest = new ArrayList<>(words.subList(0, i));
                rest.addAll(words.subList(i + row.size(), words.size()));
                return rest;
            }
        }
        return null;
    }
}
