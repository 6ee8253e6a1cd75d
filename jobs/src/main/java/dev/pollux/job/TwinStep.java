package dev.pollux.job;

import dev.pollux.job.state.FrameRecord;
import dev.pollux.job.state.TrackedRobot;
import dev.pollux.messages.Format;
import dev.pollux.state.Admission;
import dev.pollux.state.Forecast;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.OpenGaps;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one frame makes of its robot's twin. Nothing in here is Flink's, so that what fails in here is the twin's fault
 * and nobody else's; and nothing is handed on from here, so that a frame that fails has told nothing.
 */
final class TwinStep {
    final FrameRecord record;
    final SensorFrame frame;
    final KnownModel known;

    /** Sequence number and stamp (ns) of the frame that the twin had synced last. */
    long lastSeq;

    long lastStamp;

    private final TrackedRobot robot;
    private final @Nullable OpenGaps kept;
    private @Nullable TwinState present;
    private boolean changed;
    private @Nullable OpenGaps gaps;
    private @Nullable Admission admission;
    private @Nullable Forecast forecast;

    /**
     * A step that is still to be done.
     *
     * @param kept the robot's open gaps; null: none
     */
    TwinStep(FrameRecord record, SensorFrame frame, KnownModel known, TrackedRobot robot, @Nullable OpenGaps kept) {
        this.record = record;
        this.frame = frame;
        this.known = known;
        this.robot = robot;
        this.kept = kept;
    }

    /** Whether the robot was of another model until now, be it one of the same name. */
    boolean changed() {
        return changed;
    }

    /** Whether what was known of the robot is kept. */
    boolean goesOn() {
        return present == robot.twin;
    }

    /** Admits and syncs the frame and predicts from it; returns the message that says so. */
    byte[] predict(Stopwatch stopwatch, Format format) throws FrameRejectedException {
        TwinState present = known.stateFor(robot);
        this.present = present;
        changed = robot.twin != null && (!goesOn() || !known.twin().sameModel(robot.twin));
        gaps = robot.twin == null || goesOn() ? kept : null;
        admission = known.late().admit(present, gaps, frame, record.appendMillis);
        TwinState state = state();
        lastSeq = state.seq;
        lastStamp = state.stampNanos;
        known.twin().sync(state, frame, admission);
        stopwatch.synced();
        forecast = known.twin().predict(state);
        byte[] message = known.encoder().encode(record.robot(), state, forecast, format);
        stopwatch.encoded();
        return message;
    }

    /** Takes in again the younger frames that came before this one. */
    void takeIn() {
        gaps = known.late().takeIn(frame, record.appendMillis, admission(), gaps, forecast());
    }

    /** The gaps that are open after the step; null: none. */
    @Nullable OpenGaps gaps() {
        return gaps;
    }

    Admission admission() {
        return Objects.requireNonNull(admission, "the frame was not admitted yet");
    }

    Forecast forecast() {
        return Objects.requireNonNull(forecast, "nothing is predicted yet");
    }

    /** The state the frame was synced to. */
    TwinState state() {
        return known.late().state();
    }

    /**
     * The state with which the robot goes on after a failure: of its past only the order of its frames, and not even that
     * where the order itself failed.
     */
    TwinState anew() {
        return admission == null || present == null
                ? known.twin().newState()
                : known.twin().newState(present.order);
    }

    /** Frames that are missing for good when the step fails: no gap stays open. */
    long givenUp() {
        if (kept != null) {
            return kept.giveUp(Long.MAX_VALUE);
        }
        return admission == Admission.IN_ORDER && present != null ? present.order.missing() : 0;
    }
}
