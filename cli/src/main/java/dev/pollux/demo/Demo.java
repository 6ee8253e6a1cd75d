package dev.pollux.demo;

import dev.pollux.job.options.TwinOptions;
import dev.pollux.kafka.Topics;
import dev.pollux.local.LocalPipeline;
import dev.pollux.messages.Format;
import dev.pollux.play.FramePublisher;
import dev.pollux.play.PlayedModel;
import dev.pollux.play.RecordingPlayer;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** A recording played through broker, job and topics on this machine, in real time, and what came of it. */
public final class Demo {
    /** The last frames have come through when nothing more comes for so long, ms. */
    private static final long TAIL_MILLIS = 10_000;

    private static final String REHEARSAL = "warm-up";
    private static final double REHEARSAL_SECONDS = 10;
    private static final double REHEARSAL_SPEED = 2;

    private final DemoOptions options;
    private final PrintStream out;
    private final boolean terminal;
    private final PredictionCount rehearsed = new PredictionCount();
    private final PredictionCount predictions = new PredictionCount();
    private final RejectedCount rejected = new RejectedCount();
    private final FleetLatency latency = new FleetLatency();
    private volatile boolean stopped;
    private volatile @Nullable RecordingPlayer player;

    /**
     * A demo.
     *
     * @param out where people watch
     * @param terminal whether the table may be redrawn in place
     */
    public Demo(DemoOptions options, PrintStream out, boolean terminal) {
        this.options = options;
        this.out = out;
        this.terminal = terminal;
    }

    /** Ends the playing; {@link #run} then sums up. */
    public void stop() {
        stopped = true;
        RecordingPlayer playing = player;
        if (playing != null) {
            playing.stop();
        }
    }

    /** Plays. */
    public DemoSummary run() throws Exception {
        Path urdf = options.model();
        PlayedModel model = urdf == null ? null : PlayedModel.fit(urdf, options.description(), options.recording());
        List<String> locked = model == null ? List.of() : model.locked();
        if (!locked.isEmpty()) {
            out.println("held at 0, as the recording does not have them: " + String.join(", ", locked));
        }
        out.println("starting Kafka, Flink and the job ...");
        int tasks = tasks();
        try (LocalPipeline pipeline = LocalPipeline.start(1, tasks, tasks);
                FramePublisher publisher = new FramePublisher(pipeline.client(), Topics.ROBOT_FRAMES, Format.JSON)) {
            if (model != null) {
                publisher.register(model.message());
            }
            pipeline.submitTwin(
                    tasks,
                    "--" + TwinOptions.PREDICTOR.key() + "="
                            + options.predictor().name());
            try (TopicReader counting =
                            TopicReader.startInPlace(pipeline.client(), this::count, Topics.TWIN_PREDICTIONS);
                    TopicReader refused = TopicReader.start(pipeline.client(), this::refuse, Topics.TWIN_REJECTED);
                    TopicReader windows = TopicReader.start(pipeline.client(), this::window, Topics.TWIN_LATENCY)) {
                List<TopicReader> readers = List.of(counting, refused, windows);
                String id = model == null ? null : model.message().model();
                long before = rehearse(publisher, id);
                double seconds = play(publisher, id, readers);
                publisher.flush();
                long sent = publisher.published() - before;
                awaitTail(sent, readers);
                return summary(sent, seconds, locked);
            }
        }
    }

    /** As many tasks as robots and cores give work to; the broker and this reader need cores too. */
    private int tasks() {
        return Math.max(1, Math.min(options.robots(), Runtime.getRuntime().availableProcessors() / 2));
    }

    /**
     * Robots of another name run through the pipeline faster than real time, so that the JVM has compiled what it runs
     * before it counts: a robot's twin is not judged by how the machine starts.
     *
     * @return frames published
     */
    private long rehearse(FramePublisher publisher, @Nullable String model) throws Exception {
        out.println("warming up ...");
        RecordingPlayer playing = new RecordingPlayer(
                options.recording(), model, RecordingPlayer.fleet(REHEARSAL, 4), REHEARSAL_SPEED, publisher);
        player = playing;
        if (!stopped) {
            playing.play(REHEARSAL_SECONDS);
        }
        publisher.flush();
        long deadline = System.nanoTime() + TAIL_MILLIS * 1_000_000;
        while (rehearsed.distinct() < publisher.published() && System.nanoTime() < deadline && !stopped) {
            Thread.sleep(20);
        }
        return publisher.published();
    }

    private void count(ConsumerRecord<byte[], ByteBuffer> prediction) {
        (isRehearsal(prediction) ? rehearsed : predictions).accept(prediction);
    }

    private void refuse(ConsumerRecord<byte[], byte[]> refusal) {
        if (!isRehearsal(refusal)) {
            rejected.accept(refusal);
        }
    }

    private void window(ConsumerRecord<byte[], byte[]> window) {
        if (!isRehearsal(window)) {
            latency.accept(window);
        }
    }

    private static boolean isRehearsal(ConsumerRecord<byte[], ?> record) {
        byte[] key = record.key();
        return key != null && new String(key, StandardCharsets.UTF_8).startsWith(REHEARSAL);
    }

    private double play(FramePublisher publisher, @Nullable String model, List<TopicReader> readers) throws Exception {
        RecordingPlayer playing = new RecordingPlayer(
                options.recording(), model, RecordingPlayer.fleet("h", options.robots()), options.speed(), publisher);
        player = playing;
        if (stopped) {
            return 0;
        }
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

    private void awaitTail(long sent, List<TopicReader> readers) throws InterruptedException {
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
    }

    private DemoSummary summary(long sent, double seconds, List<String> locked) {
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
                rmse,
                locked);
    }
}
