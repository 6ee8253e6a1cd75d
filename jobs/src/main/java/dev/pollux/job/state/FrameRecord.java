package dev.pollux.job.state;

import org.jspecify.annotations.Nullable;

/** A record of {@code robot.frames} or {@code robot.models} as stored in Kafka, with undecoded payload. */
public final class FrameRecord {
    /** The record's key: the robot's id, or the model's. */
    public final RecordKey key;

    public final byte @Nullable [] value;

    public final String topic;

    public final int partition;

    public final long offset;

    /** Append time at the broker, ms since 1970. */
    public final long appendMillis;

    /** The header {@code content-type}; null if absent. */
    public final @Nullable String contentType;

    private final String robot;

    public FrameRecord(
            @Nullable String key,
            byte @Nullable [] value,
            String topic,
            int partition,
            long offset,
            long appendMillis,
            @Nullable String contentType) {
        this(RecordKey.of(key), value, topic, partition, offset, appendMillis, contentType);
    }

    public FrameRecord(
            RecordKey key,
            byte @Nullable [] value,
            String topic,
            int partition,
            long offset,
            long appendMillis,
            @Nullable String contentType) {
        this.key = key;
        this.value = value;
        this.topic = topic;
        this.partition = partition;
        this.offset = offset;
        this.appendMillis = appendMillis;
        this.contentType = contentType;
        robot = key.id();
    }

    /** The robot id, Flink's key; records without a usable key share the key "". */
    public String robot() {
        return robot;
    }

    @Override
    public String toString() {
        return topic + "[" + partition + "]@" + offset + " key " + key;
    }
}
