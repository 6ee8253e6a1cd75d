package dev.pollux.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the records of a topic, one line each, until told to stop or nobody reads any more. */
@Command(
        name = "tail",
        description = {
            "Prints the records of a topic as they come: key, headers, value. CBOR is shown as JSON.",
            "Ends with its reader ('pollux tail twin.events | head -1'), after --max records, or when interrupted."
        })
final class TailCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private KafkaConnection kafka;

    @Parameters(paramLabel = "TOPIC", description = "For example twin.predictions.")
    private String topic;

    @Option(names = "--from-beginning", description = "Start with the oldest record instead of the next one.")
    private boolean fromBeginning;

    @Option(
            names = "--max",
            paramLabel = "N",
            defaultValue = "" + Long.MAX_VALUE,
            showDefaultValue = Visibility.NEVER,
            description = "Stop after so many records.")
    private long max;

    @Option(
            names = "--json",
            description = "A JSON object a line: time (ms since 1970), partition, offset, key, headers, value.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Properties properties = kafka.clientProperties(topic);
        properties.putIfAbsent("enable.auto.commit", "false");
        PrintWriter out = spec.commandLine().getOut();
        RecordLine line = new RecordLine(json);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            assign(consumer);
            for (long left = max; left > 0; ) {
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

    private void assign(KafkaConsumer<byte[], byte[]> consumer) {
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
    }
}
