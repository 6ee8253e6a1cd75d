package dev.pollux.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
class EmbeddedKafkaTest {
    @Test
    void carriesRecordsOfSixteenMebibytesAndLeavesNoFolderBehind() throws Exception {
        Path folder;
        try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
            folder = kafka.folder();
            assertThat(kafka.bootstrapServers()).startsWith("127.0.0.1:");
            Map<String, Object> client = Map.of(
                    "bootstrap.servers", kafka.bootstrapServers(), "max.request.size", EmbeddedKafka.MAX_RECORD_BYTES);
            try (Admin admin = Admin.create(client)) {
                NewTopic topic = new NewTopic("large", Optional.of(1), Optional.empty())
                        .configs(Map.of("max.message.bytes", Integer.toString(EmbeddedKafka.MAX_RECORD_BYTES)));
                admin.createTopics(List.of(topic)).all().get();
            }
            byte[] value = new byte[16 << 20];
            value[value.length - 1] = 42;
            try (KafkaProducer<byte[], byte[]> producer =
                    new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
                producer.send(new ProducerRecord<>("large", value)).get();
            }
            try (KafkaConsumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                TopicPartition partition = new TopicPartition("large", 0);
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
                assertThat(consumer.poll(Duration.ofMinutes(5))
                                .iterator()
                                .next()
                                .value())
                        .isEqualTo(value);
            }
        }
        assertThat(folder).doesNotExist();
    }
}
