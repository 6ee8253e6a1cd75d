package dev.pollux.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.evaluation.BuiltInRecording;
import dev.pollux.job.TwinJob;
import dev.pollux.job.options.JobOptions;
import dev.pollux.kafka.Topics;
import dev.pollux.local.LocalPipeline;
import dev.pollux.local.TopicReader;
import dev.pollux.messages.Format;
import dev.pollux.play.FramePublisher;
import dev.pollux.play.RecordingPlayer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reader of committed records sees of a job whose task manager dies in the middle of a transaction. */
@Tag("process")
class ExactlyOnceTest {
    private static final int ROBOTS = 2;

    /** Frames since the last checkpoint when the task manager dies: 0.3 s of its interval of 0.5 s. */
    private static final int DOOMED = 150;

    @TempDir
    private Path folder;

    @Test
    void predictionsAreCommittedOnceThoughATaskManagerDiesWhereAtLeastOnceRepeatsThem() throws Exception {
        try (LocalPipeline pipeline = LocalPipeline.start(2, 1, 2)) {
            JobID repeating = submit(pipeline, "at-least-once", "");
            try (Fleet fleet = new Fleet(pipeline, "twice")) {
                fleet.surviveDeath(repeating, 0);
                fleet.awaitAll();
                assertThat(fleet.committed.repeated())
                        .as("the same death repeats records here, else this test shows nothing")
                        .isPositive();
            }
            pipeline.flink().cancel(repeating);

            JobID job = submit(pipeline, "exactly-once", "");
            try (Fleet fleet = new Fleet(pipeline, "once")) {
                fleet.surviveDeath(job, 1);
                assertThat(fleet.written.repeated())
                        .as("records of the transaction that the death cut off")
                        .isPositive();
                submit(pipeline, "exactly-once", pipeline.flink().stop(job, folder)); // the same transactional ids
                fleet.awaitFurther(DOOMED);
                fleet.awaitAll();
                assertThat(fleet.committed.repeated()).isZero();
            }
        }
    }

    private static JobID submit(LocalPipeline pipeline, String guarantee, String savepoint) throws Exception {
        Configuration recovery = new Configuration();
        if (!savepoint.isEmpty()) {
            recovery.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        return pipeline.submit(
                (StreamExecutionEnvironment env, JobOptions options) -> {
                    env.configure(recovery);
                    TwinJob.build(env, options);
                },
                2,
                "--checkpoint.interval=500 ms",
                "--delivery.guarantee=" + guarantee);
    }

    /** Robots that nobody else has the ids of, and their predictions as two readers see them. */
    private static final class Fleet implements AutoCloseable {
        final Repetitions written = new Repetitions();
        final Repetitions committed = new Repetitions();
        private final LocalPipeline pipeline;
        private final TopicReader writtenReader;
        private final TopicReader committedReader;
        private final FramePublisher publisher;
        private final RecordingPlayer player;
        private final CompletableFuture<Void> playing;

        /** Begins to play. */
        Fleet(LocalPipeline pipeline, String prefix) {
            this.pipeline = pipeline;
            writtenReader = read("read_uncommitted", prefix, written);
            committedReader = read("read_committed", prefix, committed);
            publisher = new FramePublisher(pipeline.client(), Topics.ROBOT_FRAMES, Format.JSON);
            player = new RecordingPlayer(
                    BuiltInRecording.file(), null, RecordingPlayer.fleet(prefix, ROBOTS), 0.5, publisher);
            playing = CompletableFuture.runAsync(() -> {
                try {
                    player.play(120);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }

        private TopicReader read(String isolation, String prefix, Repetitions predictions) {
            Properties client = pipeline.client();
            client.put("isolation.level", isolation);
            return TopicReader.start(
                    client,
                    record -> {
                        if (RecordLog.key(record).startsWith(prefix)) {
                            predictions.accept(record);
                        }
                    },
                    Topics.TWIN_PREDICTIONS);
        }

        /** Lets a task manager die between two checkpoints, and waits until the job has gone on without it. */
        void surviveDeath(JobID job, int taskManager) throws Exception {
            try (Admin admin = Admin.create(pipeline.client())) {
                await("the first predictions", () -> written.distinct() > 0);
                long checkpoint = checkpointed(admin);
                await("a checkpoint", () -> checkpointed(admin) > checkpoint);
            }
            long doomed = written.distinct() + DOOMED;
            await(DOOMED + " predictions since the checkpoint", () -> written.distinct() >= doomed);
            pipeline.flink().killTaskManager(taskManager);
            pipeline.flink().startTaskManager();
            pipeline.flink().awaitRunning(job);
            awaitFurther(DOOMED);
            assertThat(pipeline.flink().restarts(job)).isPositive();
        }

        /** Waits for so many further predictions that are committed. */
        void awaitFurther(int count) throws Exception {
            long enough = committed.distinct() + count;
            await(count + " further predictions", () -> committed.distinct() >= enough);
        }

        /** Ends the playing and waits until the prediction of every frame is committed. */
        void awaitAll() throws Exception {
            player.stop();
            playing.get();
            publisher.flush();
            await("all predictions", () -> committed.distinct() >= publisher.published());
            assertThat(committed.distinct()).isEqualTo(publisher.published());
        }

        /** Frames that the last checkpoint is done with. */
        private static long checkpointed(Admin admin) throws Exception {
            return admin.listConsumerGroupOffsets("pollux-twin").partitionsToOffsetAndMetadata().get().values().stream()
                    .mapToLong(offset -> offset.offset())
                    .sum();
        }

        private void await(String what, Callable<Boolean> condition) throws Exception {
            Waiting.until(
                    () -> {
                        writtenReader.check();
                        committedReader.check();
                        return condition.call();
                    },
                    () -> "%s: %d published, %d written, %d committed"
                            .formatted(what, publisher.published(), written.distinct(), committed.distinct()));
        }

        @Override
        public void close() {
            player.stop();
            publisher.close();
            writtenReader.close();
            committedReader.close();
        }
    }
}
