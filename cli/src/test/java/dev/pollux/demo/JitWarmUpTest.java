package dev.pollux.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.kafka.HeaderNames;
import dev.pollux.kafka.TopicCreation;
import dev.pollux.kafka.Topics;
import dev.pollux.local.EmbeddedKafka;
import dev.pollux.local.TopicReader;
import dev.pollux.messages.Format;
import dev.pollux.play.FramePublisher;
import dev.pollux.recording.RecordingFile;
import dev.pollux.state.Floor;
import dev.pollux.state.Predictor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The warmUp on a broker; each frame counts as its own prediction, so that no job has to run. */
@Tag("process")
class JitWarmUpTest {
    private static final double LONG = 1e5;
    private static final int ROBOTS = 5;

    private static EmbeddedKafka kafka;

    @TempDir
    private Path folder;

    private final List<ConsumerRecord<byte[], ByteBuffer>> frames = Collections.synchronizedList(new ArrayList<>());
    private final List<String> progress = Collections.synchronizedList(new ArrayList<>());

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start();
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void endsWhenTheCompilersRestAndAllThatWasPublishedHasComeThrough(TestInfo test) throws Exception {
        JitWarmUp warmUp = warmUp(LONG, () -> 0, progress::add);

        long published = play(warmUp, test, warmUp::count);

        assertThat(published).isPositive();
        assertThat(frames).hasSize((int) published);
        assertThat(progress)
                .hasSize(2)
                .last()
                .asString()
                .matches("warming up: 6 s of at most 100000 s, [1-9]\\d*" + " predictions");
    }

    @Test
    void itsRobotsAreKnownByNameAndSendWhatMeasuredRobotsSend(TestInfo test) throws Exception {
        JitWarmUp warmUp = warmUp(0.5, () -> 0, progress::add);

        play(warmUp, test, warmUp::count);

        assertThat(frames).isNotEmpty().allMatch(JitWarmUp::isIn);
        assertThat(frames)
                .extracting(frame ->
                        StandardCharsets.UTF_8.decode(frame.value().duplicate()).toString())
                .allMatch(text -> text.contains("\"clock\":\"system\""));
        byte[] measured = "h-0001".getBytes(StandardCharsets.UTF_8);
        assertThat(JitWarmUp.isIn(new ConsumerRecord<>("t", 0, 0, measured, measured)))
                .isFalse();
    }

    @Test
    void endsAfterItsTimeWhenTheCompilersNeverRest(TestInfo test) throws Exception {
        JitWarmUp warmUp = warmUp(0.5, busy(), progress::add);

        // Three frames in 50 ms, then the pause before the recording begins anew at 550 ms.
        assertThat(play(warmUp, test, warmUp::count)).isEqualTo(3 * ROBOTS);
    }

    @Test
    void goesOnWhileTheCompilersWorkAndEndsWhenStopped(TestInfo test) throws Exception {
        List<JitWarmUp> stopped = new ArrayList<>();
        JitWarmUp warmUp = warmUp(LONG, busy(), line -> {
            progress.add(line);
            if (progress.size() == 3) {
                stopped.get(0).stop();
            }
        });
        stopped.add(warmUp);

        assertThat(play(warmUp, test, warmUp::count)).isPositive();
        assertThat(progress).hasSize(3);
    }

    @Test
    void doesNotBeginWhenStoppedBefore(TestInfo test) throws Exception {
        JitWarmUp warmUp = warmUp(LONG, busy(), progress::add);
        warmUp.stop();

        assertThat(play(warmUp, test, warmUp::count)).isZero();
    }

    @Test
    void endsThoughTheCompilersWorkWhenEveryFrameIsRefused(TestInfo test) throws Exception {
        JitWarmUp warmUp = warmUp(LONG, busy(), progress::add);

        assertThat(play(warmUp, test, frame -> warmUp.refuse(refusal(frame)))).isPositive();
        assertThat(progress).hasSize(2);
    }

    private JitWarmUp warmUp(double mostSeconds, LongSupplier compilingMillis, Consumer<String> told) throws Exception {
        Path recording = folder.resolve("three.jsonl");
        Files.write(recording, List.of(frame(0, 0), frame(1, 20), frame(2, 50)));
        DemoOptions options =
                new DemoOptions(RecordingFile.of(recording), null, Predictor.HELD, Floor.UNKNOWN, ROBOTS, 1, null);
        return new JitWarmUp(options, mostSeconds, compilingMillis, told);
    }

    /** Compilers that are found at work whenever one looks. */
    private static LongSupplier busy() {
        AtomicLong millis = new AtomicLong();
        return () -> millis.addAndGet(1_000_000);
    }

    /** Plays on a topic of the test's own; how many frames were published. */
    private long play(JitWarmUp warmUp, TestInfo test, Consumer<ConsumerRecord<byte[], ByteBuffer>> job)
            throws Exception {
        String topic = test.getTestMethod().orElseThrow().getName();
        Properties client = new Properties();
        client.put("bootstrap.servers", kafka.bootstrapServers());
        try (Admin admin = Admin.create(client)) {
            TopicCreation.make(admin, List.of(new NewTopic(topic, 1, (short) 1)));
        }
        Consumer<ConsumerRecord<byte[], ByteBuffer>> kept = frames::add;
        try (FramePublisher publisher = new FramePublisher(client, topic, Format.JSON);
                TopicReader reader = TopicReader.startInPlace(client, kept.andThen(job), topic)) {
            warmUp.play(publisher, "toy");
            reader.check();
            return publisher.published();
        }
    }

    private static ConsumerRecord<byte[], byte[]> refusal(ConsumerRecord<byte[], ByteBuffer> frame) {
        ConsumerRecord<byte[], byte[]> refusal =
                new ConsumerRecord<>(Topics.TWIN_REJECTED, 0, frame.offset(), frame.key(), new byte[0]);
        header(refusal, HeaderNames.ORIGIN_TOPIC, Topics.ROBOT_FRAMES);
        header(refusal, HeaderNames.ORIGIN_PARTITION, "0");
        header(refusal, HeaderNames.ORIGIN_OFFSET, String.valueOf(frame.offset()));
        header(refusal, HeaderNames.REASON, "UNKNOWN_MODEL");
        return refusal;
    }

    private static void header(ConsumerRecord<?, ?> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static String frame(int seq, int millis) {
        return "{\"robot_id\":\"x\",\"seq\":%d,\"stamp\":{\"sec\":0,\"nanosec\":%d},\"imu\":[0,0,0,0,0,9.81]}"
                .formatted(seq, millis * 1_000_000);
    }
}
