package dev.pollux.state;

import dev.pollux.storage.StateFields;
import java.io.IOException;

/**
 * A series of rejected frames that continue one another: a robot with a new numbering, or another sender. Frames that
 * do not continue the series leave it unchanged.
 */
final class CandidateOrder {
    /** The seq may jump by at most this multiple of the last step of the series. */
    private static final long LEAP = 16;

    /** A step of at most this multiple of the smallest step is near: one or two frames are lost. */
    private static final long NEAR = 3;

    /**
     * Frames that are evidence for a new order. An admitted frame sets it to 0, unless at least as many frames were
     * missing before it as came in the series: then the admitted frame may be the wrong one and only reduces the count
     * by 1.
     */
    int inRow;

    /** Frames since the last admitted frame. */
    int fresh;

    /** Frames since the series began, also across admitted frames. */
    int frames;

    /** Those of them that only another sender can have sent. */
    int strange;

    long seq;
    long stamp;

    /** Step from one seq of the series to the next. */
    long step;

    /** Append time of the first frame of the series after the last admitted frame, ms. */
    long since;

    /** Append time of the last frame, ms. */
    long arrival;

    /** How often frames were admitted between those of the series while fewer were missing than the series had. */
    int turns;

    /** Frames of the series minus other frames rejected since, at most 5. A new series replaces the lighter one. */
    private int weight;

    /** Whether the last frame is near the one before it. Valid only directly after the frame was added. */
    private boolean near;

    /** Whether the series continues the order that the last restart ended. */
    boolean returns;

    /** Starts a series with this frame. */
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

    /** Whether this is the last frame of the series again. */
    boolean repeats(long seq, long stamp) {
        return frames > 0 && seq == this.seq && stamp == this.stamp;
    }

    /**
     * Whether a frame continues the series; the seq may stay constant if the sender does not count.
     *
     * @param stride usual step of the robot's seq
     */
    boolean continuesWith(long seq, long stamp, long stride) {
        long d = seq - this.seq;
        long usual = frames > 1 ? step : stride;
        boolean counts = usual == 0 ? d == 0 : d > 0 && d <= LEAP * usual;
        return counts && canContinueWith(seq, stamp);
    }

    /** Whether a frame can follow the last one, with any step. */
    boolean canContinueWith(long seq, long stamp) {
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

    /** Whether at least this many frames since the last admitted one continue one another. */
    boolean confirms(int count) {
        return fresh >= count && near;
    }

    /** Whether the series proves a new order: its last frame must be near, otherwise that frame's seq may be wrong. */
    boolean isNewOrder() {
        return inRow >= FrameOrder.CONFIRMATIONS && near;
    }

    /**
     * Whether the frames come from another sender: they alternate with admitted ones, or continue the order that the
     * last restart ended.
     *
     * @param conflict whether there is another sender
     */
    boolean isOtherSender(boolean conflict) {
        boolean back = returns && inRow >= FrameOrder.CONFIRMATIONS;
        return strange >= FrameOrder.CONFIRMATIONS && (turns > 1 || conflict || back);
    }

    /** Whether a frame that continues both series belongs to this one. */
    boolean isNearerThan(CandidateOrder other, long seq) {
        return this.seq > other.seq || this.seq == other.seq && frames > other.frames;
    }

    /** Whether a new series replaces this one before the other. */
    boolean yieldsBefore(CandidateOrder other) {
        boolean decided = frames == 0 || other.frames == 0 || weight == other.weight;
        return decided ? frames <= other.frames : weight < other.weight;
    }

    /** Updates the weight: a frame was rejected, of this series (own) or another. */
    void weigh(boolean own) {
        weight = own ? Math.min(weight + 1, FrameOrder.CONFIRMATIONS) : Math.max(weight - 1, 0);
    }

    /**
     * Notes that a frame was admitted.
     *
     * @param missing number of frames missing directly before it
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

    /** Usually a single byte. */
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
