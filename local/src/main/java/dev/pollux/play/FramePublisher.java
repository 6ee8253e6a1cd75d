package dev.pollux.play;

import dev.pollux.kafka.AnswerTimeout;
import dev.pollux.kafka.HeaderNames;
import dev.pollux.kafka.Topics;
import dev.pollux.messages.Format;
import dev.pollux.messages.FrameEncoder;
import dev.pollux.messages.ModelMessage;
import dev.pollux.state.SensorFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Publishes frames and models to Kafka without delay. For one thread; any thread may read the counts. */
public final class FramePublisher implements AutoCloseable {
    /** Timeout for a broker that does not answer, ms: Kafka's own timeout for topics, and half of that for records. */
    private static final int PATIENCE_MILLIS = 60_000;

    private final KafkaProducer<byte[], byte[]> producer;
    private final Properties properties = new Properties();
    private final FrameEncoder encoder = new FrameEncoder();
    private final String topic;
    private final Format format;
    private final List<Header> headers;
    private final DueInstants due = new DueInstants();
    private final AtomicLong published = new AtomicLong();
    private volatile @Nullable Exception failure;

    /**
     * A publisher.
     *
     * @param client Kafka client properties: bootstrap.servers and what else the cluster requires
     * @param topic topic of the frames
     */
    public FramePublisher(Properties client, String topic, Format format) {
        properties.putAll(Map.of(
                "linger.ms",
                "0",
                "acks",
                "all",
                "delivery.timeout.ms",
                Integer.toString(Math.max(PATIENCE_MILLIS, AnswerTimeout.millis(client))),
                "max.request.size",
                Integer.toString(ModelMessage.MAX_BYTES + 65_536)));
        properties.putAll(client);
        producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        this.topic = topic;
        this.format = format;
        headers = List.of(
                new RecordHeader(HeaderNames.CONTENT_TYPE, format.contentType().getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Publishes a frame under its robot's key.
     *
     * @param dueNanos its due time, as in {@link System#nanoTime}
     */
    void publish(byte[] key, SensorFrame frame, long dueNanos) {
        check();
        due.add(dueNanos);
        producer.send(new ProducerRecord<>(topic, null, key, encoder.encode(frame, format), headers), this::done);
    }

    /** Time since the oldest unacknowledged frame was due, ns; 0 if all are acknowledged. */
    long lateNanos() {
        return due.late(System.nanoTime());
    }

    /** Greatest time from due to acknowledged, ns. */
    long mostLateNanos() {
        return due.mostLate();
    }

    /** Registers a model and waits until the broker has it. */
    public void register(ModelMessage model) throws InterruptedException {
        send(model.model(), model.encode(Format.JSON));
    }

    /** Removes a model from the registry and waits until the broker has the record. */
    public void remove(String model) throws InterruptedException {
        send(model, null);
    }

    private void send(String model, byte @Nullable [] message) throws InterruptedException {
        byte[] key = model.getBytes(StandardCharsets.UTF_8);
        Header json = new RecordHeader(
                HeaderNames.CONTENT_TYPE, Format.JSON.contentType().getBytes(StandardCharsets.UTF_8));
        try {
            producer.send(new ProducerRecord<>(Topics.ROBOT_MODELS, null, key, message, List.of(json)))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("model " + model + " could not be published: " + reason(e.getCause()), e);
        }
    }

    /** Waits until the broker has all frames. */
    public void flush() {
        producer.flush();
        check();
    }

    /** Number of frames that the broker has. */
    public long published() {
        return published.get();
    }

    /** Time for which a frame waits for a broker that does not answer before the publisher gives up, s. */
    public long patienceSeconds() {
        return Long.parseLong(String.valueOf(properties.get("delivery.timeout.ms"))) / 1000;
    }

    /** Waits until the broker has all frames; if one could not be published, does not wait for the others. */
    @Override
    public void close() {
        producer.close(failure == null ? Duration.ofMillis(Long.MAX_VALUE) : Duration.ZERO);
    }

    private void done(@Nullable RecordMetadata metadata, @Nullable Exception refusal) {
        due.remove(System.nanoTime());
        if (refusal == null) {
            published.incrementAndGet();
        } else {
            failure = refusal;
        }
    }

    /** Kafka's timeouts mention topics, metadata and expired batches. */
    private String reason(@Nullable Throwable refusal) {
        return refusal instanceof TimeoutException
                ? "no Kafka broker at " + properties.get("bootstrap.servers") + " took it in time ("
                        + refusal.getMessage() + ")"
                : String.valueOf(refusal == null ? null : refusal.getMessage());
    }

    private void check() {
        Exception refusal = failure;
        if (refusal != null) {
            throw new IllegalStateException("a frame could not be published: " + reason(refusal), refusal);
        }
    }
}
