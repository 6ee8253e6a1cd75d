package dev.pollux.play;

import dev.pollux.model.Counted;
import dev.pollux.recording.ArrivalClock;
import dev.pollux.recording.LineRefusedException;
import dev.pollux.recording.RecordedFrame;
import dev.pollux.recording.Recording;
import dev.pollux.recording.RecordingFile;
import dev.pollux.recording.RunOrder;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A recording's frames as a robot sends them, once or repeatedly: in the file's order, the first with seq and stamp 0,
 * run after run in {@link RunOrder}; within a run, late and swapped frames come at their arrival ({@link
 * ArrivalClock}). Repetitions use the recording's {@link Loop}, in runs of {@value #LONGEST_RUN} ns; without a loop
 * each repetition is a separate run.
 */
final class PlayedFrames implements Closeable {
    /**
     * Longest time of repetitions without a pause, ns. Sensor biases drift and jump back at every repetition, by less
     * than the noise; the jumps are equal each time, and their effects on the estimated tilt add up.
     */
    static final long LONGEST_RUN = 180_000_000_000L;

    private final RecordingFile file;
    private final @Nullable LoopPrefetch ahead;
    private final RunOrder order = RunOrder.fromZero();
    private final ArrivalClock arrivals = new ArrivalClock();
    private final Set<String> remarks = new LinkedHashSet<>();
    private Recording recording;
    private RecordedFrame played = new RecordedFrame();
    private RecordedFrame next = new RecordedFrame();
    private boolean more;
    private boolean begins;
    private long passedOver;
    private String passedOverFirst = "";
    private boolean firstTime = true;
    private long arrival;
    private long index = -1;
    private long runBegan;

    private PlayedFrames(RecordingFile file, @Nullable LoopPrefetch ahead) throws IOException {
        this.file = file;
        this.ahead = ahead;
        recording = file.open();
        try {
            more = read();
            if (!more) {
                throw new IOException(file + ": holds no frame");
            }
        } catch (IOException | RuntimeException broken) {
            close();
            throw broken;
        }
        begins = true;
        order.place(next.frame, true);
    }

    /** Opens a recording that is played once. */
    static PlayedFrames once(RecordingFile file) throws IOException {
        return new PlayedFrames(file, null);
    }

    /**
     * Opens a recording that is repeated without end.
     *
     * @param nanos planned playing time, as {@link #arrival} counts
     * @param frames planned number of frames
     */
    static PlayedFrames again(RecordingFile file, long nanos, long frames) throws IOException {
        return new PlayedFrames(file, new LoopPrefetch(file, nanos, frames));
    }

    /** Advances to the next frame; false at the end. */
    boolean next() throws IOException {
        if (!more) {
            return false;
        }
        boolean first = begins;
        RecordedFrame before = played;
        played = next;
        next = before;
        more = read();
        if (ahead != null) {
            goRound(ahead);
        }
        if (more) {
            order.place(next.frame, begins);
        }
        arrival = arrivals.take(played.frame.stampNanos, interval());
        runBegan = first ? arrival : runBegan;
        return true;
    }

    /** Reads the next line that is a frame; false at the end of the file. */
    private boolean read() throws IOException {
        while (true) {
            try {
                boolean there = recording.next(next);
                index++;
                begins = there && next.episode != played.episode;
                remarkEnd(there ? null : recording.endedEarly());
                return there;
            } catch (LineRefusedException noFrame) {
                passedOverFirst = passedOver == 0 ? String.valueOf(noFrame.getMessage()) : passedOverFirst;
                passedOver += firstTime ? 1 : 0;
            }
        }
    }

    private void remarkEnd(@Nullable String early) {
        if (early != null) {
            remarks.add(file + ": " + early);
        }
    }

    /** At the end of the loop or the recording, continues at its start; after a long run, restarts the recording. */
    private void goRound(LoopPrefetch ahead) throws IOException {
        boolean turns = more && ahead.endsAt(index);
        if (turns && arrival - runBegan >= LONGEST_RUN) {
            more = false;
        } else if (turns) {
            long seq = next.frame.seq;
            long stamp = next.frame.stampNanos;
            Loop loop = Objects.requireNonNull(ahead.loop());
            more = beginAt(loop.from(), ahead.open());
            order.replace(next.frame, seq, stamp);
            remarkEnd(ahead.endedEarly());
        }
        if (!more) {
            more = beginAt(0, file.open());
            begins = true;
        }
    }

    private boolean beginAt(long frame, Recording opened) throws IOException {
        recording.close();
        recording = opened;
        firstTime = false;
        index = frame - 1;
        return read();
    }

    /** The frame with its truth; may be changed until {@link #next}. */
    RecordedFrame played() {
        return played;
    }

    /** Arrival time of the frame, ns since the first. */
    long arrival() {
        return arrival;
    }

    /** Whether the frame is the last of its run. */
    boolean endsRun() {
        return !more || begins;
    }

    /** Time from the frame's stamp to that of the next one in its run, ns; 0: there is none. */
    long interval() {
        return !endsRun() ? next.frame.stampNanos - played.frame.stampNanos : 0;
    }

    /** What could not be played, and where the recording ended early: a sentence each. */
    List<String> remarks() {
        List<String> all = new ArrayList<>(remarks);
        if (passedOver > 0) {
            all.add(Counted.of(passedOver, "line") + " of the recording " + (passedOver == 1 ? "is" : "are")
                    + " no frame and passed over, the first: " + passedOverFirst);
        }
        return all;
    }

    @Override
    public void close() throws IOException {
        if (ahead != null) {
            ahead.close();
        }
        recording.close();
    }
}
