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
 * Lets other robots play the recording in real time, like the measured ones later, until the JVM has compiled most of
 * the code: latencies then do not depend on the start. Real time, because frames at another speed have another clock,
 * and would need another compilation.
 */
final class JitWarmUp {
    private static final String NAME = "warm-up";
    private static final int ROBOTS = 5;

    /** Interval at which the compilers are checked. In the first one the robots only start. */
    private static final long LOOK_MILLIS = 3_000;

    /** The JVM has compiled its code if its compilers, several in parallel, take less than this share of a core. */
    private static final double COMPILED = 0.2;

    /** Frames that have not come through after this time are lost, ns. */
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
     * @param mostSeconds longest duration, whatever the compilers do
     * @param compilingMillis total working time of the JVM's compilers since its start
     * @param progress receives a line every few seconds
     */
    JitWarmUp(DemoOptions options, double mostSeconds, LongSupplier compilingMillis, Consumer<String> progress) {
        this.options = options;
        this.mostSeconds = mostSeconds;
        this.compilingMillis = compilingMillis;
        this.progress = progress;
    }

    /** Whether a record belongs to a robot of the warm-up. */
    static boolean isIn(ConsumerRecord<byte[], ?> record) {
        byte[] key = record.key();
        return key != null && new String(key, StandardCharsets.UTF_8).startsWith(NAME);
    }

    /** Counts a prediction for a robot of the warm-up. */
    void count(ConsumerRecord<byte[], ByteBuffer> prediction) {
        predictions.accept(prediction);
    }

    /** Counts a rejected frame of a robot of the warm-up. */
    void refuse(ConsumerRecord<byte[], byte[]> refusal) {
        rejected.accept(refusal);
    }

    /** Ends the warm-up, or prevents its start. */
    void stop() {
        stopped = true;
        RecordingPlayer playing = player;
        if (playing != null) {
            playing.stop();
        }
    }

    /**
     * Plays; all published frames have come through when this returns.
     *
     * @param model the model id in every frame; null: that of the recording
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

    /** Stops the playing when the compilers are idle, or nothing comes through that could need them. */
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
