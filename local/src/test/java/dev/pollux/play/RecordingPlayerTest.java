package dev.pollux.play;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.kafka.TopicCreation;
import dev.pollux.kafka.Topics;
import dev.pollux.local.EmbeddedKafka;
import dev.pollux.local.PredictionHead;
import dev.pollux.local.TopicReader;
import dev.pollux.messages.Format;
import dev.pollux.recording.RecordingFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("process")
class RecordingPlayerTest {
    private static final long MILLI = 1_000_000;

    @TempDir
    private Path folder;

    @Test
    void idsHaveOneHyphenBeforeTheNumberWhateverThePrefix() {
        assertThat(RecordingPlayer.fleet("h", 2)).containsExactly("h-0001", "h-0002");
        assertThat(RecordingPlayer.fleet("deg-", 1)).containsExactly("deg-0001");
        assertThat(RecordingPlayer.fleet("100%", 1)).containsExactly("100%-0001");
    }

    @Test
    void framesComeAtTheRecordingsPaceAndGoOnCountingWhereItBeginsAnew() throws Exception {
        Path recording = folder.resolve("three.jsonl");
        Files.write(recording, List.of(frame(5, 0), frame(6, 20), frame(8, 50)));
        List<ConsumerRecord<byte[], byte[]>> records = Collections.synchronizedList(new ArrayList<>());
        long before = nanos(Instant.now());
        try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
            Properties client = new Properties();
            client.put("bootstrap.servers", kafka.bootstrapServers());
            try (Admin admin = Admin.create(client)) {
                TopicCreation.make(
                        admin,
                        List.of(new NewTopic(Topics.ROBOT_FRAMES, 1, (short) 1), new NewTopic("cut", 1, (short) 1)));
            }
            try (FramePublisher publisher = new FramePublisher(client, Topics.ROBOT_FRAMES, Format.JSON);
                    TopicReader reader = TopicReader.start(client, records::add, Topics.ROBOT_FRAMES)) {
                // 50 ms of recording, a pause of 2 s, 50 ms of recording, then the next pause.
                new RecordingPlayer(RecordingFile.of(recording), "toy", RecordingPlayer.fleet("r", 2), 1, publisher)
                        .play(2.3);
                publisher.flush();
                assertThat(publisher.published()).isEqualTo(12);
                while (records.size() < 12) {
                    reader.check();
                    Thread.sleep(5);
                }
            }
            // The time is over before the recording is: nothing is played again.
            try (FramePublisher publisher = new FramePublisher(client, "cut", Format.JSON)) {
                new RecordingPlayer(RecordingFile.of(recording), "toy", RecordingPlayer.fleet("r", 2), 1, publisher)
                        .play(0.049);
                publisher.flush();
                assertThat(publisher.published()).isEqualTo(4);
            }
        }
        List<Long> seqs = new ArrayList<>();
        List<Long> stamps = new ArrayList<>();
        PredictionHead head = new PredictionHead();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (new String(record.key(), StandardCharsets.UTF_8).equals("r-0001")) {
                head.read(record.value());
                seqs.add(head.seq());
                stamps.add(head.stampNanos());
            }
        }
        assertThat(seqs).containsExactly(0L, 1L, 3L, 4L, 5L, 7L);
        long first = stamps.get(0);
        assertThat(first).isBetween(before, nanos(Instant.now()));
        assertThat(stamps)
                .containsExactly(
                        first,
                        first + 20 * MILLI,
                        first + 50 * MILLI,
                        first + 2050 * MILLI,
                        first + 2070 * MILLI,
                        first + 2100 * MILLI);
    }

    @Test
    void linesThatAreNoFramesAreCountedOnceHoweverOftenTheRecordingBegins() throws Exception {
        Path recording = folder.resolve("some.jsonl");
        Files.write(recording, List.of(frame(5, 0), "no frame", frame(6, 20), "{}", frame(7, 40), "{\"seq\": true}"));
        try (PlayedFrames frames = PlayedFrames.again(RecordingFile.of(recording), Long.MAX_VALUE, Long.MAX_VALUE)) {
            for (int i = 0; i < 8; i++) {
                assertThat(frames.next()).isTrue();
            }
            assertThat(frames.remarks())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "3 lines of the recording are no frame and passed over, the first: " + recording + ":2: ");
        }
    }

    @Test
    void instantsThatWereMissedAreCountedAndTold() {
        Metronome metronome = new Metronome();
        metronome.await(-3_000_000_000L, () -> false);
        assertThat(metronome.late()).isGreaterThanOrEqualTo(3_000_000_000L);
        metronome.await(0, () -> false);
        assertThat(metronome.mostLate()).isGreaterThanOrEqualTo(3_000_000_000L);
        assertThat(RecordingPlayer.fellBehind(3_210_000_000L, 20, 2))
                .isEqualTo(
                        "the frames came up to 3.2 s later than the recording has them: this machine or the broker does"
                                + " not keep up with 20 robots at --speed 2");
    }

    @Test
    void aWaitThatIsOverEndsBeforeItsInstant() {
        Metronome metronome = new Metronome();
        metronome.await(Long.MAX_VALUE / 2, () -> metronome.elapsed() > 0);
        assertThat(metronome.late()).isNegative();
    }

    @Test
    void theOldestFrameThatTheBrokerDoesNotHaveSaysHowLateThePlayingIs() {
        DueInstants due = new DueInstants();
        assertThat(due.late(7)).isZero();
        for (int i = 0; i < 1500; i++) {
            due.add(i);
            if (i % 3 == 0) {
                due.remove(i + 4);
            }
        }
        assertThat(due.late(2000)).isEqualTo(1500);
        assertThat(due.mostLate()).isEqualTo(1497 + 4 - 499);
        for (int i = 0; i < 1000; i++) {
            due.remove(0);
        }
        assertThat(due.late(2000)).isZero();
    }

    private static String frame(int seq, int millis) {
        return "{\"robot_id\":\"x\",\"seq\":%d,\"stamp\":{\"sec\":0,\"nanosec\":%d},\"imu\":[0,0,0,0,0,9.81]}"
                .formatted(seq, millis * MILLI);
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000 + instant.getNano();
    }
}
