package dev.pollux.state;

/** A frame that cannot be used, with the reason and a sentence for people. Carries no stack trace: bad input is no bug. */
public final class FrameRejectedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final RejectReason reason;

    /**
     * A rejection.
     *
     * @param reason the code
     * @param message what was wrong, with the value, and what was expected
     */
    public FrameRejectedException(RejectReason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public RejectReason reason() {
        return reason;
    }
}
