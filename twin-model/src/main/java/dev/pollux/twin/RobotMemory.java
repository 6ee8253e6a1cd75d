package dev.pollux.twin;

import dev.pollux.late.LateWindow;
import dev.pollux.late.OpenGaps;
import dev.pollux.state.Admission;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything stored about one robot between frames. */
public final class RobotMemory {
    /** The state of the robot. */
    public TwinState state;

    /** The gaps in its frames that late ones may still fill; null: none. */
    public @Nullable OpenGaps gaps;

    /** Whether the present frame was admitted. */
    boolean placed;

    private long missed;

    public RobotMemory(TwinState state, @Nullable OpenGaps gaps) {
        this.state = state;
        this.gaps = gaps;
    }

    /** Assigns the robot to the twin's model at the start of a frame. */
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

    /** Holds an admitted frame if a late one may still come before it. */
    void hold(LateWindow late, SensorFrame frame, long appendMillis, Admission admission, byte @Nullable [] before) {
        if (admission.beginsOrder()) {
            giveUp(Long.MAX_VALUE);
        } else {
            missed += before == null ? state.order.missing() : 0;
            gaps = late.hold(frame, appendMillis, state, gaps, before);
        }
    }

    /** Notes the reported events of an admitted frame: they are not repeated if a late frame comes before it. */
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

    /** Number of frames that were given up with the last one: missing, and from now on too late. */
    public long missed() {
        return missed;
    }

    /**
     * After a failure: resets the robot and gives up its gaps. Only the frame order is kept, and only if it did not
     * fail itself.
     */
    public void restart(DigitalTwin twin) {
        giveUp(Long.MAX_VALUE);
        state = placed ? twin.newState(state.order) : twin.newState();
    }
}
