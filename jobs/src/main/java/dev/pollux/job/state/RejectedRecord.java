package dev.pollux.job.state;

import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.RejectReason;

/** A rejected record, unchanged, and the reason. */
public final class RejectedRecord {
    public final FrameRecord origin;

    public final RejectReason reason;

    /** The reason as a sentence: what was wrong, with the value, and what was expected. */
    public final String message;

    public RejectedRecord(FrameRecord origin, FrameRejectedException rejection) {
        this(origin, rejection.reason(), String.valueOf(rejection.getMessage()));
    }

    RejectedRecord(FrameRecord origin, RejectReason reason, String message) {
        this.origin = origin;
        this.reason = reason;
        this.message = message;
    }

    @Override
    public String toString() {
        return reason + " " + origin + ": " + message;
    }
}
