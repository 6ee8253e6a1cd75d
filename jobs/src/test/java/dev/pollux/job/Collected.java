package dev.pollux.job;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** A sink that keeps what comes, for a job in this JVM. */
final class Collected<T> implements Sink<T> {
    private static final long serialVersionUID = 1L;

    private static final Map<String, Queue<Object>> KEPT = new ConcurrentHashMap<>();

    private final String id = UUID.randomUUID().toString();

    @SuppressWarnings("unchecked")
    List<T> all() {
        return (List<T>) List.copyOf(KEPT.getOrDefault(id, new ConcurrentLinkedQueue<>()));
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        Queue<Object> kept = KEPT.computeIfAbsent(id, key -> new ConcurrentLinkedQueue<>());
        return new SinkWriter<>() {
            @Override
            public void write(T element, Context at) {
                kept.add(element);
            }

            @Override
            public void flush(boolean endOfInput) {}

            @Override
            public void close() {}
        };
    }
}
