package dev.pollux.job.options;

import dev.pollux.job.options.OptionSources.Given;
import dev.pollux.twin.DigitalTwin;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/**
 * The options as given: by argument ({@code --key value} or {@code --key=value}), by environment variable
 * ({@code POLLUX_KEY}, dots and dashes as underscores) or in a properties file ({@code --config FILE}); the first of
 * these that names an option wins. Immutable.
 */
public final class JobOptions implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final Pattern SECRET =
            Pattern.compile("password|secret|jaas|token|credential|(^|[._-])key($|[._-])");

    private final Configuration given = new Configuration();

    private JobOptions(Map<String, Given> values) {
        values.forEach((key, value) -> given.setString(key, value.text()));
        for (Option<?> option : TwinOptions.ALL) {
            if (values.containsKey(option.key())) {
                option.set(given, values.get(option.key()));
            }
        }
        checkHorizons();
    }

    private void checkHorizons() {
        double reach = DigitalTwin.reach(get(TwinOptions.PREDICTOR));
        for (Duration horizon : get(TwinOptions.HORIZONS)) {
            if (horizon.toNanos() > reach * 1e9) {
                throw new IllegalArgumentException("option " + TwinOptions.HORIZONS.key() + " has "
                        + horizon.toMillis() + " ms: with " + TwinOptions.PREDICTOR.key()
                        + " = resimulated expected at most " + reach + " s");
            }
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
     * @throws IllegalArgumentException for an unknown key, with the nearest known one, or for an invalid value
     */
    public static JobOptions parse(String[] arguments, Map<String, String> environment) {
        Map<String, Given> byArgument = OptionSources.arguments(arguments);
        Given file = byArgument.remove(OptionSources.CONFIG);
        Map<String, Given> merged = file == null ? new HashMap<>() : OptionSources.file(Path.of(file.text()));
        merged.putAll(OptionSources.environment(environment));
        merged.putAll(byArgument);
        return new JobOptions(merged);
    }

    /** The value of an option: as given, else its default. */
    public <T> T get(ConfigOption<T> option) {
        return given.get(option);
    }

    /** Whether an option was given rather than left at its default. */
    public boolean isGiven(ConfigOption<?> option) {
        return given.contains(option);
    }

    /** The properties of every Kafka client: the {@code kafka.*} options without the prefix. */
    public Properties kafka() {
        Properties properties = new Properties();
        properties.setProperty("bootstrap.servers", get(TwinOptions.BOOTSTRAP_SERVERS));
        given.toMap().forEach((key, value) -> {
            if (key.startsWith(KnownKeys.KAFKA)) {
                properties.setProperty(key.substring(KnownKeys.KAFKA.length()), value);
            }
        });
        return properties;
    }

    /** All options by key, given or not, with secrets masked: safe for logs and web pages. */
    public Map<String, String> shown() {
        Map<String, String> all = new TreeMap<>(given.toMap());
        TwinOptions.ALL.forEach(option -> all.putIfAbsent(option.key(), option.defaultText()));
        all.replaceAll((key, value) -> isSecret(key) && !value.isEmpty() ? "******" : value);
        return all;
    }

    /** All options, one {@code key = value} a line, secrets masked. */
    @Override
    public String toString() {
        return shown().entrySet().stream()
                .map(entry -> entry.getKey() + " = " + entry.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private static boolean isSecret(String key) {
        return SECRET.matcher(key.toLowerCase(Locale.ROOT)).find();
    }
}
