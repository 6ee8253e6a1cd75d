package dev.pollux.demo;

import dev.pollux.local.PredictionCount;
import dev.pollux.local.RejectedCount;
import dev.pollux.play.FramePublisher;
import dev.pollux.play.RecordingPlayer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Robots of another name play the recording in real time, as the measured ones will, until the JVM has compiled most of
 * what it runs: a robot's twin is not judged by how the machine starts. At another speed frames bear another clock, and
 * what was compiled for those would be compiled again for the others.
 */
final class JitWarmUp {
    private static final String NAME = "warm-up";
    private static final int ROBOTS = 5;

    /** How often it is looked whether the compilers rest. In the first of these times the robots but begin. */
    private static final long LOOK_MILLIS = 3_000;

    /** The JVM has compiled what it runs where its compilers, several at once, take less than this part of a core. */
    private static final double COMPILED = 0.2;

    /** What has not come through by then never will, ns. */
    private static final long PATIENCE = 10_000_000_000L;

    private final DemoOptions options;
    private final double mostSeconds;
    private final LongSupplier compilingMillis;
    private final Consumer<String> progress;
    private final PredictionCount predictions = new PredictionCount();
    private final RejectedCount rejected = new RejectedCount();
    private volatile boolean stopped;
    private volatile @Nullable RecordingPlayer player;

    /**
     * A warm-up.
     *
     * @param mostSeconds after which it ends, whatever the compilers do
     * @param compilingMillis for how long the JVM's compilers have been at work since it started
     * @param progress is told in a line every few seconds
     */
    JitWarmUp(DemoOptions options, double mostSeconds, LongSupplier compilingMillis, Consumer<String> progress) {
        this.options = options;
        this.mostSeconds = mostSeconds;
        this.compilingMillis = compilingMillis;
        this.progress = progress;
    }

    /** Whether a record is of a robot that only warms up. */
    static boolean isIn(ConsumerRecord<byte[], ?> record) {
        byte[] key = record.key();
        return key != null && new String(key, StandardCharsets.UTF_8).startsWith(NAME);
    }

    /** Counts a prediction for a robot that only warms up. */
    void count(ConsumerRecord<byte[], ByteBuffer> prediction) {
        predictions.accept(prediction);
    }

    /** Counts a refused frame of a robot that only warms up. */
    void refuse(ConsumerRecord<byte[], byte[]> refusal) {
        rejected.accept(refusal);
    }

    /** Ends it, or keeps it from beginning. */
    void stop() {
        stopped = true;
        RecordingPlayer playing = player;
        if (playing != null) {
            playing.stop();
        }
    }

    /**
     * Plays; what was published has come through when this returns.
     *
     * @param model the model's id every frame names; null: what the recording says
     */
    void play(FramePublisher publisher, @Nullable String model) throws IOException, InterruptedException {
        RecordingPlayer playing =
                new RecordingPlayer(options.recording(), model, RecordingPlayer.fleet(NAME, ROBOTS), 1, publisher);
        player = playing;
        if (stopped) {
            return;
        }
        Thread watch = new Thread(() -> watch(playing), "warm-up");
        watch.start();
        try {
            playing.play(mostSeconds);
        } finally {
            watch.interrupt();
            watch.join();
        }
        publisher.flush();
        await(publisher.published());
    }

    /** Ends the playing once the compilers rest, or nothing comes through that could make them work. */
    private void watch(RecordingPlayer playing) {
        try {
            double compiling = 1;
            long through = 0;
            for (int looks = 1; looks <= 2 || compiling > COMPILED && predictions.distinct() > through; looks++) {
                through = predictions.distinct();
                long compiled = compilingMillis.getAsLong();
                Thread.sleep(LOOK_MILLIS);
                compiling = (double) (compilingMillis.getAsLong() - compiled) / LOOK_MILLIS;
                progress.accept(String.format(
                        Locale.ROOT,
                        "warming up: %d s of at most %.0f s, %d predictions",
                        looks * LOOK_MILLIS / 1_000,
                        mostSeconds,
                        predictions.distinct()));
            }
            playing.stop();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private void await(long published) throws InterruptedException {
        long start = System.nanoTime();
        while (predictions.distinct() + rejected.count() < published
                && System.nanoTime() - start < PATIENCE
                && !stopped) {
            Thread.sleep(20);
        }
    }
}
