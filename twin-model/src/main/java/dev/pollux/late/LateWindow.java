package dev.pollux.late;

import dev.pollux.estimation.time.SampleClock;
import dev.pollux.state.FrameOrder;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinState;
import dev.pollux.state.TwinStateFormat;
import org.jspecify.annotations.Nullable;

/**
 * For how long a gap in a robot's frames stays open, and what is kept meanwhile, so that a late frame has its effect as if it
 * had come in order:
 *
 * <ol>
 *   <li>A frame comes before which some are missing: {@link #stateBefore} keeps the robot's state from before it.
 *   <li>{@link #hold} keeps that state and, while any gap is open, each frame that is taken in.
 *   <li>A missing frame comes within the window: {@link #placeOf} finds its gap and reads the state from before it.
 *   <li>The late frame is synced to that state, and predicted from: this is its answer.
 *   <li>{@link LatePlace#fill} puts it among the held frames.
 *   <li>The held frames behind it are taken in again, one after the other, on a copy of the state: the present is then, bit
 *       for bit, what it would have been. What they have told already is not told again ({@link OpenGaps#tell}).
 *   <li>Gaps older than the window are given up ({@link OpenGaps#giveUp}), and their frames are missing for good.
 * </ol>
 *
 * While frames come in order nothing is kept, and nothing ever waits. Steps 4 and 6 are {@code DigitalTwin.follow}'s.
 */
public final class LateWindow {
    private final long millis;

    /** @param millis how long after a gap has opened, by append times, its frames are still let in, ms; 0: not at all */
    public LateWindow(long millis) {
        this.millis = millis;
    }

    /** Append time, ms: a gap that opened before is too old for a frame that is appended now. */
    public long since(long appendMillis) {
        return appendMillis - millis;
    }

    /** The bytes of the present state where a frame that comes next would open a gap that is kept, else null. */
    public byte @Nullable [] stateBefore(SensorFrame frame, TwinState present, @Nullable OpenGaps gaps) {
        boolean opens = millis > 0
                && present.order.missingBefore(present.pace, frame.has(SensorFrame.SEQ), frame.seq) > 0
                && (gaps == null || gaps.count() < OpenGaps.MOST);
        return opens ? TwinStateFormat.bytes(present) : null;
    }

    /**
     * Holds an admitted frame while a gap is open.
     *
     * @param present the robot's state; its order has admitted the frame
     * @param before the state from before the frame where it opened a gap, else null
     * @return the gaps that are open now; null: none
     */
    public @Nullable OpenGaps hold(
            SensorFrame frame,
            long appendMillis,
            TwinState present,
            @Nullable OpenGaps gaps,
            byte @Nullable [] before) {
        OpenGaps open = gaps == null && before != null ? new OpenGaps() : gaps;
        if (open != null) {
            open.close(present.order.takenBack());
            open.add(frame, appendMillis, present.order, before);
        }
        return open;
    }

    /**
     * The place of a frame that an open gap waits for, whose stamp lies between those of its neighbours, or outside by no more
     * than this robot's stamps jitter; null where there is none.
     */
    public @Nullable LatePlace placeOf(
            SensorFrame frame, TwinState present, @Nullable OpenGaps gaps, long appendMillis) {
        if (gaps == null || !frame.has(SensorFrame.SEQ)) {
            return null;
        }
        long jitter = Math.min(Math.round(1e9 * SampleClock.spread(present.clock)), FrameOrder.MAX_BACK_NANOS);
        int index = gaps.place(frame, present.pace.stride(), since(appendMillis), jitter);
        if (index < 0) {
            return null;
        }
        TwinState past = gaps.before(index);
        boolean fits = frame.stampNanos >= past.stampNanos - jitter && !isNoGap(past, present, frame);
        return fits ? new LatePlace(gaps, index, past) : null;
    }

    /** Whether a frame shows that none was missing before the last, but that one's seq was wrong: no time has passed for it. */
    private static boolean isNoGap(TwinState before, TwinState present, SensorFrame frame) {
        return present.order.showsTheLastToBeWrong(present.pace, frame.seq, frame.stampNanos)
                && SampleClock.refutes(
                        before.clock,
                        1e-9 * (present.stampNanos - before.stampNanos),
                        present.pace.frames(before.seq, present.seq));
    }
}
