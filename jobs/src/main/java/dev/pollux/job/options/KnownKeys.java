package dev.pollux.job.options;

import dev.pollux.model.NearestName;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;

/** The keys that mean something, and which one a mistyped key was meant to be. */
final class KnownKeys {
    /** Options that start so go to the Kafka clients. */
    static final String KAFKA = "kafka.";

    /** A word that differs so much from a known one, and no more, is a slip of the pen. */
    private static final int SLIP = 2;

    private KnownKeys() {}

    /**
     * Complains of a key that is no option. What Kafka's clients do not know is passed on all the same, for their
     * plugins, unless it is all but a name that they know.
     *
     * @param where the key and its place, for the complaint
     */
    static void check(String key, String where) {
        List<String> keys = TwinOptions.ALL.stream().map(Option::key).toList();
        if (keys.contains(key)) {
            return;
        }
        if (!key.startsWith(KAFKA)) {
            throw unknown(where, meant(key, keys));
        }
        String name = key.substring(KAFKA.length());
        Set<String> names = new HashSet<>(ConsumerConfig.configNames());
        names.addAll(ProducerConfig.configNames());
        String nearest = NearestName.nearest(name, names);
        int distance = NearestName.distance(name, nearest);
        if (distance > 0 && distance <= SLIP) {
            throw unknown(where, KAFKA + nearest);
        }
    }

    /** The key that is near, or that has the word as its end or its begin; null where there is none. */
    private static @Nullable String meant(String key, List<String> keys) {
        String near = NearestName.near(key, keys);
        return near != null
                ? near
                : keys.stream()
                        .filter(known -> known.endsWith("." + key) || known.startsWith(key + "."))
                        .findFirst()
                        .orElse(null);
    }

    /** The option that a variable sets; null where it is nobody's of ours. */
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
        if (NearestName.distance(variable, nearest) <= SLIP) {
            throw unknown("variable " + variable, nearest);
        }
        return null;
    }

    private static IllegalArgumentException unknown(String what, @Nullable String meant) {
        return new IllegalArgumentException(
                what + " is unknown" + (meant == null ? "" : "; did you mean " + meant + "?"));
    }
}
