package dev.pollux.local;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Passes every record of some topics to a consumer, on its own thread. */
public final class TopicReader implements AutoCloseable {
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable RuntimeException failure;

    private <V> TopicReader(
            KafkaConsumer<byte[], V> consumer, Consumer<ConsumerRecord<byte[], V>> reader, String name) {
        thread = new Thread(() -> read(consumer, reader), name);
        thread.setDaemon(true);
    }

    /** Starts with the oldest record. Records arrive within a fraction of a millisecond after the broker has them. */
    public static TopicReader start(
            Properties client, Consumer<ConsumerRecord<byte[], byte[]>> reader, String... topics) {
        return start(client, new ByteArrayDeserializer(), reader, true, topics);
    }

    /**
     * Starts with the oldest record. Values are buffers, backed by an array, in the fetched data: copies of large ones
     * would be garbage.
     */
    public static TopicReader startInPlace(
            Properties client, Consumer<ConsumerRecord<byte[], ByteBuffer>> reader, String... topics) {
        return start(client, new ByteBufferDeserializer(), reader, true, topics);
    }

    /** As {@link #startInPlace}, but starts with the next record. */
    public static TopicReader startAtEnd(
            Properties client, Consumer<ConsumerRecord<byte[], ByteBuffer>> reader, String... topics) {
        return start(client, new ByteBufferDeserializer(), reader, false, topics);
    }

    /** Throws IllegalStateException if the broker does not have the topic. */
    private static <V> TopicReader start(
            Properties client,
            Deserializer<V> values,
            Consumer<ConsumerRecord<byte[], V>> reader,
            boolean fromBeginning,
            String... topics) {
        Properties properties = new Properties();
        properties.putAll(Map.of("fetch.min.bytes", "1", "enable.auto.commit", "false", "check.crcs", "false"));
        properties.putAll(client);
        KafkaConsumer<byte[], V> consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), values);
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : topics) {
            List<PartitionInfo> found = consumer.partitionsFor(topic);
            if (found.isEmpty()) {
                consumer.close();
                throw new IllegalStateException(
                        "the broker has no topic " + topic + "; 'pollux topics create' makes it");
            }
            for (PartitionInfo partition : found) {
                partitions.add(new TopicPartition(topic, partition.partition()));
            }
        }
        consumer.assign(partitions);
        if (fromBeginning) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position); // seeks are lazy: this fixes the present end
        }
        TopicReader started = new TopicReader(consumer, reader, "read " + String.join(", ", topics));
        started.thread.start();
        return started;
    }

    private <V> void read(KafkaConsumer<byte[], V> consumer, Consumer<ConsumerRecord<byte[], V>> reader) {
        try (consumer) {
            while (!closed) {
                consumer.poll(Duration.ofMillis(100)).forEach(reader);
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** Throws the exception that ended reading, if there is one. */
    public void check() {
        RuntimeException thrown = failure;
        if (thrown != null) {
            throw new IllegalStateException(thread.getName() + ": " + thrown.getMessage(), thrown);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
