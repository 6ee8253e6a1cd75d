package dev.pollux.demo;

import dev.pollux.job.options.TwinOptions;
import dev.pollux.kafka.Topics;
import dev.pollux.local.LocalPipeline;
import dev.pollux.local.PredictionCount;
import dev.pollux.local.RejectedCount;
import dev.pollux.local.TopicReader;
import dev.pollux.messages.Format;
import dev.pollux.play.FramePublisher;
import dev.pollux.play.RecordingPlayer;
import dev.pollux.recording.FirstFrames;
import dev.pollux.recording.PlayedModel;
import dev.pollux.robot.RobotFiles;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Plays a recording through broker, job and topics on this machine, in real time, and summarises the results. */
public final class Demo {
    /** Time without output after which the last frames have come through, ms. */
    private static final long TAIL_MILLIS = 10_000;

    /** Longest warm-up, s: what is not compiled by then is compiled during the demo. */
    private static final double MOST_WARM_UP = 30;

    private final DemoOptions options;
    private final PrintStream out;
    private final boolean terminal;
    private final JitWarmUp warmUp;
    private final PredictionCount predictions = new PredictionCount();
    private final RejectedCount rejected = new RejectedCount();
    private final FleetLatency latency = new FleetLatency();
    private volatile boolean stopped;
    private volatile @Nullable RecordingPlayer player;

    /**
     * A demo.
     *
     * @param out output for people
     * @param terminal whether the table may be redrawn in place
     */
    public Demo(DemoOptions options, PrintStream out, boolean terminal) {
        this.options = options;
        this.out = out;
        this.terminal = terminal;
        warmUp = new JitWarmUp(
                options, MOST_WARM_UP, ManagementFactory.getCompilationMXBean()::getTotalCompilationTime, out::println);
    }

    /**
     * Stops the playing; {@link #run} then summarises.
     *
     * @return whether the measured robots have started, so that there is a summary
     */
    public boolean stop() {
        stopped = true;
        warmUp.stop();
        RecordingPlayer playing = player;
        if (playing != null) {
            playing.stop();
        }
        return playing != null;
    }

    /**
     * Plays.
     *
     * @param told receives the summary, before broker and cluster are closed; not if stopped while these started
     */
    public void run(Consumer<DemoSummary> told) throws Exception {
        RobotFiles robot = options.robot();
        PlayedModel model = robot == null ? null : PlayedModel.fit(robot, options.recording());
        List<String> unknown = FirstFrames.require(
                options.recording(),
                model == null
                        ? FirstFrames.builtIn(options.recording())
                        : model.message().robotModel());
        if (!unknown.isEmpty()) {
            out.println("columns not understood: " + String.join(", ", unknown));
        }
        List<String> locked = model == null ? List.of() : model.locked();
        if (!locked.isEmpty()) {
            out.println("locked at 0, as the recording does not have them: " + String.join(", ", locked));
        }
        out.println("starting Kafka, Flink and the job ...");
        int tasks = tasks();
        try (LocalPipeline pipeline = LocalPipeline.start(1, tasks, tasks);
                FramePublisher publisher = new FramePublisher(pipeline.client(), Topics.ROBOT_FRAMES, Format.JSON)) {
            if (model != null) {
                publisher.register(model.message());
            }
            if (stopped) {
                return;
            }
            pipeline.submitTwin(
                    tasks,
                    "--" + TwinOptions.PREDICTOR.key() + "="
                            + options.predictor().name(),
                    "--" + TwinOptions.FLOOR.key() + "=" + options.floor().name());
            try (TopicReader counting =
                            TopicReader.startInPlace(pipeline.client(), this::count, Topics.TWIN_PREDICTIONS);
                    TopicReader refused = TopicReader.start(pipeline.client(), this::refuse, Topics.TWIN_REJECTED);
                    TopicReader windows = TopicReader.start(pipeline.client(), this::window, Topics.TWIN_LATENCY)) {
                List<TopicReader> readers = List.of(counting, refused, windows);
                String id = model == null ? null : model.message().model();
                out.println("warming up: other robots play until the JVM has compiled what it runs, which is slow at"
                        + " first");
                warmUp.play(publisher, id);
                long before = publisher.published();
                double seconds = play(publisher, id, readers);
                long ended = System.nanoTime();
                publisher.flush();
                long sent = publisher.published() - before;
                double behind = Math.max(0, awaitTail(sent, readers) - ended) * 1e-9;
                told.accept(summary(sent, seconds, behind, locked));
            }
        }
    }

