package dev.pollux.cli;

import dev.pollux.kafka.HeaderNames;
import dev.pollux.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** The newest record of each model in {@code robot.models}, as the job reads it at its start. */
final class RegisteredModels {
    private RegisteredModels() {}

    /**
     * @param client of a cluster that has the topic
     * @return model id to its record, in the order of the ids; without removed models
     */
    static Map<String, ConsumerRecord<byte[], byte[]>> read(Properties client) {
        Properties properties = new Properties();
        properties.putAll(client);
        properties.putIfAbsent("enable.auto.commit", "false");
        Map<String, ConsumerRecord<byte[], byte[]>> models = new TreeMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = partitions(consumer);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) {
                    String id = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
                    if (record.value() == null) {
                        models.remove(id);
                    } else {
                        models.put(id, record);
                    }
                }
            }
        }
        return models;
    }

    /** The record's content type, null if absent. */
    static @Nullable String contentType(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(HeaderNames.CONTENT_TYPE);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (PartitionInfo partition : consumer.partitionsFor(Topics.ROBOT_MODELS)) {
            partitions.add(new TopicPartition(Topics.ROBOT_MODELS, partition.partition()));
        }
        return partitions;
    }
}
