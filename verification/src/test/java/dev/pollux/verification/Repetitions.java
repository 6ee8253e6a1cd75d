package dev.pollux.verification;

import dev.pollux.local.PredictionHead;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Tells predictions that come for the first time from repeated ones, by robot and seq. */
final class Repetitions implements Consumer<ConsumerRecord<byte[], byte[]>> {
    private final PredictionHead head = new PredictionHead();
    private final Map<String, byte[]> first = new HashMap<>();
    private long repeated;
    private long different;

    @Override
    public synchronized void accept(ConsumerRecord<byte[], byte[]> record) {
        head.read(record.value());
        byte[] before = first.putIfAbsent(RecordLog.key(record) + " " + head.seq(), record.value());
        if (before != null) {
            repeated++;
            different += Arrays.equals(before, record.value()) ? 0 : 1;
        }
    }

    /** Predictions, each counted once. */
    synchronized long distinct() {
        return first.size();
    }

    /** Predictions that had come before. */
    synchronized long repeated() {
        return repeated;
    }

    /** Of these, how many were not byte for byte what came before. */
    synchronized long different() {
        return different;
    }
}
