package dev.pollux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.kafka.ExistingTopic;
import dev.pollux.local.EmbeddedKafka;
import dev.pollux.robot.BuiltInModels;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What a command says of a Kafka that is not there, not yet complete, or not what was meant. */
@Tag("process")
class KafkaConnectionTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void topicsThatABrokerIsAboutToMakeAreWaitedForAndAloudOnlyWhereItTakesSeconds() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
            Properties client = new Properties();
            client.setProperty("bootstrap.servers", kafka.bootstrapServers());
            try (Admin admin = Admin.create(client)) {
                List<String> told = new ArrayList<>();
                long begun = System.nanoTime();
                PrintWriter making = new PrintWriter(err) {
                    @Override
                    public void println(String line) {
                        told.add(line);
                        assertThat(System.nanoTime() - begun).isGreaterThan(1_000_000_000L);
                        make(admin);
                    }
                };
                KafkaConnection.knock(client, PolluxTopics.NAMES, making);
                assertThat(told)
                        .containsExactly("pollux: waiting up to 15.0 s for topic "
                                + String.join(", ", PolluxTopics.NAMES) + " at " + kafka.bootstrapServers());
                assertThat(ExistingTopic.find(admin, PolluxTopics.NAMES)).containsOnlyKeys(PolluxTopics.NAMES);
            }
        }
    }

    private static void make(Admin admin) {
        try {
            PolluxTopics.bring(admin, null, null, line -> {});
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "topics create",
                "topics check",
                "topics list",
                "replay",
                "tail twin.events",
                "models list",
                "models put URDF",
                "models remove g1",
                "job"
            })
    void aPortThatTakesCallsAndNeverAnswersIsOneLine(String command, @TempDir Path folder) throws IOException {
        Path urdf = Files.writeString(folder.resolve("h.urdf"), BuiltInModels.humanoid28Urdf());
        String patience = command.equals("job") ? " --kafka." : " --property ";
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + silent.getLocalPort();
            assertThat(run(command.replace("URDF", urdf.toString()) + patience + "default.api.timeout.ms=200"
                            + " --bootstrap-servers " + address))
                    .isEqualTo(1);
            assertThat(err.toString().lines())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "pollux: no Kafka broker at " + address + " answers: what listens there answers no Kafka"
                                    + " client with security.protocol PLAINTEXT (without TLS and login); check the address");
            assertThat(out.toString()).isEmpty();
        }
    }

    @Test
    void aBrokerThatDoesNotAnswerIsWaitedForAloud() {
        assertThat(run("topics list --bootstrap-servers localhost:1 --property default.api.timeout.ms=4000"))
                .isEqualTo(1);
        assertThat(err.toString().lines().toList())
                .hasSize(2)
                .first()
                .isEqualTo("pollux: waiting up to 4.0 s for a Kafka broker at localhost:1");
        assertThat(err.toString())
                .contains("no Kafka broker at localhost:1 answers: nothing takes connections there; check the address");
    }

    @Test
    void aBrokerWithoutTlsIsToldToAClientWithIt() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
            assertThat(Listener.at("localhost:1," + kafka.bootstrapServers())).isEqualTo(Listener.PLAIN);
            assertThat(run("topics list --property default.api.timeout.ms=2000 --property security.protocol=SSL"
                            + " --bootstrap-servers " + kafka.bootstrapServers()))
                    .isEqualTo(1);
            assertThat(err.toString())
                    .contains("no Kafka broker at " + kafka.bootstrapServers()
                            + " answers: what listens there speaks no TLS,"
                            + " and security.protocol SSL is TLS; write PLAINTEXT, or SASL_PLAINTEXT where");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            localhost:1 | check the address; './pollux broker --port 1' starts one for trying out
            127.0.0.1:1 --property security.protocol=SSL | check the address
            127.0.0.1:1,127.0.0.1:2 | check the address
            """)
    void whoAsksThisMachineForABrokerIsToldHowToStartOne(String connection, String end) {
        assertThat(run("tail twin.events --property default.api.timeout.ms=200 --bootstrap-servers " + connection))
                .isEqualTo(1);
        assertThat(err.toString().strip()).endsWith(end);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            localhost:1 --property default.api.timeout.ms=200 --property security.protocol=SSL | no Kafka broker at localhost:1 answers: nothing takes connections there
            localhost | --bootstrap-servers localhost: expected HOST:PORT
            localhost:99999 | --bootstrap-servers localhost:99999: expected HOST:PORT
            no-such-host.invalid:9092 | --bootstrap-servers no-such-host.invalid:9092: expected HOST:PORT
            localhost:1 --property security.protocol=TLS | client cannot be used: Invalid value TLS for configuration security.protocol
            localhost:1 --property request.timeout.ms=soon | client cannot be used: Invalid value soon for configuration request.timeout.ms
            localhost:1 --property security.protocol=SASL_PLAINTEXT | client cannot be used: Could not find a 'KafkaClient' entry
            localhost:1 --property default.api.timeout.ms=1 --property request.timeout.ms=2 | must be no smaller than the value of request.timeout.ms
            """)
    void whatIsNoAddressOrNoPropertyIsOneLine(String connection, String told) {
        assertThat(run("topics check --bootstrap-servers " + connection)).isEqualTo(1);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("pollux: ")
                .contains(told)
                .doesNotContain("Failed to create");
    }

    private int run(String command) {
        CommandLine line = Pollux.commandLine();
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(command.split(" "));
    }
}
