package dev.pollux.demo;

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
import org.jspecify.annotations.Nullable;

/** Hands every record of some topics to a consumer on a thread of its own. */
public final class TopicReader implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Consumer<ConsumerRecord<byte[], byte[]>> reader;
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable RuntimeException failure;

    private TopicReader(
            KafkaConsumer<byte[], byte[]> consumer, Consumer<ConsumerRecord<byte[], byte[]>> reader, String name) {
        this.consumer = consumer;
        this.reader = reader;
        thread = new Thread(this::read, name);
        thread.setDaemon(true);
    }

    /** Starts to read with what comes next. */
    public static TopicReader startAtEnd(
            Properties client, Consumer<ConsumerRecord<byte[], byte[]>> reader, String... topics) {
        return start(client, reader, false, topics);
    }

    /** Starts to read with the oldest record. Records come within a fraction of a millisecond after the broker has them. */
    public static TopicReader start(
            Properties client, Consumer<ConsumerRecord<byte[], byte[]>> reader, String... topics) {
        return start(client, reader, true, topics);
    }

    private static TopicReader start(
            Properties client,
            Consumer<ConsumerRecord<byte[], byte[]>> reader,
            boolean fromBeginning,
            String... topics) {
        Properties properties = new Properties();
        properties.putAll(Map.of("fetch.min.bytes", "1", "enable.auto.commit", "false", "check.crcs", "false"));
        properties.putAll(client);
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : topics) {
            for (PartitionInfo partition : consumer.partitionsFor(topic)) {
                partitions.add(new TopicPartition(topic, partition.partition()));
            }
        }
        consumer.assign(partitions);
        if (fromBeginning) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position); // seeks are lazy: this makes the end be that of now
        }
        TopicReader started = new TopicReader(consumer, reader, "read " + String.join(", ", topics));
        started.thread.start();
        return started;
    }

    private void read() {
        try (consumer) {
            while (!closed) {
                consumer.poll(Duration.ofMillis(100)).forEach(reader);
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** Throws what made the reading end, if something did. */
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
