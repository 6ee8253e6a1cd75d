package dev.pollux.job;

import dev.pollux.job.options.JobOptions;
import dev.pollux.job.options.TwinOptions;
import dev.pollux.job.state.FrameRecord;
import dev.pollux.kafka.Topics;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** The job's sources and sinks at Kafka. The {@code kafka.*} options override what is set here. */
public final class KafkaConnectors {
    private static final String GROUP = "pollux-twin";

    /** Producer settings for records that must not wait, beyond Kafka's defaults. */
    private static final Map<String, String> PRODUCER = Map.of(
            "acks", "all",
            "enable.idempotence", "true",
            "linger.ms", "0",
            // at most five batches wait for the broker's answer, and Kafka's 16 kB hold two predictions only
            "batch.size", String.valueOf(256 << 10),
            // Kafka's brokers reject transactions longer than 15 minutes by default
            "transaction.timeout.ms", "900000");

    /** A rejected record may be as large as robot.frames allows. */
    private static final Map<String, String> LARGE =
            Map.of("max.request.size", String.valueOf(32 << 20), "buffer.memory", String.valueOf(64 << 20));

    /** Number of records that a task unpacks at a time, which limits memory for batches that unpack to many bytes. */
    private static final String MOST_AT_ONCE = "64";

    private KafkaConnectors() {}

    public static TwinSources sources(JobOptions options) {
        return new TwinSources(frames(options), models(options));
    }

    public static TwinSinks sinks(JobOptions options) {
        return new TwinSinks(
                sink(Topics.TWIN_PREDICTIONS, new OutputRecordWriter(Topics.TWIN_PREDICTIONS), Map.of(), options),
                sink(Topics.TWIN_EVENTS, new OutputRecordWriter(Topics.TWIN_EVENTS), Map.of(), options),
                sink(
                        Topics.TWIN_REJECTED,
                        new RejectedRecordWriter(producer(LARGE, options), (int)
                                options.get(TwinOptions.MAX_REJECTED).getBytes()),
                        LARGE,
                        options),
                sink(Topics.TWIN_LATENCY, new OutputRecordWriter(Topics.TWIN_LATENCY), Map.of(), options));
    }

    /** Starts at the group's committed offsets, otherwise at {@code kafka.auto.offset.reset} (earliest). */
    private static Source<FrameRecord, ?, ?> frames(JobOptions options) {
        Properties properties = consumer(options);
        String reset = properties.getProperty("auto.offset.reset", "earliest");
        return KafkaSource.<FrameRecord>builder()
                .setTopics(Topics.ROBOT_FRAMES)
                .setStartingOffsets(OffsetsInitializer.committedOffsets(
                        OffsetResetStrategy.valueOf(reset.toUpperCase(Locale.ROOT))))
                .setDeserializer(new FrameRecordReader())
                .setProperties(properties)
                .build();
    }

    /** Reads the whole compacted topic, so that the registry knows every published model. */
    private static Source<FrameRecord, ?, ?> models(JobOptions options) {
        Properties properties = consumer(options);
        properties.setProperty("commit.offsets.on.checkpoint", "false");
        properties.setProperty("auto.offset.reset", "earliest");
        return KafkaSource.<FrameRecord>builder()
                .setTopics(Topics.ROBOT_MODELS)
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new FrameRecordReader())
                .setProperties(properties)
                .build();
    }

    private static Properties consumer(JobOptions options) {
        Properties properties = new Properties();
        properties.setProperty("group.id", GROUP);
        properties.setProperty("max.poll.records", MOST_AT_ONCE);
        properties.putAll(options.kafka());
        long discovery = options.get(TwinOptions.DISCOVERY).toMillis();
        properties.setProperty("partition.discovery.interval.ms", String.valueOf(discovery == 0 ? -1 : discovery));
        return properties;
    }

    private static <T> Sink<T> sink(
            String topic, KafkaRecordSerializationSchema<T> writer, Map<String, String> extra, JobOptions options) {
        DeliveryGuarantee guarantee = options.get(TwinOptions.GUARANTEE);
        KafkaSink<T> sink = KafkaSink.<T>builder()
                .setKafkaProducerConfig(producer(extra, options))
                .setBootstrapServers(options.get(TwinOptions.BOOTSTRAP_SERVERS))
                .setRecordSerializer(writer)
                .setDeliveryGuarantee(guarantee)
                .setTransactionalIdPrefix(options.get(TwinOptions.TRANSACTION_PREFIX) + "-" + topic)
                .build();
        return guarantee == DeliveryGuarantee.EXACTLY_ONCE ? sink : new SinkWithoutCommitter<>(sink);
    }

    static Properties producer(Map<String, String> extra, JobOptions options) {
        Properties properties = new Properties();
        properties.putAll(PRODUCER);
        properties.putAll(extra);
        properties.putAll(options.kafka());
        return properties;
    }
}
