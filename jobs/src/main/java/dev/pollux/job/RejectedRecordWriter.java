package dev.pollux.job;

import dev.pollux.job.state.FrameRecord;
import dev.pollux.job.state.RejectedRecord;
import dev.pollux.kafka.ExistingTopic;
import dev.pollux.kafka.HeaderNames;
import dev.pollux.kafka.TopicCheck;
import dev.pollux.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes rejected records to {@code twin.rejected}: key and value unchanged, reason and origin in headers. Value and
 * key that exceed what the topic accepts are cut, and headers give their sizes and hashes. If the topic is compacted,
 * and so accepts no record without a key, the record's origin replaces a missing key.
 */
final class RejectedRecordWriter implements KafkaRecordSerializationSchema<RejectedRecord> {
    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(RejectedRecordWriter.class);

    /** Record size that any topic accepts by default, bytes. */
    private static final int SAFE = 1 << 20;

    /** Generous bound of the bytes that Kafka and short headers add to a record. */
    private static final int OVERHEAD = 2_048;

    private static final int MOST_CONTENT_TYPE = 128;

    /** Number of retries before a topic counts as missing: brokers may need seconds to know it. */
    private static final int LOOKS_AGAIN = 20;

    private static final int LOOK_AGAIN_MILLIS = 250;

    private final Properties kafka;
    private final int wanted;
    private int limit;

    /** Whether the brokers reject records without a key, or may do so. */
    private boolean needsKey;

    /**
     * A writer.
     *
     * @param kafka properties of the producer, also used to ask the brokers for the topic's configuration
     * @param limit greatest size of a record, bytes, also limited by the topic
     */
    RejectedRecordWriter(Properties kafka, int limit) {
        this.kafka = kafka;
        wanted = limit;
        this.limit = limit;
    }

    /**
     * Asks for the topic's limits. This sink starts in one task with the twin, before the first record is read; so it
     * also checks that every output topic exists and accepts the records: otherwise each attempt would process frames
     * and then fail.
     */
    @Override
    public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sink) throws Exception {
        try (Admin admin = Admin.create(kafka)) {
            Map<String, ExistingTopic> outputs = outputs(admin);
            for (String topic : Topics.OUTPUTS) {
                String obstacle = TopicCheck.obstacle(topic, outputs.get(topic));
                if (obstacle != null) {
                    throw new IllegalStateException(
                            obstacle + "; nothing is processed until pollux topics create has fixed it");
                }
            }
            limit = limit(outputs.get(Topics.TWIN_REJECTED));
            needsKey = needsKey(outputs.get(Topics.TWIN_REJECTED));
        } catch (ExecutionException | KafkaException e) {
            limit = Math.min(wanted, SAFE);
            needsKey = true;
            LOG.warn(
                    "the brokers do not say what {} takes: its records are cut to {} bytes",
                    Topics.TWIN_REJECTED,
                    limit,
                    e);
        }
    }

    /** The output topics as the brokers know them. A broker that has just started may not know all of them yet. */
    static Map<String, ExistingTopic> outputs(Admin admin) throws ExecutionException, InterruptedException {
        Map<String, ExistingTopic> outputs = ExistingTopic.find(admin, Topics.OUTPUTS);
        for (int again = 0; again < LOOKS_AGAIN && !outputs.keySet().containsAll(Topics.OUTPUTS); again++) {
            Thread.sleep(LOOK_AGAIN_MILLIS);
            outputs = ExistingTopic.find(admin, Topics.OUTPUTS);
        }
        return outputs;
    }

    private int limit(@Nullable ExistingTopic topic) {
        String takes = topic == null ? null : topic.configs().get(Topics.MAX_BYTES);
        long most = takes == null ? SAFE : Long.parseLong(takes);
        long sent = Math.min(producer("max.request.size"), producer("buffer.memory"));
        return (int) Math.min(wanted, Math.min(most, sent));
    }

    private static boolean needsKey(@Nullable ExistingTopic topic) {
        String cleanup = topic == null ? null : topic.configs().get(Topics.CLEANUP);
        return cleanup == null || cleanup.contains("compact");
    }

    private long producer(String property) {
        String value = kafka.getProperty(property);
        return value == null ? SAFE : Long.parseLong(value);
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            RejectedRecord rejected, @Nullable KafkaSinkContext context, Long timestamp) {
        FrameRecord origin = rejected.origin;
        List<Header> headers = new ArrayList<>();
        headers.add(header(HeaderNames.REASON, rejected.reason.name()));
        headers.add(header(HeaderNames.MESSAGE, rejected.message));
        headers.add(header(HeaderNames.ORIGIN_TOPIC, origin.topic));
        headers.add(header(HeaderNames.ORIGIN_PARTITION, String.valueOf(origin.partition)));
        headers.add(header(HeaderNames.ORIGIN_OFFSET, String.valueOf(origin.offset)));
        headers.add(header(HeaderNames.ORIGIN_TIMESTAMP, String.valueOf(origin.appendMillis)));
        if (origin.contentType != null) {
            byte[] type = origin.contentType.getBytes(StandardCharsets.UTF_8);
            headers.add(new RecordHeader(
                    HeaderNames.CONTENT_TYPE,
                    cut(
                            type,
                            MOST_CONTENT_TYPE,
                            HeaderNames.ORIGIN_CONTENT_TYPE_BYTES,
                            HeaderNames.ORIGIN_CONTENT_TYPE_SHA256,
                            headers)));
        }
        int room = Math.max(
                0,
                limit
                        - OVERHEAD
                        - headers.stream().mapToInt(h -> h.value().length).sum());
        byte[] key = origin.key.bytes();
        byte[] value = origin.value;
        if (key == null && needsKey) {
            // a key per record: with one common key, compaction would leave the last record only
            key = (origin.topic + "-" + origin.partition + "@" + origin.offset).getBytes(StandardCharsets.UTF_8);
            headers.add(header(HeaderNames.ORIGIN_KEY_MISSING, "true"));
        }
        if (length(key) > room - Math.min(length(value), room / 2)) {
            key = cut(key, room / 2, HeaderNames.ORIGIN_KEY_BYTES, HeaderNames.ORIGIN_KEY_SHA256, headers);
        }
        value = cut(
                value, room - length(key), HeaderNames.ORIGIN_VALUE_BYTES, HeaderNames.ORIGIN_VALUE_SHA256, headers);
        return new ProducerRecord<>(Topics.TWIN_REJECTED, null, null, key, value, headers);
    }

    /** The first bytes, up to the given room; if that is not everything, headers describe the whole. */
    private static byte @Nullable [] cut(
            byte @Nullable [] whole, int room, String bytes, String digest, List<Header> headers) {
        if (whole == null || whole.length <= room) {
            return whole;
        }
        headers.add(header(bytes, String.valueOf(whole.length)));
        headers.add(header(digest, sha256(whole)));
        return Arrays.copyOf(whole, room);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
