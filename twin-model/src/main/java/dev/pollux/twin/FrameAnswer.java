package dev.pollux.twin;

import dev.pollux.estimation.base.BaseEstimate;
import dev.pollux.state.Admission;
import dev.pollux.state.Forecast;
import dev.pollux.state.TwinState;
import org.jspecify.annotations.Nullable;

/** What one frame brought. It is its workspace's own, and valid until that workspace follows the next frame. */
public final class FrameAnswer {
    private final FrameStep step;
    ModelChange modelChange = ModelChange.NONE;
    private Admission admission = Admission.FIRST;
    private long lastSeq;
    private long lastStampNanos;

    FrameAnswer(FrameStep step) {
        this.step = step;
    }

    void begin(Admission admission, TwinState state) {
        this.admission = admission;
        lastSeq = state.seq;
        lastStampNanos = state.stampNanos;
    }

    /** Whether the robot was of another model until this frame. */
    public ModelChange modelChange() {
        return modelChange;
    }

    /** How the frame stands to the one before. */
    public Admission admission() {
        return admission;
    }

    /** Sequence number of the frame to which the state was synced before. */
    public long lastSeq() {
        return lastSeq;
    }

    /** That frame's stamp, ns of the robot's clock. */
    public long lastStampNanos() {
        return lastStampNanos;
    }

    /** The robot at the instant of the frame: after a late one this is not the latest state of the robot. */
    public TwinState state() {
        return step.state();
    }

    /** The predictions from that state, how the due ones fared, and all events. */
    public Forecast forecast() {
        return step.forecast();
    }

    /** What the estimator of the base says of that state, in its own world; null where it does not run. */
    public @Nullable BaseEstimate baseEstimate() {
        return step.baseEstimate();
    }
}
