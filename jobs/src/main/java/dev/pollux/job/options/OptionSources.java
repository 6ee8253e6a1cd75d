package dev.pollux.job.options;

import dev.pollux.files.PropertiesFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** The three sources of options. Each rejects unknown keys. */
final class OptionSources {
    /** The argument that names the properties file. */
    static final String CONFIG = "config";

    /** The value of an option as a user wrote it, and where it was given, for error messages. */
    record Given(String text, String source) {}

    private OptionSources() {}

    /** {@code --key value} and {@code --key=value}. */
    static Map<String, Given> arguments(String[] arguments) {
        Map<String, Given> values = new HashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            if (!argument.startsWith("--")) {
                throw new IllegalArgumentException(
                        "argument \"" + argument + "\": expected --key value or --key=value");
            }
            int equals = argument.indexOf('=');
            String key = equals < 0 ? argument.substring(2) : argument.substring(2, equals);
            String source = "option --" + key;
            if (!key.equals(CONFIG)) {
                KnownKeys.check(key, source);
            }
            if (equals < 0 && i + 1 == arguments.length) {
                throw new IllegalArgumentException(source + " has no value");
            }
            values.put(key, new Given(equals < 0 ? arguments[++i] : argument.substring(equals + 1), source));
        }
        return values;
    }

    /** A properties file in UTF-8. */
    static Map<String, Given> file(Path file) {
        Properties properties;
        try {
            properties = PropertiesFile.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the options file cannot be read: " + e.getMessage(), e);
        }
        Map<String, Given> values = new HashMap<>();
        for (String key : properties.stringPropertyNames()) {
            String source = file + ": option " + key;
            KnownKeys.check(key, source);
            values.put(key, new Given(properties.getProperty(key), source));
        }
        return values;
    }

    /** The variables that start with {@code POLLUX_} and are options. */
    static Map<String, Given> environment(Map<String, String> environment) {
        Map<String, Given> values = new HashMap<>();
        environment.forEach((variable, value) -> {
            String key = variable.startsWith(Option.VARIABLE_PREFIX) ? KnownKeys.ofVariable(variable) : null;
            if (key != null) {
                values.put(key, new Given(value, "variable " + variable));
            }
        });
        return values;
    }
}
