package dev.pollux.cli;

import dev.pollux.model.Counted;
import dev.pollux.play.FramePublisher;
import dev.pollux.play.RecordingPlayer;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Prints the progress of a replay: each second in place on a terminal, otherwise a line every ten seconds. */
final class ReplayProgress implements AutoCloseable {
    private final FramePublisher publisher;
    private final RecordingPlayer player;
    private final PrintWriter out;
    private final boolean terminal;
    private final long start = System.nanoTime();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread = new Thread(this::tell, "progress");

    private ReplayProgress(FramePublisher publisher, RecordingPlayer player, PrintWriter out, boolean terminal) {
        this.publisher = publisher;
        this.player = player;
        this.out = out;
        this.terminal = terminal;
    }

    /**
     * Starts to print.
     *
     * @param terminal whether a line may be overwritten
     */
    static ReplayProgress start(FramePublisher publisher, RecordingPlayer player, PrintWriter out, boolean terminal) {
        ReplayProgress progress = new ReplayProgress(publisher, player, out, terminal);
        progress.thread.setDaemon(true);
        progress.thread.start();
        return progress;
    }

    /** s since the start. */
    double seconds() {
        return (System.nanoTime() - start) * 1e-9;
    }

    /**
     * One line.
     *
     * @param seconds s since the start
     * @param behind s; 0: in time
     */
    static String line(double seconds, long frames, double behind) {
        return "%.0f s: %s published".formatted(seconds, Counted.of(frames, "frame"))
                + (behind > 0 ? ", %.1f s behind the recording's times".formatted(behind) : "");
    }

    private void tell() {
        try {
            while (!over.await(terminal ? 1 : 10, TimeUnit.SECONDS)) {
                String line = line(seconds(), publisher.published(), player.behindSeconds());
                out.print(terminal ? "\r" + line + "\033[K" : line + System.lineSeparator());
                out.flush();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws InterruptedException {
        over.countDown();
        thread.join();
        if (terminal) {
            out.print("\r\033[K");
            out.flush();
        }
    }
}
