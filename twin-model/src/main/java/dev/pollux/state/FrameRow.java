package dev.pollux.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Refused frames that go on from one another: a robot that counts anew, or another sender. What does not go on from the row
 * leaves it as it is.
 */
final class FrameRow {
    /** A row may leap by so many times its last step. */
    private static final long LEAP = 16;

    /** Frames since the last admitted one; 0: nothing but a memory of what was. */
    int inRow;

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

    /** How often frames were admitted between those of the row. */
    int turns;

    /** Whether it goes on from the order that the last restart ended. */
    boolean returns;

    /** Begins a row with a frame. */
    void begin(long seq, long stamp, long arrival) {
        inRow = 1;
        frames = 1;
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
        step = frames > 1 && seq > this.seq ? Math.min(step, seq - this.seq) : seq - this.seq;
        this.seq = seq;
        this.stamp = stamp;
        since = inRow == 0 ? arrival : since;
        this.arrival = arrival;
        inRow++;
        frames++;
    }

    /** Another frame was admitted in between. */
    void interrupt() {
        turns += inRow > 0 ? 1 : 0;
        inRow = 0;
    }

    void clear() {
        frames = 0;
        inRow = 0;
        strange = 0;
    }

    /** Writes it; nearly always one byte. */
    void write(FrameOrder order, DataOutput out) throws IOException {
        Varint.write(frames, out);
        if (frames > 0) {
            Varint.write(inRow, out);
            Varint.write(returns ? -1 - strange : strange, out);
            Varint.write(turns, out);
            Varint.write(seq - order.lastSeq(), out);
            Varint.write(stamp - order.lastStamp(), out);
            Varint.write(step, out);
            Varint.write(since - order.lastArrival(), out);
            Varint.write(arrival - order.lastArrival(), out);
        }
    }

    void read(FrameOrder order, DataInput in) throws IOException {
        frames = (int) Varint.read(in);
        if (frames > 0) {
            inRow = (int) Varint.read(in);
            int coded = (int) Varint.read(in);
            returns = coded < 0;
            strange = returns ? -1 - coded : coded;
            turns = (int) Varint.read(in);
            seq = order.lastSeq() + Varint.read(in);
            stamp = order.lastStamp() + Varint.read(in);
            step = Varint.read(in);
            since = order.lastArrival() + Varint.read(in);
            arrival = order.lastArrival() + Varint.read(in);
        }
    }
}
