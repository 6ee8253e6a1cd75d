package dev.pollux.recording;

import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.RejectReason;
import java.nio.file.Path;

/** A line of a recording that is not a valid frame, as the job would reject it: later lines can be read. */
public final class LineRefusedException extends RecordingException {
    private static final long serialVersionUID = 1L;

    private final RejectReason reason;

    LineRefusedException(Path file, long line, FrameRejectedException refusal) {
        super(file, line, refusal.reason() + ": " + refusal.getMessage());
        reason = refusal.reason();
    }

    LineRefusedException(Path file, long line, String complaint) {
        super(file, line, complaint);
        reason = RejectReason.MALFORMED;
    }

    /** The reason with which the job would have rejected it. */
    public RejectReason reason() {
        return reason;
    }
}
