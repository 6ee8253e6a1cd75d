package dev.pollux.kafka;

import java.util.Properties;

/** How long a command waits for the answer of a Kafka broker. A minute, Kafka's default, is a poor answer to a wrong address. */
public final class AnswerTimeout {
    private static final String CALL = "default.api.timeout.ms";
    private static final String REQUEST = "request.timeout.ms";
    private static final int USUAL_MILLIS = 15_000;

    private AnswerTimeout() {}

    /**
     * Properties of a client with both of Kafka's timeouts: as they are given, else 15 s. Where only one is given the other
     * follows it, since a call may not end before its request.
     */
    public static Properties with(Properties client) {
        Properties all = new Properties();
        all.putAll(client);
        all.putIfAbsent(REQUEST, Integer.toString(Math.min(USUAL_MILLIS, millis(client, CALL))));
        all.putIfAbsent(CALL, Integer.toString(Math.max(USUAL_MILLIS, millis(client, REQUEST))));
        return all;
    }

    /** For how long a client with these properties tries, ms. */
    public static int millis(Properties client) {
        return millis(client, CALL);
    }

    /** The value, ms; the usual one where there is none, or none that Kafka would take either, which it says itself. */
    private static int millis(Properties client, String key) {
        try {
            return Integer.parseInt(String.valueOf(client.get(key)));
        } catch (NumberFormatException none) {
            return USUAL_MILLIS;
        }
    }
}
