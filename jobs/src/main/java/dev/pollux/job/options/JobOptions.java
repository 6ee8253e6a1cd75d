package dev.pollux.job.options;

import java.io.IOException;
import java.io.Reader;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The job's options as given: by argument ({@code --key value} or {@code --key=value}), by environment variable
 * ({@code POLLUX_KEY}, dots and dashes as underscores) or in a properties file ({@code --config FILE}); the first of
 * these that names an option wins. Immutable.
 */
public final class JobOptions implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Environment variables of the job start so. */
    public static final String VARIABLE_PREFIX = "POLLUX_";

    /** Options that start so go to the Kafka clients. */
    public static final String KAFKA_PREFIX = "kafka.";

    private static final String CONFIG = "config";
    private static final Pattern SECRET = Pattern.compile("password|secret|jaas|token|credential|(^|[._-])key$");

    /** An environment variable that differs more than so from every option belongs to somebody else. */
    private static final int TYPO = 2;

    @SuppressWarnings("serial") // Map.copyOf is serializable
    private final Map<String, String> given;

    private JobOptions(Map<String, String> given) {
        this.given = Map.copyOf(given);
        for (Option<?> option : TwinOptions.ALL) {
            get(option); // complains at start, not at first use
        }
    }

    /** Options from arguments alone, as {@link #parse(String[], Map)} does. */
    public static JobOptions of(String... arguments) {
        return parse(arguments, Map.of());
    }

    /**
     * Reads the options.
     *
     * @param arguments the command line
     * @param environment the environment variables
     * @throws IllegalArgumentException with an unknown key and the nearest known one, or a value that is none
     */
    public static JobOptions parse(String[] arguments, Map<String, String> environment) {
        Map<String, String> byArgument = fromArguments(arguments);
        String file = byArgument.remove(CONFIG);
        Map<String, String> merged = file == null ? new HashMap<>() : fromFile(Path.of(file));
        merged.putAll(fromEnvironment(environment));
        merged.putAll(byArgument);
        return new JobOptions(merged);
    }

    /** The value of an option: as given, else its default. */
    public <T> T get(Option<T> option) {
        return option.read(given.getOrDefault(option.key(), option.fallback()));
    }

    /** Whether an option was given rather than left at its default. */
    public boolean isGiven(Option<?> option) {
        return given.containsKey(option.key());
    }

    /** What goes to every Kafka client: the {@code kafka.*} options without the prefix. */
    public Properties kafka() {
        Properties properties = new Properties();
        properties.setProperty("bootstrap.servers", get(TwinOptions.BOOTSTRAP_SERVERS));
        given.forEach((key, value) -> {
            if (key.startsWith(KAFKA_PREFIX)) {
                properties.setProperty(key.substring(KAFKA_PREFIX.length()), value);
            }
        });
        return properties;
    }

    /** All options, one {@code key = value} a line, secrets masked. */
    @Override
    public String toString() {
        Map<String, String> all = new TreeMap<>(given);
        TwinOptions.ALL.forEach(option -> all.putIfAbsent(option.key(), option.fallback()));
        StringBuilder lines = new StringBuilder();
        all.forEach((key, value) -> lines.append(key)
                .append(" = ")
                .append(isSecret(key) && !value.isEmpty() ? "******" : value)
                .append('\n'));
        return lines.toString();
    }

    private static boolean isSecret(String key) {
        return SECRET.matcher(key.toLowerCase(Locale.ROOT)).find();
    }

    private static Map<String, String> fromArguments(String[] arguments) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            if (!argument.startsWith("--")) {
                throw new IllegalArgumentException(
                        "argument \"" + argument + "\": expected --key value or --key=value");
            }
            int equals = argument.indexOf('=');
            String key = checked(equals < 0 ? argument.substring(2) : argument.substring(2, equals), "option --");
            if (equals < 0 && i + 1 == arguments.length) {
                throw new IllegalArgumentException("option --" + key + " has no value");
            }
            values.put(key, equals < 0 ? arguments[++i] : argument.substring(equals + 1));
        }
        return values;
    }

    private static Map<String, String> fromFile(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the options file " + file, e);
        }
        Map<String, String> values = new HashMap<>();
        for (String key : properties.stringPropertyNames()) {
            values.put(checked(key, "in " + file + ": option "), properties.getProperty(key));
        }
        return values;
    }

    private static Map<String, String> fromEnvironment(Map<String, String> environment) {
        Map<String, String> values = new HashMap<>();
        environment.forEach((variable, value) -> {
            if (variable.startsWith(VARIABLE_PREFIX)) {
                String key = keyOf(variable);
                if (key != null) {
                    values.put(key, value);
                }
            }
        });
        return values;
    }

    private static @Nullable String keyOf(String variable) {
        for (Option<?> option : TwinOptions.ALL) {
            if (option.variable().equals(variable)) {
                return option.key();
            }
        }
        String kafka = VARIABLE_PREFIX + "KAFKA_";
        if (variable.startsWith(kafka)) {
            return KAFKA_PREFIX
                    + variable.substring(kafka.length())
                            .toLowerCase(Locale.ROOT)
                            .replace('_', '.');
        }
        List<String> variables = TwinOptions.ALL.stream().map(Option::variable).toList();
        String nearest = EditDistance.nearest(variable, variables);
        if (EditDistance.between(variable, nearest) <= TYPO) {
            throw new IllegalArgumentException("unknown variable " + variable + "; did you mean " + nearest + "?");
        }
        return null;
    }

    private static String checked(String key, String where) {
        List<String> keys = TwinOptions.ALL.stream().map(Option::key).toList();
        boolean known = keys.contains(key)
                || key.equals(CONFIG) && where.startsWith("option")
                || key.startsWith(KAFKA_PREFIX) && key.length() > KAFKA_PREFIX.length();
        if (!known) {
            throw new IllegalArgumentException(
                    where + key + " is unknown; did you mean " + EditDistance.nearest(key, keys) + "?");
        }
        return key;
    }
}
