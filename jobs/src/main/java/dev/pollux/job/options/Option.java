package dev.pollux.job.options;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.util.TimeUtils;

/**
 * One option of the job.
 *
 * @param key its name
 * @param type what its value may be, for people
 * @param fallback its value where none is given, as one would write it
 * @param parse from text to value; throws IllegalArgumentException
 * @param description one sentence
 */
public record Option<T>(String key, String type, String fallback, Function<String, T> parse, String description) {
    /** Environment variables of the job start so. */
    static final String VARIABLE_PREFIX = "POLLUX_";

    private static final int MOST_DURATIONS = 16;

    static Option<String> text(String key, String fallback, String description) {
        return new Option<>(key, "text", fallback, text -> text, description);
    }

    static Option<Duration> duration(String key, String fallback, String description) {
        Function<String, Duration> parse = text -> demand(time(text), d -> !d.isNegative(), "a time is not negative");
        return new Option<>(key, "duration", fallback, parse, description);
    }

    /** A duration that zero is no value of. */
    static Option<Duration> period(String key, String fallback, String description) {
        Function<String, Duration> parse = text -> demand(time(text), d -> d.toMillis() > 0, "at least 1 ms");
        return new Option<>(key, "duration", fallback, parse, description);
    }

    static Option<List<Duration>> durations(String key, String fallback, String description) {
        Function<String, List<Duration>> parse = text -> {
            List<Duration> times = Arrays.stream(text.split(","))
                    .map(part -> time(part.strip()))
                    .toList();
            demand(times.size(), count -> count <= MOST_DURATIONS, "at most " + MOST_DURATIONS);
            for (int i = 0; i < times.size(); i++) {
                Duration before = i == 0 ? Duration.ZERO : times.get(i - 1);
                demand(times.get(i), time -> time.compareTo(before) > 0, "times must be above 0 and ascend");
            }
            return times;
        };
        return new Option<>(key, "list of durations", fallback, parse, description);
    }

    static Option<Integer> bytes(String key, String fallback, int most, String description) {
        Function<String, Integer> parse = text -> (int) (long)
                demand(MemorySize.parse(text).getBytes(), n -> n > 0 && n <= most, "expected 1 to " + most + " bytes");
        return new Option<>(key, "size", fallback, parse, description);
    }

    static <E extends Enum<E>> Option<E> choice(String key, Class<E> choices, String fallback, String description) {
        List<String> names =
                Arrays.stream(choices.getEnumConstants()).map(Option::written).toList();
        Function<String, E> parse = text -> {
            int at = names.indexOf(text.strip().toLowerCase(Locale.ROOT));
            demand(at, i -> i >= 0, "expected one of " + String.join(", ", names));
            return choices.getEnumConstants()[at];
        };
        return new Option<>(key, String.join(" or ", names), fallback, parse, description);
    }

    /** The name of the environment variable that sets it. */
    public String variable() {
        return VARIABLE_PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    T read(String text) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "option " + key + " is \"" + text + "\": expected a " + type + " such as \"" + fallback + "\" ("
                            + e.getMessage() + ")",
                    e);
        }
    }

    /** Flink's reader of times, whose own words are for programmers. */
    private static Duration time(String text) {
        try {
            return TimeUtils.parseDuration(text);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException none) {
            throw new IllegalArgumentException("a time is a number with ms, s, min, h or d", none);
        }
    }

    private static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <V> V demand(V value, Predicate<V> holds, String complaint) {
        if (!holds.test(value)) {
            throw new IllegalArgumentException(complaint);
        }
        return value;
    }
}
