package dev.pollux.verification;

import dev.pollux.local.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/** A Kafka broker in a JVM of its own, which ends with this one. */
final class BrokerProcess implements AutoCloseable {
    private static final String READY = "broker at ";

    private final Process process;
    private final String bootstrapServers;

    private BrokerProcess(Process process, String bootstrapServers) {
        this.process = process;
        this.bootstrapServers = bootstrapServers;
    }

    /** Starts a broker, whose log goes to a file; it takes requests when this returns. */
    static BrokerProcess start(Path log) throws IOException, InterruptedException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        BrokerProcess.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        while (process.isAlive()) {
            List<String> ready = Files.readAllLines(log).stream()
                    .filter(line -> line.startsWith(READY) && line.endsWith("."))
                    .toList();
            if (!ready.isEmpty()) {
                String line = ready.get(0);
                return new BrokerProcess(process, line.substring(READY.length(), line.length() - 1));
            }
            Thread.sleep(50);
        }
        throw new IllegalStateException("the broker ended:\n" + Files.readString(log));
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    Properties client() {
        Properties client = new Properties();
        client.put("bootstrap.servers", bootstrapServers);
        return client;
    }

    /** Ends it and, as it is asked to and not killed, its folder. */
    @Override
    public void close() throws IOException, InterruptedException {
        process.getOutputStream().close();
        process.waitFor();
    }

    /** Runs until its standard input ends. */
    public static void main(String[] arguments) throws IOException {
        try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
            System.out.println(READY + kafka.bootstrapServers() + ".");
            while (System.in.read() >= 0) {
                // Nobody says anything: it is the end that counts.
            }
        }
    }
}
