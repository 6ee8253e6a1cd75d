package dev.pollux.job.options;

import dev.pollux.prediction.Resimulation;
import dev.pollux.state.Predictor;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The job's options as given: by argument ({@code --key value} or {@code --key=value}), by environment variable
 * ({@code POLLUX_KEY}, dots and dashes as underscores) or in a properties file ({@code --config FILE}); the first of
 * these that names an option wins. Immutable.
 */
public final class JobOptions implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final Pattern SECRET =
            Pattern.compile("password|secret|jaas|token|credential|(^|[._-])key($|[._-])");

    @SuppressWarnings("serial") // Map.copyOf is serializable
    private final Map<String, String> given;

    private JobOptions(Map<String, String> given) {
        this.given = Map.copyOf(given);
        TwinOptions.ALL.forEach(this::get); // complains at start, not at first use
        checkHorizons();
    }

    private void checkHorizons() {
        for (Duration horizon : get(TwinOptions.HORIZONS)) {
            if (get(TwinOptions.PREDICTOR) == Predictor.RESIMULATED && !Resimulation.reaches(horizon.toNanos())) {
                throw new IllegalArgumentException("option " + TwinOptions.HORIZONS.key() + " has "
                        + horizon.toMillis() + " ms: with " + TwinOptions.PREDICTOR.key()
                        + " = resimulated expected at most " + Resimulation.MAX_HORIZON + " s");
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
     * @throws IllegalArgumentException with an unknown key and the nearest known one, or a value that is none
     */
    public static JobOptions parse(String[] arguments, Map<String, String> environment) {
        Map<String, String> byArgument = OptionSources.arguments(arguments);
        String file = byArgument.remove(OptionSources.CONFIG);
        Map<String, String> merged = file == null ? new HashMap<>() : OptionSources.file(Path.of(file));
        merged.putAll(OptionSources.environment(environment));
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
            if (key.startsWith(KnownKeys.KAFKA)) {
                properties.setProperty(key.substring(KnownKeys.KAFKA.length()), value);
            }
        });
        return properties;
    }

    /** All options by key, given or not, with the values of secrets masked: fit for logs and web pages. */
    public Map<String, String> shown() {
        Map<String, String> all = new TreeMap<>(given);
        TwinOptions.ALL.forEach(option -> all.putIfAbsent(option.key(), option.fallback()));
        all.replaceAll((key, value) -> isSecret(key) && !value.isEmpty() ? "******" : value);
        return all;
    }

    /** All options, one {@code key = value} a line, secrets masked. */
    @Override
    public String toString() {
        StringBuilder lines = new StringBuilder();
        shown().forEach((key, value) ->
                lines.append(key).append(" = ").append(value).append('\n'));
        return lines.toString();
    }

    private static boolean isSecret(String key) {
        return SECRET.matcher(key.toLowerCase(Locale.ROOT)).find();
    }
}
