package dev.pollux.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka broker and its controller (KRaft, one node) in this JVM, on loopback ports. Topics are created on request
 * only; records may have up to {@value #MAX_RECORD_BYTES} bytes.
 */
public final class EmbeddedKafka implements AutoCloseable {
    /** Largest record batch that the broker accepts: a rejected record of 16 MiB with its headers fits. */
    public static final int MAX_RECORD_BYTES = 17 * 1024 * 1024;

    /** The file by which Kafka recognises its folder. */
    private static final String FORMATTED = "meta.properties";

    private final Path folder;
    private final @Nullable TemporaryFolder temporary;
    private final String bootstrapServers;
    private final KafkaRaftServer server;

    private EmbeddedKafka(
            Path folder, @Nullable TemporaryFolder temporary, String bootstrapServers, KafkaRaftServer server) {
        this.folder = folder;
        this.temporary = temporary;
        this.bootstrapServers = bootstrapServers;
        this.server = server;
    }

    /**
     * Starts a broker on a free port, with its log in a temporary folder that {@link #close} deletes; it is ready when
     * this returns.
     */
    public static EmbeddedKafka start() {
        return start(Map.of());
    }

    /**
     * Starts a broker as {@link #start()} does.
     *
     * @param own broker settings that override those here, such as a security protocol for the listener {@code BROKER}
     */
    public static EmbeddedKafka start(Map<String, String> own) {
        try {
            TemporaryFolder folder = temporaryFolder();
            try {
                return start(folder.path(), folder, freePort(), own);
            } catch (IllegalStateException e) {
                folder.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the embedded broker's temporary folder", e);
        }
    }

    /**
     * Starts a broker with the data of an earlier one in a folder; it is ready when this returns.
     *
     * @param folder the folder of its log, which is kept: empty, or an earlier broker's
     * @param port of 127.0.0.1; 0: a free one
     * @param own broker settings that override those here
     */
    public static EmbeddedKafka start(Path folder, int port, Map<String, String> own) {
        return start(folder, null, port == 0 ? freePort() : port, own);
    }

    private static EmbeddedKafka start(
            Path folder, @Nullable TemporaryFolder temporary, int port, Map<String, String> own) {
        String broker = "127.0.0.1:" + port;
        Map<String, String> settings = settings(folder, broker, "127.0.0.1:" + freePort());
        settings.putAll(own);
        try {
            if (!isFormatted(folder)) {
                format(folder);
            }
            KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
            server.startup();
            return new EmbeddedKafka(folder, temporary, broker, server);
        } catch (Exception e) {
            throw new IllegalStateException("the embedded Kafka broker did not start: " + e.getMessage(), e);
        }
    }

    /** A folder for a broker whose records are not needed afterwards. */
    public static TemporaryFolder temporaryFolder() throws IOException {
        return TemporaryFolder.make("pollux-kafka-");
    }

    /** Whether a broker has used a folder. */
    public static boolean isFormatted(Path folder) {
        return Files.exists(folder.resolve(FORMATTED));
    }

    /** host:port for clients. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** The folder of the broker's log. */
    public Path folder() {
        return folder;
    }

    /** Stops the broker, and deletes its folder if it is a temporary one. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        if (temporary == null) {
            return;
        }
        try {
            temporary.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the embedded broker's folder " + folder, e);
        }
    }

    private static Map<String, String> settings(Path folder, String broker, String controller) {
        Map<String, String> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@" + controller);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listeners", "BROKER://" + broker + ",CONTROLLER://" + controller);
        settings.put("advertised.listeners", "BROKER://" + broker);
        settings.put("inter.broker.listener.name", "BROKER");
        settings.put("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("log.dirs", folder.toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("message.max.bytes", Integer.toString(MAX_RECORD_BYTES));
        settings.put("replica.fetch.max.bytes", Integer.toString(MAX_RECORD_BYTES));
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        // one machine, few clients: the default thread pools would only compete for its cores
        settings.put("num.network.threads", "1");
        settings.put("num.io.threads", "2");
        settings.put("background.threads", "1");
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(2 * 1024 * 1024));
        return settings;
    }

    private static void format(Path folder) throws Exception {
        new Formatter()
                .setPrintStream(new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .setControllerListenerName("CONTROLLER")
                .setDirectories(List.of(folder.toString()))
                .setMetadataLogDirectory(folder.toString())
                .run();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on loopback", e);
        }
    }
}
