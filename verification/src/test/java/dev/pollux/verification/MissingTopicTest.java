package dev.pollux.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.kafka.Topics;
import dev.pollux.local.LocalPipeline;
import dev.pollux.local.PredictionHead;
import dev.pollux.local.TopicReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An output topic that somebody takes away. */
@Tag("process")
class MissingTopicTest {
    private static final int FRAMES = 50;
    private static final String MENDS = " is missing; nothing is processed until pollux topics create has fixed it";

    @Test
    void nothingIsPredictedUntilItIsThereAgainAndThenOnce() throws Exception {
        RecordLog predictions = new RecordLog();
        try (LocalPipeline pipeline = LocalPipeline.start(1, 1, 1);
                Admin admin = Admin.create(pipeline.client());
                TopicReader reader = TopicReader.start(pipeline.client(), predictions, Topics.TWIN_PREDICTIONS)) {
            admin.deleteTopics(List.of(Topics.TWIN_EVENTS)).all().get();
            try (KafkaProducer<byte[], byte[]> producer =
                    new KafkaProducer<>(pipeline.client(), new ByteArraySerializer(), new ByteArraySerializer())) {
                for (int seq = 0; seq < FRAMES; seq++) {
                    send(producer, seq);
                }
            }
            CompletableFuture<JobID> submitted = CompletableFuture.supplyAsync(() -> submit(pipeline));
            while (pipeline.flink().jobs().isEmpty()
                    || pipeline.flink().restarts(pipeline.flink().jobs().get(0)) < 3) {
                Thread.sleep(100); // the test's timeout ends it
            }
            assertThat(predictions.all()).isEmpty();
            assertThat(pipeline.flink().failure(pipeline.flink().jobs().get(0)))
                    .as("what Flink's web page shows, and the page for whoever is on call")
                    .endsWith(Topics.TWIN_EVENTS + MENDS);
            assertThat(DocsPages.text(DocsPages.page("docs/on-call.md"))).contains("`…" + MENDS + "`");

            admin.createTopics(List.of(new NewTopic(Topics.TWIN_EVENTS, 1, (short) 1)))
                    .all()
                    .get();
            JobID job = submitted.get();
            while (predictions.all().size() < FRAMES) {
                Thread.sleep(100);
            }
            pipeline.flink().cancel(job);
            assertThat(predictions.all()).hasSize(FRAMES);
            reader.check();
        }
    }

    @Test
    void oneThatGoesWhileTheJobRunsRepeatsPredictionsOnceAndNotWithEachRestart() throws Exception {
        RecordLog predictions = new RecordLog();
        RecordLog windows = new RecordLog();
        try (LocalPipeline pipeline = LocalPipeline.start(1, 1, 1);
                Admin admin = Admin.create(pipeline.client());
                TopicReader reader = TopicReader.start(pipeline.client(), predictions, Topics.TWIN_PREDICTIONS);
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(pipeline.client(), new ByteArraySerializer(), new ByteArraySerializer())) {
            // Kafka's producer gives up after a minute or two where it is not told otherwise.
            JobID job = pipeline.submitTwin(
                    1,
                    "--kafka.max.block.ms=10000",
                    "--kafka.delivery.timeout.ms=10000",
                    "--kafka.request.timeout.ms=5000");
            int sent = 0;
            try (TopicReader latency = TopicReader.start(pipeline.client(), windows, Topics.TWIN_LATENCY)) {
                while (windows.all().isEmpty()) {
                    send(producer, sent++);
                }
            }
            admin.deleteTopics(List.of(Topics.TWIN_LATENCY)).all().get();
            while (pipeline.flink().restarts(job) == 0) {
                send(producer, sent++);
            }
            int written = sent;
            Waiting.until(() -> pipeline.flink().restarts(job) >= 3, () -> "no further restart");
            assertThat(predictions.all()).as("the restarts predict nothing").hasSizeLessThanOrEqualTo(written);
            assertThat(pipeline.flink().failure(job)).endsWith(Topics.TWIN_LATENCY + MENDS);

            admin.createTopics(List.of(new NewTopic(Topics.TWIN_LATENCY, 1, (short) 1)))
                    .all()
                    .get();
            Waiting.until(
                    () -> timesPredicted(predictions).size() == written,
                    () -> predictions.all().size() + " predictions");
            pipeline.flink().cancel(job);
            assertThat(timesPredicted(predictions).values())
                    .as("what came after the last checkpoint is predicted again, once")
                    .contains(2)
                    .allMatch(times -> times <= 2);
            reader.check();
        }
    }

    private static Map<Long, Integer> timesPredicted(RecordLog predictions) {
        PredictionHead head = new PredictionHead();
        Map<Long, Integer> times = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : predictions.all()) {
            head.read(record.value());
            times.merge(head.seq(), 1, Integer::sum);
        }
        return times;
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, int seq) throws Exception {
        byte[] value = FrameText.good("h-1", seq).getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(Topics.ROBOT_FRAMES, "h-1".getBytes(StandardCharsets.UTF_8), value))
                .get();
        Thread.sleep(5);
    }

    private static JobID submit(LocalPipeline pipeline) {
        try {
            return pipeline.submitTwin(1);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
