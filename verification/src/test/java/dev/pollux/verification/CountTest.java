package dev.pollux.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.kafka.Topics;
import dev.pollux.local.LocalPipeline;
import dev.pollux.local.RejectedCount;
import dev.pollux.local.TopicReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.apache.flink.api.common.JobID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every frame becomes a prediction or a rejected record, through a failure too. */
@Tag("process")
class CountTest {
    private static final int ROBOTS = 4;
    private static final int FRAMES = 3_000;

    /** Each so many-th frame of a robot is sent twice: the second is rejected as a duplicate. */
    private static final int TWICE = 100;

    @Test
    void nothingIsLostAndWhatComesTwiceIsByteIdenticalWhenATaskManagerDies() throws Exception {
        Repetitions predictions = new Repetitions();
        RejectedCount rejected = new RejectedCount();
        long sent;
        try (LocalPipeline pipeline = LocalPipeline.start(2, 1, 2)) {
            JobID job = pipeline.submitTwin(2, "--checkpoint.interval=1 s");
            try (TopicReader p = TopicReader.start(pipeline.client(), predictions, Topics.TWIN_PREDICTIONS);
                    TopicReader r = TopicReader.start(pipeline.client(), rejected, Topics.TWIN_REJECTED)) {
                sent = sendAndKill(pipeline, job);
                awaitAll(sent, predictions, rejected);
                assertThat(pipeline.flink().restarts(job)).isPositive();
            }
        }
        assertThat(predictions.distinct() + rejected.count()).isEqualTo(sent);
        assertThat(rejected.count()).isEqualTo((long) ROBOTS * FRAMES / TWICE);
        assertThat(predictions.repeated())
                .as("the failure made the job repeat itself, else this test shows nothing")
                .isPositive();
        assertThat(predictions.different())
                .as("repeated, but not byte for byte")
                .isZero();
    }

    /** Frames at about 500 Hz; in the middle a task manager dies, half a checkpoint interval after the last checkpoint. */
    private static long sendAndKill(LocalPipeline pipeline, JobID job) throws Exception {
        Properties client = pipeline.client();
        client.put("linger.ms", "0");
        long sent = 0;
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int seq = 0; seq < FRAMES; seq++) {
                for (int robot = 0; robot < ROBOTS; robot++) {
                    for (int again = seq % TWICE == TWICE - 1 ? 2 : 1; again > 0; again--) {
                        byte[] key = ("robot-" + robot).getBytes(StandardCharsets.UTF_8);
                        byte[] value = FrameText.good("robot-" + robot, seq).getBytes(StandardCharsets.UTF_8);
                        producer.send(new ProducerRecord<>(Topics.ROBOT_FRAMES, key, value));
                        sent++;
                    }
                }
                Thread.sleep(1);
                if (seq == FRAMES / 2) {
                    pipeline.flink().killTaskManager(0);
                    pipeline.flink().startTaskManager();
                }
            }
        }
        pipeline.flink().awaitRunning(job);
        return sent;
    }

    private static void awaitAll(long sent, Repetitions predictions, RejectedCount rejected) throws Exception {
        Waiting.until(
                () -> predictions.distinct() + rejected.count() >= sent,
                () -> "%d sent, %d predictions, %d rejected".formatted(sent, predictions.distinct(), rejected.count()));
    }
}
