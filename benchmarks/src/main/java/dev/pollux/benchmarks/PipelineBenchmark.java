package dev.pollux.benchmarks;

import dev.pollux.demo.Figures;
import dev.pollux.evaluation.BuiltInRecording;
import dev.pollux.job.TwinJob;
import dev.pollux.job.options.JobOptions;
import dev.pollux.job.options.TwinOptions;
import dev.pollux.kafka.Topics;
import dev.pollux.local.LocalPipeline;
import dev.pollux.local.PredictionCount;
import dev.pollux.local.TopicReader;
import dev.pollux.messages.Format;
import dev.pollux.play.FramePublisher;
import dev.pollux.play.RecordingPlayer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Runs the twin's job and {@link PassThrough} alternately over the same backlog on the same broker. */
final class PipelineBenchmark {
    private static final int PARTITIONS = 2;

    /** Share of the backlog before throughput is measured, while the job starts. */
    private static final double START = 0.2;

    /** Time that the last frames may take after the checkpoint that commits them, ns. */
    private static final long PATIENCE = 5_000_000_000L;

    private final long backlog;
    private final int rounds;
    private final int robots;
    private final double seconds;
    private final Map<String, String> options;
    private final Duration checkpointInterval;

    /** A job and its measurements. */
    private static final class Contender {
        final String name;
        final BiConsumer<StreamExecutionEnvironment, JobOptions> job;
        double fps;
        Figures latency = Figures.NONE;

        Contender(String name, BiConsumer<StreamExecutionEnvironment, JobOptions> job) {
            this.name = name;
            this.job = job;
        }
    }

    PipelineBenchmark(long backlog, int rounds, int robots, double seconds, Map<String, String> options) {
        this.backlog = backlog;
        this.rounds = rounds;
        this.robots = robots;
        this.seconds = seconds;
        this.options = options;
        checkpointInterval = JobOptions.of(arguments(Map.of())).get(TwinOptions.CHECKPOINT_INTERVAL);
    }

    PipelineFigures run() throws Exception {
        Contender passThrough = new Contender("pass", PassThrough::build);
        Contender twin = new Contender("twin", TwinJob::build);
        try (LocalPipeline pipeline = LocalPipeline.start(1, 1, PARTITIONS);
                Admin admin = Admin.create(pipeline.client())) {
            preload(pipeline);
            for (int round = 1; round <= rounds; round++) {
                drain(passThrough, round, pipeline, admin);
                drain(twin, round, pipeline, admin);
            }
        }
        double rate = robots * 500.0;
        return new PipelineFigures(
                passThrough.fps,
                twin.fps,
                twin.fps / passThrough.fps,
                passThrough.latency,
                twin.latency,
                rate,
                backlog,
                options,
                Runtime.getRuntime().availableProcessors());
    }

    /** The options of a job: the requested ones, and some of this run. */
    private String[] arguments(Map<String, String> own) {
        return Stream.of(options, own)
                .flatMap(some -> some.entrySet().stream())
                .map(option -> "--" + option.getKey() + "=" + option.getValue())
                .toArray(String[]::new);
    }

    private void preload(LocalPipeline pipeline) throws Exception {
        Properties client = pipeline.client();
        client.put("linger.ms", "20");
        client.put("batch.size", Integer.toString(256 * 1024));
        try (FramePublisher publisher = new FramePublisher(client, Topics.ROBOT_FRAMES, Format.JSON)) {
            RecordingPlayer player = new RecordingPlayer(
                    BuiltInRecording.file(), null, RecordingPlayer.fleet("backlog", 20), 1e6, publisher);
            player.playFrames(backlog);
            publisher.flush();
        }
    }

    /** Lets a job process the backlog; the last time, the open loop follows. */
    private void drain(Contender contender, int round, LocalPipeline pipeline, Admin admin) throws Exception {
        long before = end(admin, Topics.TWIN_PREDICTIONS);
        long frames = end(admin, Topics.ROBOT_FRAMES);
        JobID job = pipeline.submit(contender.job, 1, arguments(Map.of("kafka.group.id", contender.name + round)));
        long started = awaitRecords(admin, before + (long) (START * frames));
        long countedFrom = end(admin, Topics.TWIN_PREDICTIONS);
        long done = awaitRecords(admin, before + frames);
        double fps = (before + frames - countedFrom) * 1e9 / (done - started);
        contender.fps = Math.max(contender.fps, fps);
        System.err.printf("%s, round %d: %.0f frames/s%n", contender.name, round, fps);
        if (round == rounds) {
            contender.latency = openLoop(contender.name, pipeline);
        }
        pipeline.flink().cancel(job);
    }

    private Figures openLoop(String name, LocalPipeline pipeline) throws Exception {
        PredictionCount count = new PredictionCount();
        String prefix = "open-" + name;
        Properties client = pipeline.client();
        client.put("isolation.level", "read_committed");
        try (FramePublisher publisher = new FramePublisher(pipeline.client(), Topics.ROBOT_FRAMES, Format.JSON);
                TopicReader reader = TopicReader.startAtEnd(
                        client,
                        prediction -> {
                            // the backlog's last transaction may be committed only now
                            if (new String(prediction.key(), StandardCharsets.UTF_8).startsWith(prefix)) {
                                count.accept(prediction);
                            }
                        },
                        Topics.TWIN_PREDICTIONS)) {
            RecordingPlayer player = new RecordingPlayer(
                    BuiltInRecording.file(), null, RecordingPlayer.fleet(prefix, robots), 1, publisher);
            count.measureFrom((long) (System.currentTimeMillis() * 1e6 + seconds * 1e9 / 5));
            player.play(seconds);
            publisher.flush();
            long deadline = System.nanoTime() + checkpointInterval.toNanos() + PATIENCE;
            while (count.distinct() < publisher.published() && System.nanoTime() < deadline) {
                Thread.sleep(5);
            }
            reader.check();
        }
        return Figures.of(count.endToEnd(), 1e6);
    }

    /** The time at which the topic of predictions has this many records, ns. */
    private static long awaitRecords(Admin admin, long records) throws Exception {
        while (end(admin, Topics.TWIN_PREDICTIONS) < records) {
            Thread.sleep(5);
        }
        return System.nanoTime();
    }

    private static long end(Admin admin, String topic) throws Exception {
        Map<TopicPartition, OffsetSpec> partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        return admin.listOffsets(partitions).all().get().values().stream()
                .mapToLong(end -> end.offset())
                .sum();
    }
}