    /** Number of tasks for these robots and cores; the broker and this reader need cores too. */
    private int tasks() {
        return Math.max(1, Math.min(options.robots(), Runtime.getRuntime().availableProcessors() / 2));
    }

    private void count(ConsumerRecord<byte[], ByteBuffer> prediction) {
        if (JitWarmUp.isIn(prediction)) {
            warmUp.count(prediction);
        } else {
            predictions.accept(prediction);
        }
    }

    private void refuse(ConsumerRecord<byte[], byte[]> refusal) {
        if (JitWarmUp.isIn(refusal)) {
            warmUp.refuse(refusal);
        } else {
            rejected.accept(refusal);
        }
    }

    private void window(ConsumerRecord<byte[], byte[]> window) {
        if (!JitWarmUp.isIn(window)) {
            latency.accept(window);
        }
    }

    private double play(FramePublisher publisher, @Nullable String model, List<TopicReader> readers) throws Exception {
        RecordingPlayer playing = new RecordingPlayer(
                options.recording(), model, RecordingPlayer.fleet("h", options.robots()), options.speed(), publisher);
        player = playing;
        if (stopped) {
            return 0;
        }
        latency.showFrom(Instant.now().toEpochMilli());
        Instant measureFrom = Instant.now().plusNanos((long) (options.warmUpSeconds() * 1e9));
        latency.measureFrom(measureFrom.toEpochMilli());
        if (options.speed() == 1) {
            predictions.measureFrom(measureFrom.toEpochMilli() * 1_000_000);
        }
        long start = System.nanoTime();
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> play(playing, done), "play");
        thread.start();
        DemoTable table = new DemoTable(out, terminal);
        while (thread.isAlive()) {
            thread.join(1_000);
            readers.forEach(TopicReader::check);
            if (thread.isAlive()) {
                table.show((System.nanoTime() - start) * 1e-9, latency, rejected.count());
            }
        }
        done.join();
        return (System.nanoTime() - start) * 1e-9;
    }

    private void play(RecordingPlayer playing, CompletableFuture<Void> done) {
        try {
            Double seconds = options.seconds();
            if (seconds == null) {
                playing.playOnce();
            } else {
                playing.play(seconds);
            }
            done.complete(null);
        } catch (Exception e) {
            done.completeExceptionally(e);
        }
    }

    /** Waits for the last frames; returns the arrival time of the last one, as in {@link System#nanoTime}. */
    private long awaitTail(long sent, List<TopicReader> readers) throws InterruptedException {
        long through = -1;
        long lastProgress = System.nanoTime();
        while (through < sent && System.nanoTime() - lastProgress < TAIL_MILLIS * 1_000_000) {
            readers.forEach(TopicReader::check);
            long now = predictions.distinct() + rejected.count();
            if (now > through) {
                through = now;
                lastProgress = System.nanoTime();
            }
            Thread.sleep(20);
        }
        return lastProgress;
    }

    private DemoSummary summary(long sent, double seconds, double behind, List<String> locked) {
        Map<String, FleetLatency.Rmse> rmse = new LinkedHashMap<>();
        latency.rmse().forEach((horizon, error) -> rmse.put("%.0f_ms".formatted(horizon), error));
        return new DemoSummary(
                options.recording().toString(),
                options.robots(),
                options.speed(),
                seconds,
                options.warmUpSeconds(),
                sent,
                predictions.predictions(),
                predictions.distinct(),
                rejected.count(),
                rejected.byReason(),
                latency.transport(),
                latency.sync(),
                latency.compute(),
                Figures.of(predictions.endToEnd(), 1e6),
                latency.overTarget(),
                latency.realtimeFactor(),
                behind,
                rmse,
                locked);
    }
}
