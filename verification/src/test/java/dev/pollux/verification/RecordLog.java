package dev.pollux.verification;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Everything a topic carried, as it came. */
final class RecordLog implements Consumer<ConsumerRecord<byte[], byte[]>> {
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

    @Override
    public synchronized void accept(ConsumerRecord<byte[], byte[]> record) {
        records.add(record);
        notifyAll();
    }

    /** All records up to now. */
    synchronized List<ConsumerRecord<byte[], byte[]>> all() {
        return List.copyOf(records);
    }

    /** The first record of a kind, waited for. */
    synchronized ConsumerRecord<byte[], byte[]> await(String what, Predicate<ConsumerRecord<byte[], byte[]>> kind)
            throws InterruptedException {
        while (true) {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (kind.test(record)) {
                    return record;
                }
            }
            try {
                wait();
            } catch (InterruptedException vain) {
                throw new AssertionError("waited in vain for " + what + " among " + records.size() + " records", vain);
            }
        }
    }

    /** The key as text; empty where there is none. */
    static String key(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    }

    /** A header as text; empty where there is none. */
    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
