package dev.pollux.job.options;

import dev.pollux.model.NearestName;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;

/** The known keys, and the one that a mistyped key was probably meant to be. */
final class KnownKeys {
    /** Prefix of the options that are passed to the Kafka clients. */
    static final String KAFKA = "kafka.";

    /** A key within this edit distance of a known key is taken for a typing error. */
    private static final int MAX_TYPO = 2;

    private KnownKeys() {}

    /**
     * Rejects a key that is no option. A {@code kafka.*} key that Kafka's clients do not know is accepted, for their
     * plugins, unless it looks like a mistyped name that they know.
     *
     * @param source the key and where it was given, for the message
     */
    static void check(String key, String source) {
        List<String> keys = TwinOptions.ALL.stream().map(Option::key).toList();
        if (keys.contains(key)) {
            return;
        }
        if (!key.startsWith(KAFKA)) {
            throw unknown(source, meant(key, keys));
        }
        String name = key.substring(KAFKA.length());
        Set<String> names = new HashSet<>(ConsumerConfig.configNames());
        names.addAll(ProducerConfig.configNames());
        String nearest = NearestName.nearest(name, names);
        int distance = NearestName.distance(name, nearest);
        if (distance > 0 && distance <= MAX_TYPO) {
            throw unknown(source, KAFKA + nearest);
        }
    }

    /** The nearest key, or one that starts or ends with the given word; null if there is none. */
    private static @Nullable String meant(String key, List<String> keys) {
        String near = NearestName.near(key, keys);
        return near != null
                ? near
                : keys.stream()
                        .filter(known -> known.endsWith("." + key) || known.startsWith(key + "."))
                        .findFirst()
                        .orElse(null);
    }

    /** The key of the option that an environment variable sets; null if the variable is not one of Pollux. */
    static @Nullable String ofVariable(String variable) {
        for (Option<?> option : TwinOptions.ALL) {
            if (option.variable().equals(variable)) {
                return option.key();
            }
        }
        String kafka = Option.VARIABLE_PREFIX + "KAFKA_";
        if (variable.startsWith(kafka)) {
            String key = KAFKA
                    + variable.substring(kafka.length())
                            .toLowerCase(Locale.ROOT)
                            .replace('_', '.');
            check(key, "variable " + variable);
            return key;
        }
        String nearest = NearestName.nearest(
                variable, TwinOptions.ALL.stream().map(Option::variable).toList());
        if (NearestName.distance(variable, nearest) <= MAX_TYPO) {
            throw unknown("variable " + variable, nearest);
        }
        return null;
    }

    private static IllegalArgumentException unknown(String what, @Nullable String meant) {
        return new IllegalArgumentException(
                what + " is unknown" + (meant == null ? "" : "; did you mean " + meant + "?"));
    }
}
