package dev.pollux.state;

import dev.pollux.storage.StateFields;
import java.io.IOException;

/**
 * Refused frames that go on from one another: a robot that counts anew, or another sender. What does not go on from the row
 * leaves it as it is.
 */
final class CandidateOrder {
    /** A row may leap by so many times its last step. */
    private static final long LEAP = 16;

    /** A step of so many times the smallest is near: one or two frames are lost. */
    private static final long NEAR = 3;

    /**
     * Frames that speak for a new order. An admitted frame ends them, unless at least as many were missing before it as came
     * of the row: then it may be the one that has a wrong number, and only speaks against it, as one frame does.
     */
    int inRow;

    /** Frames since the last admitted one. */
    int fresh;

    /** Frames since it began, whether others were admitted meanwhile or not. */
    int frames;

    /** Of these, frames that can come from another sender only. */
    int strange;

    long seq;
    long stamp;

    /** From one number of the row to the next. */
    long step;

    /** Append time of the first frame since the last admitted one, ms. */
    long since;

    /** Append time of the last, ms. */
    long arrival;

    /** How often frames were admitted between those of the row, and more came than were missing. */
    int turns;

    /** The row that weighs less makes room for a new one: frames of the row less others refused since, at most five. */
    private int weight;

    /** Whether its last frame is near the one before it; known of the frame that was just added. */
    private boolean near;

    /** Whether it goes on from the order that the last restart ended. */
    boolean returns;

    /** Begins a row with a frame. */
    void begin(long seq, long stamp, long arrival) {
        inRow = 1;
        fresh = 1;
        frames = 1;
        weight = 0;
        near = true;
        strange = 0;
        turns = 0;
        this.seq = seq;
        this.stamp = stamp;
        step = 0;
        since = arrival;
        this.arrival = arrival;
        returns = false;
    }

    /** Whether it is the very frame that came last. */
    boolean repeats(long seq, long stamp) {
        return frames > 0 && seq == this.seq && stamp == this.stamp;
    }

    /**
     * Whether a frame goes on from the last one; numbers may stand still where the sender does not count.
     *
     * @param stride by how much the robot's seq rises as a rule
     */
    boolean goesOnWith(long seq, long stamp, long stride) {
        long d = seq - this.seq;
        long usual = frames > 1 ? step : stride;
        boolean counts = usual == 0 ? d == 0 : d > 0 && d <= LEAP * usual;
        return counts && mayGoOnWith(seq, stamp);
    }

    /** Whether a frame can be the one after the last, by whatever step. */
    boolean mayGoOnWith(long seq, long stamp) {
        return frames > 0 && seq >= this.seq && stamp > this.stamp && stamp - this.stamp < FrameOrder.MAX_AHEAD_NANOS;
    }

    void add(long seq, long stamp, long arrival) {
        long d = seq - this.seq;
        step = frames > 1 && d > 0 ? Math.min(step, d) : d;
        near = d <= NEAR * step;
        this.seq = seq;
        this.stamp = stamp;
        since = fresh == 0 ? arrival : since;
        this.arrival = arrival;
        inRow++;
        fresh++;
        frames++;
    }

    /** Whether so many frames since the last admitted one go on from one another. */
    boolean confirms(int count) {
        return fresh >= count && near;
    }

    /** Whether its frames show a new order: the last one must be near, else it may be the one with a wrong number. */
    boolean isAnOrder() {
        return inRow >= FrameOrder.CONFIRMATIONS && near;
    }

    /**
     * Whether its frames are another sender's: they take turns with admitted ones, or go on from the order that the last
     * restart ended.
     *
     * @param conflict whether there is another sender
     */
    boolean isAnotherSenders(boolean conflict) {
        boolean back = returns && inRow >= FrameOrder.CONFIRMATIONS;
        return strange >= FrameOrder.CONFIRMATIONS && (turns > 1 || conflict || back);
    }

    /** Whether a frame that goes on from both rows rather belongs to this one. */
    boolean isNearerThan(CandidateOrder other, long seq) {
        return this.seq > other.seq || this.seq == other.seq && frames > other.frames;
    }

    /** Whether it makes room for a new row before another does. */
    boolean yieldsBefore(CandidateOrder other) {
        boolean decided = frames == 0 || other.frames == 0 || weight == other.weight;
        return decided ? frames <= other.frames : weight < other.weight;
    }

    /** A frame was refused, its own or another. */
    void weigh(boolean own) {
        weight = own ? Math.min(weight + 1, FrameOrder.CONFIRMATIONS) : Math.max(weight - 1, 0);
    }

    /**
     * A frame was admitted.
     *
     * @param missing frames that are missing just before it
     */
    void interrupt(long missing) {
        boolean instead = missing > 0 && fresh <= missing;
        turns += fresh > 0 && !instead ? 1 : 0;
        inRow = instead ? Math.max(inRow - 1, 0) : 0;
        fresh = 0;
    }

    void clear() {
        frames = 0;
        inRow = 0;
        fresh = 0;
        strange = 0;
    }

    /** Nearly always one byte. */
    void describe(StateFields f, FrameOrder order) throws IOException {
        frames = f.whole(frames);
        if (frames > 0) {
            inRow = f.whole(inRow);
            fresh = f.whole(fresh);
            strange = f.whole(strange);
            seq = f.near(seq, order.lastSeq());
            stamp = f.near(stamp, order.lastStamp());
            step = f.whole(step);
            since = f.near(since, order.lastArrival());
            arrival = f.near(arrival, order.lastArrival());
            turns = f.whole(turns);
            weight = f.whole(weight);
            returns = f.flag(returns);
        }
    }
}
