package dev.pollux.cli;

import dev.pollux.files.PropertiesFile;
import dev.pollux.kafka.AnswerTimeout;
import dev.pollux.model.NearestName;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
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
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options of all commands that use a Kafka cluster: address and login. */
final class KafkaConnection {
    /** Time after which the command prints what it waits for: shorter waits need no message. */
    private static final int SILENCE_SECONDS = 3;

    private static final String USUAL = "localhost:9092";

    private static final int LOOK_AGAIN_MILLIS = 100;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            defaultValue = USUAL,
            description = "Kafka brokers (default: ${DEFAULT-VALUE}).")
    private String bootstrapServers = USUAL;

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description = "Properties for the Kafka client: SASL, TLS, tuning. The place for passwords.")
    private @Nullable Path file;

    @Option(
            names = "--property",
            paramLabel = "KEY=VALUE",
            description =
                    "One property for the Kafka client; takes precedence over the file. Repeatable. Every user of this machine"
                            + " can read it: no passwords here.")
    private Map<String, String> properties = new LinkedHashMap<>();

    /**
     * Properties for a client of the cluster, with which a connection just succeeded.
     *
     * @param topics topics that the client needs
     * @throws IOException if the file cannot be read
     * @throws IllegalStateException if no broker answers, the cluster rejects the login, or a topic is missing
     */
    Properties clientProperties(String... topics) throws IOException, InterruptedException {
        Properties all = new Properties();
        if (file != null) {
            try {
                all.putAll(PropertiesFile.read(file));
            } catch (IOException e) {
                throw new IOException("--command-config " + e.getMessage(), e);
            }
        }
        all.putAll(properties);
        all.put("bootstrap.servers", bootstrapServers);
        Properties client = AnswerTimeout.with(all);
        knock(client, List.of(topics), command.commandLine().getErr());
        return client;
    }

    /** The cluster's address. */
    String bootstrapServers() {
        return bootstrapServers;
    }

    /** Options with which another command reaches the same cluster, for a shell; each preceded by a space. */
    String options() {
        StringBuilder options = new StringBuilder();
        if (!bootstrapServers.equals(USUAL)) {
            options.append(" --bootstrap-servers ").append(quoted(bootstrapServers));
        }
        if (file != null) {
            options.append(" --command-config ").append(quoted(file.toString()));
        }
        properties.forEach((key, value) -> options.append(" --property ").append(quoted(key + "=" + value)));
        return options.toString();
    }

    private static String quoted(String word) {
        return word.matches("[\\w.,:/=@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /**
     * Reports at once, and for all clients in the same words, what producers and consumers would report after long
     * retries. Waits for a broker that has just been started, and for the creation of Pollux's topics.
     *
     * @param err receives what is waited for, and how long
     * @throws IllegalStateException if the properties are invalid, no broker answers, the cluster rejects the login, or
     *     a topic is missing
     */
    static void knock(Properties client, List<String> topics, PrintWriter err) throws InterruptedException {
        String bootstrapServers = client.getProperty("bootstrap.servers");
        String protocol = client.getProperty("security.protocol", "PLAINTEXT");
        try (Admin admin = admin(client)) {
            awaitBroker(admin.describeCluster().nodes(), client, err);
            awaitTopics(admin, topics, client, err);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthenticationException) {
                throw new IllegalStateException(bootstrapServers + " rejects the login by " + protocol, e.getCause());
            }
            if (e.getCause() instanceof TimeoutException) {
                Listener there = Listener.at(bootstrapServers);
                throw new IllegalStateException("no Kafka broker at " + bootstrapServers + " answers: "
                        + there.advice(protocol)
                        + (there == Listener.NOBODY ? ownBroker(bootstrapServers, protocol) : ""));
            }
            throw new IllegalStateException(bootstrapServers + " does not answer", e.getCause());
        }
    }

    /** How to start a broker for trials, if the address is one that such a broker can have; otherwise empty. */
    private static String ownBroker(String bootstrapServers, String protocol) {
        String host = Utils.getHost(bootstrapServers);
        Integer port = Utils.getPort(bootstrapServers);
        if (host == null || port == null || !protocol.equals("PLAINTEXT")) {
            return "";
        }
        try {
            return InetAddress.getByName(host).isLoopbackAddress()
                    ? "; './pollux broker" + (port == BrokerCommand.USUAL_PORT ? "" : " --port " + port)
                            + "' starts one for trying out"
                    : "";
        } catch (UnknownHostException unknown) {
            return "";
        }
    }

    private static Admin admin(Properties client) {
        try {
            return Admin.create(client);
        } catch (KafkaException e) {
            Throwable reason = e;
            while (reason.getCause() != null) {
                reason = reason.getCause();
            }
            String why = String.valueOf(reason.getMessage());
            throw new IllegalStateException(
                    why.contains("bootstrap.servers")
                            ? "--bootstrap-servers " + client.getProperty("bootstrap.servers")
                                    + ": expected HOST:PORT, or several with commas, whose hosts this machine can find ("
                                    + why + ")"
                            : "the properties of the Kafka client cannot be used: " + why);
        }
    }

    /** Waits for a broker's answer, and prints this after a while. */
    private static void awaitBroker(Future<?> answer, Properties client, PrintWriter err)
            throws InterruptedException, ExecutionException {
        try {
            answer.get(SILENCE_SECONDS, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException silent) {
            tellWaiting("a Kafka broker", client, err);
            answer.get();
        }
    }

    /** Waits for missing topics; not if one is not Pollux's, which nobody is about to create. */
    private static void awaitTopics(Admin admin, List<String> topics, Properties client, PrintWriter err)
            throws InterruptedException, ExecutionException {
        long begun = System.nanoTime();
        long longest = TimeUnit.MILLISECONDS.toNanos(AnswerTimeout.millis(client));
        long silence = TimeUnit.SECONDS.toNanos(SILENCE_SECONDS);
        List<String> missing = missing(admin, topics);
        if (!missing.isEmpty() && PolluxTopics.NAMES.containsAll(missing)) {
            boolean told = false;
            do { // at least once more, however long the previous check took
                if (!told && System.nanoTime() - begun >= silence) {
                    tellWaiting("topic " + String.join(", ", missing), client, err);
                    told = true;
                }
                Thread.sleep(LOOK_AGAIN_MILLIS);
                missing = missing(admin, topics);
            } while (!missing.isEmpty() && System.nanoTime() - begun < longest);
        }
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "there is no topic " + String.join(", ", missing) + " at " + client.getProperty("bootstrap.servers")
                            + hint(missing) + ": 'pollux topics create' makes Pollux's");
        }
    }

    private static String hint(List<String> missing) {
        String first = missing.get(0);
        return PolluxTopics.NAMES.contains(first) ? "" : NearestName.hint(first, PolluxTopics.NAMES);
    }

    private static List<String> missing(Admin admin, List<String> topics)
            throws InterruptedException, ExecutionException {
        if (topics.isEmpty()) {
            return topics;
        }
        Set<String> existing = admin.listTopics().names().get();
        return topics.stream().filter(topic -> !existing.contains(topic)).toList();
    }

    private static void tellWaiting(String what, Properties client, PrintWriter err) {
        err.println("pollux: waiting up to " + AnswerTimeout.millis(client) / 1000.0 + " s for " + what + " at "
                + client.getProperty("bootstrap.servers"));
        err.flush();
    }
}
