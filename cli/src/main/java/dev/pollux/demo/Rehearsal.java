package dev.pollux.demo;

import dev.pollux.play.FramePublisher;
import dev.pollux.play.RecordingPlayer;
import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Robots of another name run through the pipeline faster than real time, round after round until the JVM has compiled
 * most of what it runs: a robot's twin is not judged by how the machine starts.
 */
final class Rehearsal {
    private static final String NAME = "warm-up";
    private static final int ROBOTS = 4;
    private static final double SPEED = 2;
    private static final double ROUND_SECONDS = 5;
    private static final int FEWEST_ROUNDS = 2;
    private static final int MOST_ROUNDS = 6;

    /** The JVM has compiled what it runs where its compilers are at work for less than this part of the time. */
    private static final double COMPILED = 0.2;

    /** What has not come through by then never will, ns. */
    private static final long PATIENCE = 10_000_000_000L;

    private final DemoOptions options;
    private final PredictionCount predictions = new PredictionCount();
    private final CompilationMXBean compilers = ManagementFactory.getCompilationMXBean();
    private volatile boolean stopped;
    private volatile @Nullable RecordingPlayer player;

    Rehearsal(DemoOptions options) {
        this.options = options;
    }

    /** Whether a record is of a robot that rehearses. */
    static boolean isIn(ConsumerRecord<byte[], ?> record) {
        byte[] key = record.key();
        return key != null && new String(key, StandardCharsets.UTF_8).startsWith(NAME);
    }

    /** Counts a prediction for a robot that rehearses. */
    void count(ConsumerRecord<byte[], ByteBuffer> prediction) {
        predictions.accept(prediction);
    }

    void stop() {
        stopped = true;
        RecordingPlayer playing = player;
        if (playing != null) {
            playing.stop();
        }
    }

    /**
     * Plays all rounds; what they published has come through when this returns.
     *
     * @param model the model's id every frame names; null: what the recording says
     */
    void play(FramePublisher publisher, @Nullable String model) throws IOException, InterruptedException {
        boolean compiling = true;
        for (int round = 1; !stopped && round <= MOST_ROUNDS && (compiling || round <= FEWEST_ROUNDS); round++) {
            long start = System.nanoTime();
            long compiled = compilers.getTotalCompilationTime();
            RecordingPlayer playing = new RecordingPlayer(
                    options.recording(), model, RecordingPlayer.fleet(NAME + "-" + round, ROBOTS), SPEED, publisher);
            player = playing;
            if (!stopped) {
                playing.play(ROUND_SECONDS);
            }
            publisher.flush();
            await(publisher.published());
            double millis = (System.nanoTime() - start) * 1e-6;
            // Frames that are refused make no further round worth its wait.
            compiling = compilers.getTotalCompilationTime() - compiled > COMPILED * millis
                    && predictions.distinct() == publisher.published();
        }
    }

    private void await(long published) throws InterruptedException {
        long start = System.nanoTime();
        while (predictions.distinct() < published && System.nanoTime() - start < PATIENCE && !stopped) {
            Thread.sleep(20);
        }
    }
}
