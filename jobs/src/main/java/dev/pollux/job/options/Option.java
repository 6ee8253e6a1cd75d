package dev.pollux.job.options;

import dev.pollux.job.options.OptionSources.Given;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.util.TimeUtils;

/**
 * One option of the job: Flink's option with bounds, which Flink's options do not have.
 *
 * @param option key, type, default and description
 * @param bounds the bounds in words; empty if the type determines them
 * @param allowed whether a value is within the bounds
 */
public record Option<T>(ConfigOption<T> option, String bounds, Predicate<T> allowed) {
    /** Prefix of the environment variables that set options. */
    static final String VARIABLE_PREFIX = "POLLUX_";

    public String key() {
        return option.key();
    }

    /** The type of its values, in words. */
    public String type() {
        T value = option.defaultValue();
        if (value instanceof Enum<?> choice) {
            return Arrays.stream(choice.getDeclaringClass().getEnumConstants())
                    .map(Option::written)
                    .collect(Collectors.joining(" or "));
        }
        return value instanceof Duration
                ? "duration"
                : value instanceof MemorySize ? "size" : isList() ? "list of durations" : "text";
    }

    /** The default value as a user writes it. */
    public String defaultText() {
        return written(option.defaultValue());
    }

    /** The name of the environment variable that sets it. */
    public String variable() {
        return VARIABLE_PREFIX
                + key().toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /**
     * Sets the option to a value that a user wrote.
     *
     * @throws IllegalArgumentException with the source, the value and what is expected
     */
    void set(Configuration configuration, Given given) {
        String text = given.text().strip();
        // Flink expects a list in brackets; here they may be left out.
        configuration.setString(key(), isList() && !text.startsWith("[") ? "[" + text + "]" : text);
        boolean valid;
        try {
            valid = allowed.test(configuration.get(option));
        } catch (IllegalArgumentException unreadable) {
            valid = false; // Flink's message is for programmers
        }
        if (!valid) {
            throw new IllegalArgumentException(given.source() + " is \"" + given.text() + "\": expected " + type()
                    + bounds + ", such as \"" + defaultText() + "\"");
        }
    }

    private boolean isList() {
        return option.defaultValue() instanceof List<?>;
    }

    private static String written(Object value) {
        if (value instanceof Duration duration) {
            return TimeUtils.formatWithHighestUnit(duration);
        }
        if (value instanceof List<?> values) {
            return values.stream().map(Option::written).collect(Collectors.joining(", "));
        }
        return value instanceof Enum<?> ? value.toString().toLowerCase(Locale.ROOT) : value.toString();
    }
}
