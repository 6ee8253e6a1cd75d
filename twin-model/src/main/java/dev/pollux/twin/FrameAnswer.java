package dev.pollux.twin;

import dev.pollux.estimation.base.BaseEstimate;
import dev.pollux.state.Admission;
import dev.pollux.state.Forecast;
import dev.pollux.state.TwinState;
import org.jspecify.annotations.Nullable;

/** Result of one frame. It belongs to its workspace, and is valid until that workspace follows the next frame. */
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

    /** Whether the robot had another model before this frame. */
    public ModelChange modelChange() {
        return modelChange;
    }

    /** Relation of the frame to the one before. */
    public Admission admission() {
        return admission;
    }

    /** Sequence number of the frame before, to which the state was synchronised. */
    public long lastSeq() {
        return lastSeq;
    }

    /** That frame's stamp, ns of the robot's clock. */
    public long lastStampNanos() {
        return lastStampNanos;
    }

    /** The robot at the instant of the frame: after a late frame, this is not the robot's latest state. */
    public TwinState state() {
        return step.state();
    }

    /** The predictions from that state, residuals of the due ones, and all events. */
    public Forecast forecast() {
        return step.forecast();
    }

    /** The base estimate of that state, in the estimator's own world; null if there is no estimator. */
    public @Nullable BaseEstimate baseEstimate() {
        return step.baseEstimate();
    }
}
