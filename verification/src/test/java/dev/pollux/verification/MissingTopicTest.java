package dev.pollux.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.demo.TopicReader;
import dev.pollux.kafka.Topics;
import dev.pollux.local.LocalPipeline;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** An output topic that somebody takes away. */
class MissingTopicTest {
    private static final int FRAMES = 50;

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
                    byte[] value = FrameText.good("h-1", seq).getBytes(StandardCharsets.UTF_8);
                    producer.send(new ProducerRecord<>(
                                    Topics.ROBOT_FRAMES, "h-1".getBytes(StandardCharsets.UTF_8), value))
                            .get();
                }
            }
            CompletableFuture<JobID> submitted = CompletableFuture.supplyAsync(() -> submit(pipeline));
            while (pipeline.flink().jobs().isEmpty()
                    || pipeline.flink().restarts(pipeline.flink().jobs().get(0)) < 3) {
                Thread.sleep(100); // the test's timeout ends it
            }
            assertThat(predictions.all()).isEmpty();

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

    private static JobID submit(LocalPipeline pipeline) {
        try {
            return pipeline.submitTwin(1);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
