package dev.pollux.kafka;

import java.util.Properties;

/** Timeout of commands for answers of Kafka brokers: Kafka's minute is too long for a wrong address. */
public final class AnswerTimeout {
    private static final String CALL = "default.api.timeout.ms";
    private static final String REQUEST = "request.timeout.ms";
    private static final int USUAL_MILLIS = 15_000;

    private AnswerTimeout() {}

    /**
     * Properties of a client with both of Kafka's timeouts: as given, otherwise 15 s. If only one is given the other is
     * set to the same value, since a call must not end before its request.
     */
    public static Properties with(Properties client) {
        Properties all = new Properties();
        all.putAll(client);
        all.putIfAbsent(REQUEST, Integer.toString(Math.min(USUAL_MILLIS, millis(client, CALL))));
        all.putIfAbsent(CALL, Integer.toString(Math.max(USUAL_MILLIS, millis(client, REQUEST))));
        return all;
    }

    /** How long a client with these properties retries, ms. */
    public static int millis(Properties client) {
        return millis(client, CALL);
    }

    /** The timeout, ms; the default if absent or if Kafka would reject it, for which Kafka has its own message. */
    private static int millis(Properties client, String key) {
        try {
            return Integer.parseInt(String.valueOf(client.get(key)));
        } catch (NumberFormatException none) {
            return USUAL_MILLIS;
        }
    }
}
