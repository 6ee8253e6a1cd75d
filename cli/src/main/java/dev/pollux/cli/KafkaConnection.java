package dev.pollux.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that talks to a Kafka cluster: where it is and how to be let in. */
final class KafkaConnection {
    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            defaultValue = "localhost:9092",
            description = "Kafka brokers (default: ${DEFAULT-VALUE}).")
    private String bootstrapServers = "localhost:9092";

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description = "Properties for the Kafka client: SASL, TLS, tuning.")
    private @Nullable Path file;

    @Option(
            names = "--property",
            paramLabel = "KEY=VALUE",
            description = "One property for the Kafka client; wins over the file. Repeatable.")
    private Map<String, String> properties = new LinkedHashMap<>();

    /** Properties for a Kafka client. */
    Properties clientProperties() throws IOException {
        Properties all = new Properties();
        // A minute of silence is a poor answer to a wrong address.
        all.put("default.api.timeout.ms", "15000");
        all.put("request.timeout.ms", "15000");
        if (file != null) {
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                all.load(reader);
            }
        }
        all.putAll(properties);
        all.put("bootstrap.servers", bootstrapServers);
        return all;
    }
}
