package dev.pollux.state;

import dev.pollux.storage.StateFields;
import java.io.IOException;

/**
 * How one robot's frames follow one another, learned from synchronised and late frames: the step of the seq (usually 1;
 * 5 if every fifth frame of a control loop is sent; any number if the seq is a time) and the period of the stamps.
 * Missing frames can be counted only if most steps of the seq are equal.
 */
public final class FramePace {
    /** Number of equal steps before the step is believed. */
    private static final int BELIEVED = 3;

    /** Most votes that are kept: this many different steps replace a stride. */
    private static final int MOST_VOTES = 8;

    /** Without a seq, stamps more periods apart than this are a pause. */
    private static final double LEAP = 3;

    /** Weight of the newest period in the mean. */
    private static final double NEWEST = 0.125;

    private long stride;
    private int votes;
    private boolean numbered;

    /** Whether the robot sends several frames per instant, so that the seq counts frames, not samples. */
    private boolean parts;

    private float period;

    /**
     * Starts with the first frame after a start or restart of the robot.
     *
     * @param numbered whether the frame has a seq
     * @param step recent step of the seq; 0: unknown
     */
    public void begin(boolean numbered, long step) {
        this.numbered = numbered;
        parts = false;
        if (step == 0 || step != stride) {
            stride = step;
            votes = step == 0 ? 0 : 1;
        }
    }

    /**
     * Learns from a frame that follows another.
     *
     * @param numbered whether the frame has a seq
     * @param elapsed time between their stamps, s
     * @return number of samples between them; 0 if the seq does not tell
     */
    public long step(boolean numbered, long from, long to, double elapsed) {
        boolean counts = numbered && this.numbered && to > from;
        this.numbered = numbered;
        if (counts) {
            learn(to - from);
        }
        long counted = counts ? frames(from, to) : 0;
        double each = counted > 0 ? elapsed / counted : period > 0 ? Math.min(elapsed, LEAP * period) : elapsed;
        period = (float) (period == 0 || each < 0 ? Math.max(each, 0) : period + NEWEST * (each - period));
        return parts ? 0 : counted;
    }

    /** Learns from a frame with a further part of the same instant. */
    public void further(boolean numbered, long from, long to) {
        parts = true;
        if (numbered && this.numbered && to > from) {
            learn(to - from);
        }
        this.numbered = numbered;
    }

    /** Whether several frames describe one instant. */
    public boolean inParts() {
        return parts;
    }

    /**
     * Learns from a frame that is rejected because it comes after a later one: the step of the seq is not larger than
     * the distance between the two. A smaller step that divides the believed one is believed at once if it contradicts
     * that; otherwise frames swapped in pairs would teach a step of 2 between any two rejected frames.
     */
    void late(long from, long to) {
        long by = to - from;
        long before = stride;
        if (by > 0 && (before == 0 || by <= before)) {
            learn(by);
        }
        if (stride < before && before % stride == 0) {
            votes = BELIEVED;
        }
    }

    private void learn(long by) {
        if (by == stride) {
            votes = Math.min(votes + 1, MOST_VOTES);
        } else if (stride == 0 && by == 1) {
            stride = 1; // no smaller step is possible
            votes = MOST_VOTES;
        } else {
            votes -= stride > 0 && by % stride == 0 ? 1 : 2;
            if (votes <= 0) {
                stride = by;
                votes = 1;
            }
        }
    }

    /** Whether nothing is known about the steps of the seq: it has not risen yet. */
    boolean blank() {
        return stride == 0;
    }

    /** Whether most steps of the seq are equal. */
    public boolean counts() {
        return votes >= BELIEVED;
    }

    /** The usual step of the seq; 1 if unknown. */
    public long stride() {
        return counts() ? stride : 1;
    }

    /** Number of frames from one seq to a later one; 0 if unknown. */
    public long frames(long from, long to) {
        return counts() && to > from ? Math.max(1, (to - from) / stride) : 0;
    }

    /** Usual period of the stamps, ns; 0: unknown. */
    public long periodNanos() {
        return (long) (period * 1e9);
    }

    void describe(StateFields f) throws IOException {
        stride = f.whole(stride);
        votes = f.whole(votes);
        numbered = f.flag(numbered);
        parts = f.flag(parts);
        period = f.anySingle(period);
    }
}
