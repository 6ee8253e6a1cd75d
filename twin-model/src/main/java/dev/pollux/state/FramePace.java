package dev.pollux.state;

import dev.pollux.storage.StateFields;
import java.io.IOException;

/**
 * How one robot's frames follow one another, learned from those that are synced and those that come too late: by how much the seq rises from frame to
 * frame (1 for most, 5 where every fifth frame of a loop is sent, anything where the seq is a time), and how far stamps are
 * apart. Only where most steps of the seq are the same can missing frames be counted.
 */
public final class FramePace {
    /** Steps that must be the same before they are believed. */
    private static final int BELIEVED = 3;

    /** Votes that are kept at most: so many steps that differ overthrow a stride. */
    private static final int MOST_VOTES = 8;

    /** Stamps that are more periods apart are a pause, where the seq does not count. */
    private static final double LEAP = 3;

    /** Share of the newest period in the usual one. */
    private static final double NEWEST = 0.125;

    private long stride;
    private int votes;
    private boolean numbered;

    /** Whether the robot sends several frames of an instant, so that the seq counts frames, not samples. */
    private boolean parts;

    private float period;

    /**
     * Begins anew with a robot's first frame since a restart.
     *
     * @param numbered whether the frame has a seq
     * @param step by how much the seq has risen of late; 0: nothing is known
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
     * @param elapsed from the other's stamp to its own, s
     * @return how many samples further it is; 0 where the seq does not tell
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

    /** Learns from a frame that brings a further part of the instant that another has begun. */
    public void further(boolean numbered, long from, long to) {
        parts = true;
        if (numbered && this.numbered && to > from) {
            learn(to - from);
        }
        this.numbered = numbered;
    }

    /** Whether several frames come of an instant. */
    public boolean inParts() {
        return parts;
    }

    /**
     * Learns from a frame that comes after a later one and is refused for it: the seq rises in steps no larger than how far
     * it lies behind. A step of which the believed one is a multiple is believed at once where it overthrows that: else
     * frames that come swapped in pairs would teach a step of 2 between any two that are refused.
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
            stride = 1; // nothing counts in smaller steps
            votes = MOST_VOTES;
        } else {
            votes -= stride > 0 && by % stride == 0 ? 1 : 2;
            if (votes <= 0) {
                stride = by;
                votes = 1;
            }
        }
    }

    /** Whether nothing is known of the steps of the seq: it has not risen yet. */
    boolean blank() {
        return stride == 0;
    }

    /** Whether most steps of the seq are the same. */
    public boolean counts() {
        return votes >= BELIEVED;
    }

    /** The usual step of the seq; 1 where it is not known. */
    public long stride() {
        return counts() ? stride : 1;
    }

    /** Frames from one seq to a later one; 0 where it cannot be told. */
    public long frames(long from, long to) {
        return counts() && to > from ? Math.max(1, (to - from) / stride) : 0;
    }

    /** How far stamps are apart as a rule, ns; 0: not known. */
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
