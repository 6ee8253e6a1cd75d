package dev.pollux.twin;

import dev.pollux.late.LateWindow;
import dev.pollux.late.OpenGaps;
import dev.pollux.state.Admission;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is kept of one robot from frame to frame. */
public final class RobotMemory {
    /** What is known of the robot. */
    public TwinState state;

    /** The gaps in its frames that late ones may still fill; null: none. */
    public @Nullable OpenGaps gaps;

    /** Whether the frame at hand has found its place among the robot's. */
    boolean placed;

    private long missed;

    public RobotMemory(TwinState state, @Nullable OpenGaps gaps) {
        this.state = state;
        this.gaps = gaps;
    }

    /** Makes the robot one of the twin's model as a frame comes. */
    ModelChange begin(DigitalTwin twin) {
        placed = false;
        missed = 0;
        ModelChange change = twin.changeOf(state);
        if (change == ModelChange.OTHER_PARTS) {
            missed = gaps == null ? 0 : gaps.missing();
            gaps = null;
            state = twin.newState(state.order);
        }
        return change;
    }

    /** Holds a frame that was admitted, where a late one may still come before it. */
    void hold(LateWindow late, SensorFrame frame, long appendMillis, Admission admission, byte @Nullable [] before) {
        if (admission.beginsOrder()) {
            giveUp(Long.MAX_VALUE);
        } else {
            missed += before == null ? state.order.missing() : 0;
            gaps = late.hold(frame, appendMillis, state, gaps, before);
        }
    }

    /** Notes what an admitted frame has told: it is not told again where a late one comes before it. */
    void noteTold(List<TwinEvent> events) {
        if (gaps != null) {
            for (TwinEvent event : events) {
                gaps.tell(event.kind());
            }
        }
    }

    /** Gives up the gaps that opened before an append time, ms. */
    void giveUp(long since) {
        if (gaps != null) {
            missed += gaps.giveUp(since);
            gaps = gaps.frames() == 0 ? null : gaps;
        }
    }

    /** How many frames were given up with the last one: missing, and too late from now on. */
    public long missed() {
        return missed;
    }

    /**
     * After a failure: what is known of the robot is dropped, and its gaps are given up. Only the order of its frames goes on,
     * and that only if it is not the order that failed.
     */
    public void restart(DigitalTwin twin) {
        giveUp(Long.MAX_VALUE);
        state = placed ? twin.newState(state.order) : twin.newState();
    }
}
