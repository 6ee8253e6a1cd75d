package dev.pollux.job;

import dev.pollux.job.state.FrameRecord;
import dev.pollux.job.state.FrameRecordSerializer;
import dev.pollux.job.state.PlainType;
import dev.pollux.job.state.RecordKey;
import dev.pollux.kafka.HeaderNames;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Takes records from Kafka unchanged; never fails, whatever their bytes are. */
final class FrameRecordReader implements KafkaRecordDeserializationSchema<FrameRecord> {
    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<FrameRecord> out) {
        Header contentType = record.headers().lastHeader(HeaderNames.CONTENT_TYPE);
        out.collect(new FrameRecord(
                RecordKey.of(record.key()),
                record.value(),
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                contentType == null ? null : text(contentType.value())));
    }

    private static @Nullable String text(byte @Nullable [] utf8) {
        return utf8 == null ? null : new String(utf8, StandardCharsets.UTF_8);
    }

    @Override
    public TypeInformation<FrameRecord> getProducedType() {
        return new PlainType<>(FrameRecordSerializer.INSTANCE);
    }
}
