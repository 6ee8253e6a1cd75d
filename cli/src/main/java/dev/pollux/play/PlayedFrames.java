package dev.pollux.play;

import dev.pollux.model.Counted;
import dev.pollux.recording.ArrivalClock;
import dev.pollux.recording.LineRefusedException;
import dev.pollux.recording.RecordedFrame;
import dev.pollux.recording.Recording;
import dev.pollux.recording.RecordingFile;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A recording's frames as a robot sends them, once or again and again: in the file's order, the first with seq and stamp 0, run
 * after run in {@link RunOrder}; within a run late and swapped ones come when they arrived ({@link ArrivalClock}).
 */
final class PlayedFrames implements Closeable {
    private final RecordingFile file;
    private final boolean again;
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

    /**
     * Opens a recording.
     *
     * @param again whether it begins anew at its end
     */
    PlayedFrames(RecordingFile file, boolean again) throws IOException {
        this.file = file;
        this.again = again;
        recording = file.open();
        try {
            more = read();
            if (!more) {
                throw new IOException(file + ": holds no frame");
            }
        } catch (IOException | RuntimeException broken) {
            recording.close();
            throw broken;
        }
        begins = true;
        order.place(next.frame, true);
    }

    /** Goes on to the next frame; false at the end. */
    boolean next() throws IOException {
        if (!more) {
            return false;
        }
        RecordedFrame before = played;
        played = next;
        next = before;
        more = read() || again && reopen();
        if (more) {
            order.place(next.frame, begins);
        }
        arrival = arrivals.take(played.frame.stampNanos, interval());
        return true;
    }

    /** Reads the next line that is a frame; false at the end of the file. */
    private boolean read() throws IOException {
        while (true) {
            try {
                boolean there = recording.next(next);
                begins = there && next.episode != played.episode;
                String early = there ? null : recording.endedEarly();
                if (early != null) {
                    remarks.add(file + ": " + early);
                }
                return there;
            } catch (LineRefusedException noFrame) {
                passedOverFirst = passedOver == 0 ? String.valueOf(noFrame.getMessage()) : passedOverFirst;
                passedOver += firstTime ? 1 : 0;
            }
        }
    }

    private boolean reopen() throws IOException {
        recording.close();
        firstTime = false;
        recording = file.open();
        boolean there = read();
        begins = true;
        return there;
    }

    /** The frame and what was so when it was taken; may be changed until {@link #next}. */
    RecordedFrame played() {
        return played;
    }

    /** When the frame arrives, ns since the first. */
    long arrival() {
        return arrival;
    }

    /** Whether the frame is the last of its run. */
    boolean endsRun() {
        return !more || begins;
    }

    /** From the frame's stamp to that of the next one of its run, ns; 0: there is none. */
    long interval() {
        return !endsRun() ? next.frame.stampNanos - played.frame.stampNanos : 0;
    }

    /** What of the recording could not be played, and where it ended early: a sentence each, for people. */
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
        recording.close();
    }
}
