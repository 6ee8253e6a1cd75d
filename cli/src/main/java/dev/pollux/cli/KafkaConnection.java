package dev.pollux.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of every command that talks to a Kafka cluster: where it is and how to be let in. */
final class KafkaConnection {
    /** A minute of silence, Kafka's default, is a poor answer to a wrong address. */
    private static final int PATIENCE_MILLIS = 15_000;

    /** After so long something is said of what is being waited for. */
    private static final int SILENCE_SECONDS = 3;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            defaultValue = "localhost:9092",
            description = "Kafka brokers (default: ${DEFAULT-VALUE}).")
    private String bootstrapServers = "localhost:9092";

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description = "Properties for the Kafka client: SASL, TLS, tuning. The place for passwords.")
    private @Nullable Path file;

    @Option(
            names = "--property",
            paramLabel = "KEY=VALUE",
            description =
                    "One property for the Kafka client; wins over the file. Repeatable. Every user of this machine"
                            + " can read it: no passwords here.")
    private Map<String, String> properties = new LinkedHashMap<>();

    /**
     * Properties for a client of the cluster, which has let us in with them just now.
     *
     * @param topics that the client needs
     * @throws IOException where the file cannot be read
     * @throws IllegalStateException where no broker answers, the cluster does not let us in, or a topic is missing
     */
    Properties clientProperties(String... topics) throws IOException, InterruptedException {
        Properties all = new Properties();
        all.put("default.api.timeout.ms", Integer.toString(PATIENCE_MILLIS));
        all.put("request.timeout.ms", Integer.toString(PATIENCE_MILLIS));
        if (file != null) {
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                all.load(reader);
            } catch (NoSuchFileException e) {
                throw new IOException("--command-config " + file + ": there is no such file", e);
            }
        }
        all.putAll(properties);
        all.put("bootstrap.servers", bootstrapServers);
        knock(all, List.of(topics), command.commandLine().getErr());
        return all;
    }

    /** Waits for a broker's answer, and after a while says that it does. */
    private static void awaitBroker(Future<?> answer, Properties client, PrintWriter err)
            throws InterruptedException, ExecutionException {
        try {
            answer.get(SILENCE_SECONDS, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException silent) {
            err.println("pollux: waiting for a Kafka broker at " + client.getProperty("bootstrap.servers")
                    + " (default.api.timeout.ms is " + client.getProperty("default.api.timeout.ms", "60000") + ")");
            err.flush();
            answer.get();
        }
    }

    /**
     * Says at once, and of every client in the same words, what producers and consumers would tell after long tries.
     *
     * @param err where it is said that a broker is waited for
     * @throws IllegalStateException where no broker answers, the cluster does not let us in, or a topic is missing
     */
    static void knock(Properties client, List<String> topics, PrintWriter err) throws InterruptedException {
        String bootstrapServers = client.getProperty("bootstrap.servers");
        String protocol = client.getProperty("security.protocol", "PLAINTEXT");
        try (Admin admin = Admin.create(client)) {
            awaitBroker(admin.describeCluster().nodes(), client, err);
            Set<String> existing =
                    topics.isEmpty() ? Set.of() : admin.listTopics().names().get();
            for (String topic : topics) {
                if (!existing.contains(topic)) {
                    throw new IllegalStateException("there is no topic " + topic + " at " + bootstrapServers
                            + ": 'pollux topics create' makes Pollux's");
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthenticationException) {
                throw new IllegalStateException(bootstrapServers + " does not let us in by " + protocol, e.getCause());
            }
            if (e.getCause() instanceof TimeoutException) {
                throw new IllegalStateException(
                        "no Kafka broker at " + bootstrapServers + " answers " + protocol + ": check the address, and"
                                + " security.protocol in --command-config where brokers ask for TLS or SASL");
            }
            throw new IllegalStateException(bootstrapServers + " does not answer", e.getCause());
        }
    }
}
