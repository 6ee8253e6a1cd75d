package dev.pollux.job;

import dev.pollux.job.state.FrameRecord;
import dev.pollux.job.state.RejectedRecord;
import dev.pollux.kafka.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** Puts refused records on {@code twin.rejected}: key and value as they came, why and whence in the headers. */
final class RejectedRecordWriter implements KafkaRecordSerializationSchema<RejectedRecord> {
    private static final long serialVersionUID = 1L;

    private final String topic;

    RejectedRecordWriter(String topic) {
        this.topic = topic;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(RejectedRecord rejected, KafkaSinkContext context, Long timestamp) {
        FrameRecord origin = rejected.origin;
        List<Header> headers = new ArrayList<>();
        headers.add(header(HeaderNames.REASON, rejected.reason.name()));
        headers.add(header(HeaderNames.MESSAGE, rejected.message));
        headers.add(header(HeaderNames.ORIGIN_TOPIC, origin.topic));
        headers.add(header(HeaderNames.ORIGIN_PARTITION, String.valueOf(origin.partition)));
        headers.add(header(HeaderNames.ORIGIN_OFFSET, String.valueOf(origin.offset)));
        headers.add(header(HeaderNames.ORIGIN_TIMESTAMP, String.valueOf(origin.appendMillis)));
        if (origin.contentType != null) {
            headers.add(header(HeaderNames.CONTENT_TYPE, origin.contentType));
        }
        return new ProducerRecord<>(topic, null, null, origin.key.bytes(), origin.value, headers);
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, bytes(value));
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
