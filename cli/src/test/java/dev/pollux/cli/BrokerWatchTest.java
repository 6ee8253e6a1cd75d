package dev.pollux.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.kafka.Topics;
import dev.pollux.local.EmbeddedKafka;
import dev.pollux.messages.Format;
import dev.pollux.play.FramePublisher;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a broker that ends while a command talks to it. */
@Tag("process")
class BrokerWatchTest {
    @Test
    void brokerThatEndsIsToldAndSoIsTheOneThatComesAfterIt(@TempDir Path folder) throws Exception {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        Properties client = new Properties();
        int port;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0, Map.of())) {
            client.put("bootstrap.servers", kafka.bootstrapServers());
            port = Integer.parseInt(kafka.bootstrapServers().split(":")[1]);
        }
        try (BrokerWatch watch = BrokerWatch.start(client, "the test goes on", told::add)) {
            assertThat(told.take()).isEqualTo("no Kafka broker at 127.0.0.1:" + port + " answers: the test goes on");
            assertThat(watch.away()).isTrue();
            try (EmbeddedKafka next = EmbeddedKafka.start(folder, port, Map.of())) {
                assertThat(told.take()).isEqualTo("a Kafka broker at " + next.bootstrapServers() + " answers again");
                assertThat(watch.away()).isFalse();
            }
            assertThat(told.take()).startsWith("no Kafka broker");
        }
    }

    @Test
    void modelThatNoBrokerTakesIsSaidToBeSoWithTheAddressAndNotOfItsTopic() throws Exception {
        Properties client = new Properties();
        client.put("bootstrap.servers", "127.0.0.1:1");
        client.put("max.block.ms", "100");
        try (FramePublisher publisher = new FramePublisher(client, Topics.ROBOT_FRAMES, Format.JSON)) {
            assertThat(publisher.patienceSeconds()).isEqualTo(60);
            assertThatThrownBy(() -> publisher.remove("m"))
                    .hasMessageStartingWith(
                            "model m could not be published: no Kafka broker at 127.0.0.1:1 took it in time (");
        }
    }
}
