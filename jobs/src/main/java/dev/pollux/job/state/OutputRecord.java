package dev.pollux.job.state;

import dev.pollux.messages.Format;

/** An encoded message for Kafka: a prediction, an event or a latency window. */
public final class OutputRecord {
    /** The robot's id. */
    public final String key;

    public final byte[] value;

    public final Format format;

    public OutputRecord(String key, byte[] value, Format format) {
        this.key = key;
        this.value = value;
        this.format = format;
    }
}
