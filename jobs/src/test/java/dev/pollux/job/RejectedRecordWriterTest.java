package dev.pollux.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.job.state.FrameRecord;
import dev.pollux.job.state.RecordKey;
import dev.pollux.job.state.RejectedRecord;
import dev.pollux.kafka.HeaderNames;
import dev.pollux.kafka.Topics;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A refused record fits its topic, whatever came. */
class RejectedRecordWriterTest {
    private static final int LIMIT = 100_000;

    @ParameterizedTest
    @CsvSource({"200000, 5", "5, 200000", "200000, 200000", "60000, 60000", "99000, 0", "0, 99000", "1000000, 1"})
    void whatIsLargerThanTheLimitIsCutAndItsSizeAndDigestAreTold(int keyBytes, int valueBytes) {
        ProducerRecord<byte[], byte[]> record = written(new byte[keyBytes], new byte[valueBytes], "x".repeat(50_000));

        assertThat(size(record)).isLessThan(LIMIT);
        assertThat(header(record, HeaderNames.ORIGIN_KEY_BYTES))
                .isEqualTo(record.key().length == keyBytes ? "" : "" + keyBytes);
        assertThat(header(record, HeaderNames.ORIGIN_VALUE_BYTES))
                .isEqualTo(record.value().length == valueBytes ? "" : "" + valueBytes);
        assertThat(record.key().length + record.value().length)
                .as("no more is cut than has to be")
                .isGreaterThan(Math.min(LIMIT / 2 - 5_000, keyBytes + valueBytes - 1));
    }

    @Test
    void whatFitsLeavesAsItCame() {
        byte[] key = {0, (byte) 0xff};
        ProducerRecord<byte[], byte[]> record = written(key, "no frame".getBytes(StandardCharsets.UTF_8), null);

        assertThat(record.key()).isEqualTo(key);
        assertThat(record.value()).asString().isEqualTo("no frame");
        assertThat(header(record, HeaderNames.ORIGIN_VALUE_BYTES)).isEmpty();
    }

    /** head -c 200000 /dev/zero | sha256sum. */
    @Test
    void theDigestIsSha256() {
        ProducerRecord<byte[], byte[]> record = written(new byte[1], new byte[200_000], null);

        assertThat(header(record, HeaderNames.ORIGIN_VALUE_SHA256))
                .isEqualTo("4cbbd9be0cba685835755f827758705db5a413c5494c34262cd25946a73e7582");
    }

    /** head -c 5000 /dev/zero | tr '\0' x | sha256sum. */
    @Test
    void aContentTypeThatIsCutIsToldToo() {
        ProducerRecord<byte[], byte[]> record = written(new byte[1], new byte[1], "x".repeat(5_000));

        assertThat(header(record, HeaderNames.CONTENT_TYPE)).isEqualTo("x".repeat(128));
        assertThat(header(record, HeaderNames.ORIGIN_CONTENT_TYPE_BYTES)).isEqualTo("5000");
        assertThat(header(record, HeaderNames.ORIGIN_CONTENT_TYPE_SHA256))
                .isEqualTo("c59d3c0480cc2d71d8f646e735e92da65450311eec46e81a5db8c7e6e8a92054");
        assertThat(header(written(new byte[1], new byte[1], "x".repeat(128)), HeaderNames.ORIGIN_CONTENT_TYPE_BYTES))
                .isEmpty();
    }

    private static ProducerRecord<byte[], byte[]> written(byte[] key, byte[] value, @Nullable String contentType) {
        FrameRecord origin = new FrameRecord(RecordKey.of(key), value, Topics.ROBOT_FRAMES, 0, 1, 2, contentType);
        FrameRejectedException why = new FrameRejectedException(RejectReason.MALFORMED, "ü".repeat(20_000));
        return new RejectedRecordWriter(new Properties(), LIMIT).serialize(new RejectedRecord(origin, why), null, 0L);
    }

    /** As Kafka counts it: 61 bytes of the batch, at most 21 of the record and 10 of each header, and what they hold. */
    private static int size(ProducerRecord<byte[], byte[]> record) {
        int headers = Arrays.stream(record.headers().toArray())
                .mapToInt(header -> 10 + header.key().length() + header.value().length)
                .sum();
        return 61 + 21 + record.key().length + record.value().length + headers;
    }

    private static String header(ProducerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
