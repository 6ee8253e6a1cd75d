package dev.pollux.local;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Counts predictions as any consumer of the topic would: all of them, and the distinct ones by robot and seq. On
 * request, measures the time from the frame's stamp to the arrival here.
 */
public final class PredictionCount implements Consumer<ConsumerRecord<byte[], ByteBuffer>> {
    private final Map<String, BitSet> seen = new HashMap<>();
    private final PredictionHead head = new PredictionHead();
    private final Histogram endToEnd = new Histogram(3_600_000_000_000L, 3);
    private volatile long measureFrom = Long.MAX_VALUE;
    private long predictions;
    private long distinct;

    /** Measures frames with stamps from this instant on, ns since 1970. */
    public void measureFrom(long stampNanos) {
        measureFrom = stampNanos;
    }

    @Override
    public synchronized void accept(ConsumerRecord<byte[], ByteBuffer> record) {
        Instant now = Instant.now();
        head.read(record.value());
        predictions++;
        String robot = new String(record.key(), StandardCharsets.UTF_8);
        BitSet seqs = seen.computeIfAbsent(robot, key -> new BitSet());
        int seq = Math.toIntExact(head.seq());
        if (seqs.get(seq)) {
            return;
        }
        seqs.set(seq);
        distinct++;
        if (head.stampNanos() >= measureFrom) {
            long arrival = now.getEpochSecond() * 1_000_000_000 + now.getNano();
            endToEnd.recordValue(Math.max(0, arrival - head.stampNanos()));
        }
    }

    public synchronized long predictions() {
        return predictions;
    }

    public synchronized long distinct() {
        return distinct;
    }

    /** From capture stamp to this reader, ns. */
    public synchronized Histogram endToEnd() {
        return endToEnd.copy();
    }
}
