package dev.pollux.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the records of a topic, one line each, until it is stopped or its reader has gone. */
@Command(
        name = "tail",
        description = {
            "Prints the records of a topic as they arrive: key, headers, value. CBOR is shown as JSON, and rejected"
                    + " frames (twin.rejected) are shown unchanged.",
            "Ends on Ctrl-C, when its reader ends ('pollux tail twin.events | head -1'), after --max records, or, with"
                    + " --no-follow, at the end of the topic."
        })
final class TailCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private KafkaConnection kafka;

    @Parameters(paramLabel = "TOPIC", description = "The topic, for example twin.predictions.")
    private String topic;

    @Option(names = "--from-beginning", description = "Start with the oldest record instead of the next one.")
    private boolean fromBeginning;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Start with the records of the last 30s, 10m, 2h or 7d, for example.")
    private @Nullable Duration since;

    @Option(
            names = "--max",
            paramLabel = "N",
            defaultValue = "" + Long.MAX_VALUE,
            showDefaultValue = Visibility.NEVER,
            description = "Stop after N records.")
    private long max;

    @Option(names = "--no-follow", description = "Stop at the end of the topic instead of waiting for more.")
    private boolean ends;

    @Option(
            names = "--json",
            description = "Print one JSON object per line: time (ms since 1970), partition, offset, key, headers,"
                    + " value.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        NumberOptions.atLeast(spec, "--max", 1, max);
        if (fromBeginning && since != null) {
            throw new ParameterException(
                    spec.commandLine(), "--from-beginning and --since: only one of them can say where to start");
        }
        Properties properties = kafka.clientProperties(topic);
        properties.putIfAbsent("enable.auto.commit", "false");
        PrintWriter out = spec.commandLine().getOut();
        RecordLine line = new RecordLine(json);
        try (KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                BrokerWatch watched = watch(properties)) {
            List<TopicPartition> partitions = assign(consumer);
            Map<TopicPartition, Long> end = ends ? consumer.endOffsets(partitions) : Map.of();
            for (long left = max; left > 0 && !(ends && isPast(end, consumer)); ) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) {
                    if (left-- > 0) {
                        out.println(line.of(record));
                    }
                }
                out.flush();
                if (out.checkError() || !StandardOutput.hasReader()) {
                    return 0;
                }
            }
        }
        return 0;
    }

    /** Reports a broker that does not answer: the consumer waits for it silently. */
    private BrokerWatch watch(Properties client) {
        PrintWriter err = spec.commandLine().getErr();
        return BrokerWatch.start(client, "records are shown again when one does", line -> {
            err.println("pollux: " + line);
            err.flush();
        });
    }

    private static boolean isPast(Map<TopicPartition, Long> end, KafkaConsumer<byte[], byte[]> consumer) {
        return end.entrySet().stream().allMatch(last -> consumer.position(last.getKey()) >= last.getValue());
    }

    private List<TopicPartition> assign(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (PartitionInfo partition : consumer.partitionsFor(topic)) {
            partitions.add(new TopicPartition(topic, partition.partition()));
        }
        consumer.assign(partitions);
        if (fromBeginning) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
        }
        if (since != null) {
            long from = System.currentTimeMillis() - since.toMillis();
            Map<TopicPartition, Long> times = new HashMap<>();
            partitions.forEach(partition -> times.put(partition, from));
            consumer.offsetsForTimes(times).forEach((partition, first) -> {
                if (first != null) { // null: no record is that new
                    consumer.seek(partition, first.offset());
                }
            });
        }
        return partitions;
    }
}
