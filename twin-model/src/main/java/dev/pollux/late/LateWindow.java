package dev.pollux.late;

import dev.pollux.estimation.time.SampleClock;
import dev.pollux.state.FrameOrder;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinState;
import dev.pollux.state.TwinStateFormat;
import org.jspecify.annotations.Nullable;

/**
 * How long a gap in a robot's frames stays open, and what is stored in that time, so that a late frame has the same
 * effect as if it had come in order:
 *
 * <ol>
 *   <li>A frame arrives before which frames are missing: {@link #stateBefore} stores the robot's state before it.
 *   <li>{@link #hold} stores that state and, while a gap is open, every frame that is processed.
 *   <li>A missing frame arrives within the window: {@link #placeOf} finds its gap and reads the state before it.
 *   <li>{@link LatePlace#fill} inserts it among the held frames.
 *   <li>That state is synchronised to the late frame, and the twin predicts from there: this is its answer.
 *   <li>The held frames after it are processed again, in order, on a copy of the state: the present state is then, bit
 *       for bit, what it would have been. Events that were reported already are not repeated ({@link OpenGaps#tell}).
 *   <li>Gaps older than the window are given up ({@link OpenGaps#giveUp}); their frames stay missing.
 * </ol>
 *
 * While frames come in order, nothing is stored. No frame ever waits. {@code DigitalTwin.follow} calls all steps.
 */
public final class LateWindow {
    private final long millis;

    /** @param millis how long after the opening of a gap, by append times, its frames are admitted, ms; 0: never */
    public LateWindow(long millis) {
        this.millis = millis;
    }

    /** A gap opened by a frame of an earlier append time than this, ms, is too old for a frame appended now. */
    public long since(long appendMillis) {
        return appendMillis - millis;
    }

    /** The bytes of the present state if this frame, admitted next, would open a gap that is kept; otherwise null. */
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
     * @param before the state before the frame if the frame opened a gap, otherwise null
     * @return the gaps that are now open; null: none
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
     * The place of a frame in an open gap, if its stamp lies between those of its neighbours, or outside by no more
     * than the jitter of this robot's stamps; null if there is no such place.
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

    /** Whether this frame shows that a wrong seq, not a gap, came before: the stamps leave no time for the gap. */
    private static boolean isNoGap(TwinState before, TwinState present, SensorFrame frame) {
        return present.order.provesLastSeqWrong(present.pace, frame.seq, frame.stampNanos)
                && SampleClock.refutes(
                        before.clock,
                        1e-9 * (present.stampNanos - before.stampNanos),
                        present.pace.frames(before.seq, present.seq));
    }
}
