package dev.pollux.job.options;

import dev.pollux.files.PropertiesFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** The three places where options are given. Each complains of keys nobody knows. */
final class OptionSources {
    /** The argument that names the properties file. */
    static final String CONFIG = "config";

    private OptionSources() {}

    /** {@code --key value} and {@code --key=value}. */
    static Map<String, String> arguments(String[] arguments) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            if (!argument.startsWith("--")) {
                throw new IllegalArgumentException(
                        "argument \"" + argument + "\": expected --key value or --key=value");
            }
            int equals = argument.indexOf('=');
            String key = equals < 0 ? argument.substring(2) : argument.substring(2, equals);
            if (!key.equals(CONFIG)) {
                KnownKeys.check(key, "option --" + key);
            }
            if (equals < 0 && i + 1 == arguments.length) {
                throw new IllegalArgumentException("option --" + key + " has no value");
            }
            values.put(key, equals < 0 ? arguments[++i] : argument.substring(equals + 1));
        }
        return values;
    }

    /** A properties file in UTF-8. */
    static Map<String, String> file(Path file) {
        Properties properties;
        try {
            properties = PropertiesFile.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the options file cannot be read: " + e.getMessage(), e);
        }
        Map<String, String> values = new HashMap<>();
        for (String key : properties.stringPropertyNames()) {
            KnownKeys.check(key, file + ": option " + key);
            values.put(key, properties.getProperty(key));
        }
        return values;
    }

    /** The variables that start with {@code POLLUX_} and are options. */
    static Map<String, String> environment(Map<String, String> environment) {
        Map<String, String> values = new HashMap<>();
        environment.forEach((variable, value) -> {
            String key = variable.startsWith(Option.VARIABLE_PREFIX) ? KnownKeys.ofVariable(variable) : null;
            if (key != null) {
                values.put(key, value);
            }
        });
        return values;
    }
}
