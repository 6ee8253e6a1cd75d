package dev.pollux.local;

import dev.pollux.kafka.HeaderNames;
import dev.pollux.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Counts the frames on {@code twin.rejected} by reason, each once however often it was written. */
public final class RejectedCount implements Consumer<ConsumerRecord<byte[], byte[]>> {
    private final Set<String> origins = new HashSet<>();
    private final Map<String, Long> byReason = new TreeMap<>();

    @Override
    public synchronized void accept(ConsumerRecord<byte[], byte[]> record) {
        String topic = header(record, HeaderNames.ORIGIN_TOPIC);
        String origin = header(record, HeaderNames.ORIGIN_PARTITION) + ":" + header(record, HeaderNames.ORIGIN_OFFSET);
        if (topic.equals(Topics.ROBOT_FRAMES) && origins.add(origin)) {
            byReason.merge(header(record, HeaderNames.REASON), 1L, Long::sum);
        }
    }

    /** Number of rejected frames. */
    public synchronized long count() {
        return origins.size();
    }

    /** Number of rejected frames by reason. */
    public synchronized Map<String, Long> byReason() {
        return new TreeMap<>(byReason);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
