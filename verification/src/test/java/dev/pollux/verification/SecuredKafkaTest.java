package dev.pollux.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.cli.Pollux;
import dev.pollux.job.TwinJob;
import dev.pollux.job.options.JobOptions;
import dev.pollux.kafka.Topics;
import dev.pollux.local.LocalFlink;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The job and the commands at a broker that asks for TLS and a password; and those whom it does not let in. */
@Tag("process")
class SecuredKafkaTest {
    private static final int FRAMES = 200;

    @TempDir
    private static Path folder;

    private static SecuredKafka kafka;
    private static Level level;

    private final StringWriter printed = new StringWriter();

    @BeforeAll
    static void start() throws Exception {
        level = LogManager.getRootLogger().getLevel();
        Configurator.setRootLevel(Level.INFO); // the level at which Kafka's clients tell their configuration
        kafka = new SecuredKafka(folder);
    }

    @AfterAll
    static void stop() throws IOException {
        kafka.close();
        Configurator.setRootLevel(level);
        StringBuilder log = new StringBuilder();
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith("pollux.log"))
                    .toList()) {
                log.append(Files.readString(file));
            }
        }
        assertThat(log).contains("sasl.jaas.config = [hidden]").doesNotContain(kafka.secrets());
    }

    @Test
    void frameGoesThroughCommandsAndJobToPrediction() throws Exception {
        Path client = write("client", kafka.client());
        assertThat(run(0, "topics", "create", "--partitions=1", "--command-config", client.toString()))
                .hasSize(Topics.ALL.size());
        Path recording = Files.write(
                folder.resolve("recording.jsonl"),
                IntStream.range(0, FRAMES)
                        .mapToObj(seq -> FrameText.good("r", seq))
                        .toList());
        assertThat(run(0, "replay", recording.toString(), "--command-config", client.toString()))
                .anyMatch(line -> line.startsWith(FRAMES + " frames published to robot.frames in "));
        try (LocalFlink flink = LocalFlink.start(1)) {
            JobID job = flink.submit(job(kafka.client(), new Configuration()));
            // Committed ones: the sink's transactions go over TLS too.
            Properties committed = kafka.client();
            committed.put("isolation.level", "read_committed");
            assertThat(run(0, onThePage(write("reader", committed), "--from-beginning", "--max=" + FRAMES)))
                    .hasSize(FRAMES)
                    .allMatch(line -> line.startsWith("h-0001 "));
            flink.cancel(job);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"topics list", "topics create", "replay", "tail " + Topics.TWIN_PREDICTIONS})
    void wrongPasswordIsSaidAtOnce(String command) throws Exception {
        assertThat(complaint(command, kafka.stranger()))
                .startsWith("pollux: " + kafka.bootstrapServers() + " rejects the login by SASL_SSL: ")
                .contains("invalid credentials", "SCRAM-SHA-512");
    }

    @ParameterizedTest
    @CsvSource({"topics list,", "replay, 2000", "tail " + Topics.TWIN_PREDICTIONS + ", 2000"})
    void plainTextAtTheTlsPortIsSaidInTime(String command, @Nullable String millis) throws Exception {
        Properties client = new Properties(); // PLAINTEXT is Kafka's default
        if (millis != null) {
            client.put("default.api.timeout.ms", millis);
            client.put("request.timeout.ms", millis);
        }
        assertThat(complaint(command, client))
                .isEqualTo("pollux: no Kafka broker at " + kafka.bootstrapServers()
                        + " answers: what listens there speaks TLS,"
                        + " and security.protocol PLAINTEXT is without; write SSL, or SASL_SSL where it asks for a login, into"
                        + " --command-config");
    }

    @Test
    void unknownCertificateIsSaidAtOnce() throws Exception {
        Properties trusting = kafka.client();
        trusting.remove("ssl.truststore.location");
        trusting.remove("ssl.truststore.type");
        assertThat(complaint("topics list", trusting))
                .startsWith("pollux: " + kafka.bootstrapServers() + " rejects the login by SASL_SSL: ")
                .contains("SSL handshake failed", "certification path");
    }

    @Test
    void jobWithTheWrongPasswordFailsWithTheReason() throws Exception {
        Configuration once = new Configuration();
        once.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        try (LocalFlink flink = LocalFlink.start(1)) {
            assertThatThrownBy(() -> {
                        JobID job = flink.submit(job(kafka.stranger(), once));
                        while (true) {
                            flink.awaitRunning(job);
                            Thread.sleep(50);
                        }
                    })
                    .hasMessageContainingAll("the job ended as FAILED", "invalid credentials", "SCRAM-SHA-512")
                    .satisfies(failure -> printed.append(failure.getMessage()));
        }
    }

    @Test
    void documentedOptionsAreTheseTestsOwn() throws Exception {
        Properties documented = new Properties();
        documented.load(new StringReader(DocsPages.block("docs/configuration.md", "Kafka", "properties")));
        Properties ours = new Properties();
        prefixed(kafka.client()).forEach((key, value) -> ours.put(key, kafka.elsewhere(value.toString())));
        assertThat(documented).isEqualTo(ours);
    }

    /** The command that the page shows, with the address and the file that are here, and some more options. */
    private static String[] onThePage(Path client, String... options) {
        String[] words = DocsPages.block("docs/configuration.md", "Commands", "sh")
                .strip()
                .split(" ");
        return Stream.concat(
                        Arrays.stream(words)
                                .skip(1)
                                .map(word -> word.replace("broker.example:9093", kafka.bootstrapServers())
                                        .replace("client.properties", client.toString())),
                        Stream.of(options))
                .toArray(String[]::new);
    }

    /** The job as its properties file says, which holds the password. */
    private static StreamExecutionEnvironment job(Properties client, Configuration cluster) throws IOException {
        Properties options = prefixed(client);
        options.put("delivery.guarantee", "exactly-once");
        options.put("checkpoint.interval", "500 ms");
        options.put("checkpoint.directory", LocalFlink.address(folder.resolve("checkpoints")));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(cluster);
        env.setParallelism(1);
        TwinJob.build(env, JobOptions.of("--config", write("job", options).toString()));
        return env;
    }

    private static Properties prefixed(Properties client) {
        Properties options = new Properties();
        client.forEach((key, value) -> options.put("kafka." + key, value));
        return options;
    }

    private static Path write(String name, Properties properties) throws IOException {
        Path file = folder.resolve(name + ".properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        return file;
    }

    /** What a command complains of that fails. */
    private String complaint(String command, Properties client) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
        arguments.add("--command-config");
        arguments.add(write("client", client).toString());
        List<String> lines = run(1, arguments.toArray(String[]::new)).stream()
                .filter(line -> !line.startsWith("pollux: waiting up to ")) // said where it takes seconds
                .toList();
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }

    private List<String> run(int exitCode, String... arguments) {
        StringWriter both = new StringWriter();
        PrintWriter writer = new PrintWriter(both, true);
        CommandLine line = Pollux.commandLine();
        line.setOut(writer);
        line.setErr(writer);
        String[] all = Stream.concat(Stream.of(arguments), Stream.of("--bootstrap-servers", kafka.bootstrapServers()))
                .toArray(String[]::new);
        int code = line.execute(List.of(arguments).contains("--bootstrap-servers") ? arguments : all);
        printed.append(both.toString());
        assertThat(code).as(both.toString()).isEqualTo(exitCode);
        return both.toString().lines().toList();
    }

    @AfterEach
    void nothingSecretIsPrinted() {
        assertThat(printed.toString()).doesNotContain(kafka.secrets());
    }
}
