package dev.pollux.play;

import dev.pollux.recording.ArrivalClock;
import dev.pollux.recording.LineRefusedException;
import dev.pollux.recording.RecordedFrame;
import dev.pollux.recording.Recording;
import dev.pollux.recording.RecordingFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Reads ahead in a recording that is being played, in its own threads: finds its {@link Loop}, and opens the file at
 * its start, so that neither the start nor a repetition waits for the file. The result does not depend on timing.
 */
final class LoopPrefetch implements Closeable {
    private final RecordingFile file;
    private final long nanos;
    private final long frames;
    private final CompletableFuture<@Nullable Loop> loop;
    private volatile long looked;
    private volatile boolean closed;
    private volatile @Nullable String endedEarly;
    private @Nullable CompletableFuture<Recording> begin;

    /**
     * Starts to read.
     *
     * @param nanos playing time, ns of the recording's own time
     * @param frames number of frames to be played. A recording that is as long is not repeated, and needs no loop
     */
    LoopPrefetch(RecordingFile file, long nanos, long frames) {
        this.file = file;
        this.nanos = nanos;
        this.frames = frames;
        loop = CompletableFuture.supplyAsync(this::find, LoopPrefetch::inBackground);
    }

    /**
     * Whether the loop ends at this frame. Waits if that is not known yet; for the first half of what was read it is,
     * since no loop ends in the first half of its recording.
     *
     * @param frame index in the recording
     */
    boolean endsAt(long frame) {
        if (frame < looked / 2) {
            return false;
        }
        Loop found = loop.join();
        if (found != null && begin == null) {
            begin = opening(found);
        }
        return found != null && frame == found.end();
    }

    /** The loop; null if there is none. Waits until it is known. */
    @Nullable Loop loop() {
        return loop.join();
    }

    /** Where and how the file ended early, as far as read; null if it is complete. */
    @Nullable String endedEarly() {
        return endedEarly;
    }

    /** The recording, opened at the start of the loop; the caller closes it. Only at the loop's end. */
    Recording open() throws IOException {
        Loop found = Objects.requireNonNull(loop.join(), "no loop ends here");
        CompletableFuture<Recording> opened = Objects.requireNonNull(begin, "no loop ends here");
        begin = opening(found);
        try {
            return opened.join();
        } catch (CompletionException broken) {
            throw new IOException(file + ": cannot be read again: " + broken.getMessage(), broken);
        }
    }

    private @Nullable Loop find() {
        LoopSearch search = new LoopSearch();
        ArrivalClock arrivals = new ArrivalClock();
        RecordedFrame recorded = new RecordedFrame();
        int episode = 0;
        try (Recording recording = file.open()) {
            while (advance(recording, recorded)) {
                episode = looked == 0 ? recorded.episode : episode;
                long arrival = arrivals.take(recorded.frame.stampNanos, 0);
                if (recorded.episode != episode || arrival >= nanos || looked + 1 >= frames) {
                    return null;
                }
                if (!search.take(recorded.frame)) {
                    return null;
                }
                looked = search.count();
            }
            endedEarly = recording.endedEarly();
        } catch (IOException unreadable) {
            return null; // reported where the recording is played
        }
        return closed ? null : search.find();
    }

    private CompletableFuture<Recording> opening(Loop found) {
        return CompletableFuture.supplyAsync(() -> openAt(found.from()), LoopPrefetch::inBackground);
    }

    private Recording openAt(long frame) {
        RecordedFrame passed = new RecordedFrame();
        try {
            Recording recording = file.open();
            for (long i = 0; i < frame && advance(recording, passed); i++) {}
            return recording;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Reads the next line that is a frame; false at the end, or if it is no longer needed. */
    private boolean advance(Recording recording, RecordedFrame out) throws IOException {
        while (!closed) {
            try {
                return recording.next(out);
            } catch (LineRefusedException noFrame) {
                // reported where the recording is played
            }
        }
        return false;
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "recording read ahead");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closed = true;
        if (begin != null) {
            begin.thenAccept(LoopPrefetch::closeUnused);
        }
    }

    private static void closeUnused(Recording recording) {
        try {
            recording.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
