package dev.pollux.job;

import dev.pollux.job.state.OutputRecord;
import dev.pollux.kafka.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Writes predictions, events and latency windows to their topic. */
final class OutputRecordWriter implements KafkaRecordSerializationSchema<OutputRecord> {
    private static final long serialVersionUID = 1L;

    private final String topic;

    OutputRecordWriter(String topic) {
        this.topic = topic;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(OutputRecord output, KafkaSinkContext context, Long timestamp) {
        List<Header> headers = List.of(new RecordHeader(
                HeaderNames.CONTENT_TYPE, output.format.contentType().getBytes(StandardCharsets.UTF_8)));
        return new ProducerRecord<>(
                topic, null, null, output.key.getBytes(StandardCharsets.UTF_8), output.value, headers);
    }
}
