package dev.pollux.twin;

import dev.pollux.estimation.time.SampleClock;
import dev.pollux.state.Admission;
import dev.pollux.state.Forecast;
import dev.pollux.state.FrameOrder;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.OpenGaps;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinState;
import dev.pollux.state.TwinStateFormat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets a late frame have its effect as if it had come in order. When frames are missing, the state from before the gap is
 * kept for a while, with the frames since. A missing frame that comes within that time is synced to that state, and the
 * frames since are taken in again: the state is then, bit for bit, what it would have been. While frames come in order
 * nothing is kept, and nothing ever waits. Scratch memory for one model and thread.
 *
 * <p>A frame goes {@link #admit} ► sync and predict with {@link #state} ► {@link #takeIn}.
 */
public final class LateFrames {
    private final DigitalTwin twin;
    private final long windowMillis;
    private final SensorFrame again = new SensorFrame();
    private @Nullable TwinState state;
    private byte @Nullable [] before;
    private int place;
    private long missed;

    /**
     * @param windowMillis how long after a gap has opened, by append times, its frames are still let in, ms; 0: not at all
     */
    public LateFrames(DigitalTwin twin, long windowMillis) {
        this.twin = twin;
        this.windowMillis = windowMillis;
    }

    /**
     * Lets a frame in, or refuses it, as {@link DigitalTwin#admit} does; also lets in, as LATE, one that an open gap waits
     * for: one whose stamp lies between those of its neighbours, or outside by no more than this robot's stamps jitter.
     *
     * @param present the robot's state
     * @param gaps its open gaps; null: none
     */
    public Admission admit(TwinState present, @Nullable OpenGaps gaps, SensorFrame frame, long arrivalMillis)
            throws FrameRejectedException {
        before = null;
        long jitter = Math.min(Math.round(1e9 * SampleClock.spread(present.clock)), FrameOrder.MAX_BACK_NANOS);
        place = gaps == null || !frame.has(SensorFrame.SEQ)
                ? -1
                : gaps.place(frame, present.pace.stride(), arrivalMillis - windowMillis, jitter);
        if (gaps != null && place >= 0) {
            TwinState past = gaps.before(place);
            if (frame.stampNanos >= past.stampNanos - jitter && !isNoGap(past, present, frame)) {
                twin.arrange(frame);
                past.order = present.order;
                past.order.fill(frame.seq);
                past.told = present.told;
                state = past;
                return Admission.LATE;
            }
            place = -1;
        }
        boolean holds = windowMillis > 0
                && present.order.missingBefore(present.pace, frame.has(SensorFrame.SEQ), frame.seq) > 0;
        byte[] copy = holds && (gaps == null || gaps.count() < OpenGaps.MOST) ? TwinStateFormat.bytes(present) : null;
        Admission admission = twin.admit(present, frame, arrivalMillis);
        before = admission == Admission.IN_ORDER ? copy : null;
        state = present;
        return admission;
    }

    /** Whether a frame shows that none was missing before the last, but that one's seq was wrong: no time has passed for it. */
    private static boolean isNoGap(TwinState before, TwinState present, SensorFrame frame) {
        return present.order.showsTheLastToBeWrong(present.pace, frame.seq, frame.stampNanos)
                && SampleClock.refutes(
                        before.clock,
                        1e-9 * (present.stampNanos - before.stampNanos),
                        present.pace.frames(before.seq, present.seq));
    }

    /** The state to which the admitted frame is to be synced: the present one, for a late frame one from the past. */
    public TwinState state() {
        if (state == null) {
            throw new IllegalStateException("no frame was admitted yet");
        }
        return state;
    }

    /**
     * Brings {@link #state} to the present after the admitted frame's forecast was read, and holds the frame while a gap is
     * open.
     *
     * @param forecast of the admitted frame: events told already go out of it, those of frames taken in again come in
     * @return the gaps that are open now; null: none
     */
    public @Nullable OpenGaps takeIn(
            SensorFrame frame, long arrivalMillis, Admission admission, @Nullable OpenGaps gaps, Forecast forecast) {
        long since = arrivalMillis - windowMillis;
        TwinState present = state();
        OpenGaps open = gaps;
        missed = 0;
        if (admission.beginsOrder() && open != null) {
            missed = open.giveUp(Long.MAX_VALUE);
            open = null;
        }
        if (admission == Admission.IN_ORDER) {
            long missing = present.order.missing();
            missed = before == null ? missing : 0;
            open = open == null && before != null ? new OpenGaps() : open;
            if (open != null) {
                open.close(present.order.takenBack());
                open.add(frame, arrivalMillis, present.order, before);
            }
        }
        if (open == null) {
            return null;
        }
        List<TwinEvent> events = new ArrayList<>(forecast.events);
        if (admission == Admission.LATE) {
            open.insert(place, frame, present.pace.stride());
            catchUp(open, present, events);
        }
        forecast.events.clear();
        for (TwinEvent event : events) {
            if (open.tell(event.kind()) || admission == Admission.IN_ORDER) {
                forecast.events.add(event);
            }
        }
        missed += open.giveUp(since);
        return open.frames() == 0 ? null : open;
    }

    private void catchUp(OpenGaps open, TwinState present, List<TwinEvent> events) {
        for (int i = place + 1; i < open.frames(); i++) {
            if (open.opensAt(i)) {
                open.renew(i, TwinStateFormat.bytes(present));
            }
            open.read(i, again);
            twin.sync(present, again, Admission.IN_ORDER);
            events.addAll(twin.predict(present).events);
        }
    }

    /** How many frames were given up with the last one taken in: missing, and too late from now on. */
    public long missed() {
        return missed;
    }
}
