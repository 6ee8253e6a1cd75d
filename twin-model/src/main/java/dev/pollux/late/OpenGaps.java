package dev.pollux.late;

import dev.pollux.state.FrameOrder;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinState;
import dev.pollux.state.TwinStateFormat;
import dev.pollux.storage.Described;
import dev.pollux.storage.StateFields;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gaps in one robot's frames that a late frame may still fill: all frames processed since the oldest gap opened
 * and, for each gap, the robot's state before it.
 */
public final class OpenGaps implements Described {
    /** Most gaps that are open at once: each costs a copy of the state. */
    public static final int MOST = 8;

    /** Most frames held; beyond, the oldest gap is given up. Equal to the window in which duplicates are detected. */
    public static final int MOST_FRAMES = FrameOrder.WINDOW;

    /** Limit while a late frame is inserted. */
    private static final int MOST_HELD = 2 * MOST_FRAMES;

    private static final Held NONE = new Held(0, 0, 0, new byte[0], 0, 0, null);

    private final List<Held> held = new ArrayList<>();
    private int told;

    /**
     * A frame, the number of frames missing before it, the number before it that were rejected for their content, and
     * the state before it; null if none is missing.
     */
    private record Held(
            long seq,
            long stampNanos,
            long arrivalMillis,
            byte[] frame,
            long missing,
            long passed,
            byte @Nullable [] before) {
        Held {
            before = missing == 0 ? null : before;
        }

        Held(SensorFrame frame, long arrivalMillis, long missing, long passed, byte @Nullable [] before) {
            this(frame.seq, frame.stampNanos, arrivalMillis, HeldFrame.bytes(frame), missing, passed, before);
        }

        static Held describe(StateFields f, Held h) throws IOException {
            byte[] before = h.before == null ? NONE.frame : h.before;
            return new Held(
                    f.whole(h.seq),
                    f.whole(h.stampNanos),
                    f.whole(h.arrivalMillis),
                    f.block(h.frame),
                    f.whole(h.missing),
                    f.whole(h.passed),
                    f.block(before));
        }

        boolean misses(long number, long stride) {
            return missing > 0
                    && number < seq
                    && (seq - number) % stride == 0
                    && (seq - number) / stride <= missing + passed;
        }

        Held with(long missing, long passed, byte @Nullable [] before) {
            return new Held(seq, stampNanos, arrivalMillis, frame, missing, passed, before);
        }
    }

    /** Number of open gaps. */
    public int count() {
        return (int) held.stream().filter(h -> h.missing > 0).count();
    }

    /** Number of missing frames. */
    public long missing() {
        return held.stream().mapToLong(Held::missing).sum();
    }

    /**
     * Finds the place of a late frame among the held frames.
     *
     * @param stride usual step of the robot's seq
     * @param since append time, ms: older gaps are not filled
     * @param jitter how much later its stamp may be than that of the frame after it, ns
     * @return index of the frame before which it was missing; −1 if it fills no gap
     */
    public int place(SensorFrame late, long stride, long since, long jitter) {
        for (int i = 0; i < held.size(); i++) {
            Held next = held.get(i);
            if (next.misses(late.seq, stride)) {
                return next.arrivalMillis >= since && late.stampNanos <= next.stampNanos + jitter ? i : -1;
            }
        }
        return -1;
    }

    /** A new copy of the robot's state before the gap at that place. */
    public TwinState before(int place) {
        byte[] bytes = held.get(place).before;
        if (bytes == null) {
            throw new IllegalArgumentException("no frame is missing at place " + place);
        }
        try {
            return TwinStateFormat.read(new DataInputStream(new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException("a state that was written is read", e);
        }
    }

    /**
     * Holds the newest frame.
     *
     * @param order knows how many frames are missing before it
     * @param before the state before it if it opened a gap, otherwise null
     */
    public void add(SensorFrame frame, long arrivalMillis, FrameOrder order, byte @Nullable [] before) {
        boolean opens = before != null;
        held.add(new Held(frame, arrivalMillis, opens ? order.missing() : 0, opens ? order.passedBefore() : 0, before));
    }

    /** Inserts a late frame at its place: the gaps that remain on both sides of it have the age of the old one. */
    public void insert(int place, SensorFrame late, long stride) {
        Held next = held.get(place);
        long between = (next.seq - late.seq) / stride - 1;
        long passedBehind = Math.min(next.passed, between); // their positions are not stored
        long missingBehind = between - passedBehind;
        long left = next.missing - 1;
        held.set(place, next.with(missingBehind, passedBehind, next.before));
        held.add(
                place,
                new Held(late, next.arrivalMillis, left - missingBehind, next.passed - passedBehind, next.before));
    }

    /** Removes the gap before the frame with that seq: its seq was wrong. */
    public void close(long seq) {
        for (int i = 0; i < held.size(); i++) {
            if (held.get(i).seq == seq) {
                held.set(i, held.get(i).with(0, 0, null));
            }
        }
    }

    /** Number of frames held. */
    public int frames() {
        return held.size();
    }

    /** Whether frames are missing directly before the one at that place. */
    public boolean opensAt(int place) {
        return held.get(place).missing > 0;
    }

    /** Replaces the stored state before the frame at that place. */
    public void renew(int place, byte[] before) {
        Held renewed = held.get(place);
        held.set(place, renewed.with(renewed.missing, renewed.passed, before));
    }

    /** Reads the frame at that place. */
    public void read(int place, SensorFrame frame) {
        HeldFrame.read(held.get(place).frame, frame);
    }

    /**
     * Gives up the gaps that opened before an append time.
     *
     * @return number of frames that stay missing
     */
    public long giveUp(long since) {
        long missing = 0;
        while (!held.isEmpty()
                && (held.get(0).missing == 0 || held.get(0).arrivalMillis < since || held.size() > MOST_FRAMES)) {
            missing += held.remove(0).missing;
        }
        return missing;
    }

    /** Marks an event kind as reported while gaps are open; returns whether it is the first report. */
    public boolean tell(TwinEvent.Kind kind) {
        int bit = 1 << kind.ordinal();
        boolean news = (told & bit) == 0;
        told |= bit;
        return news;
    }

    @Override
    public void describe(StateFields f) throws IOException {
        told = f.whole(told);
        int count = f.count(held.size(), MOST_HELD);
        for (int i = 0; i < count; i++) {
            Held described = Held.describe(f, i < held.size() ? held.get(i) : NONE);
            if (i < held.size()) {
                held.set(i, described);
            } else {
                held.add(described);
            }
        }
    }
}
