package dev.pollux.state;

/** A frame that cannot be used, with the reason and a sentence for people. Carries no stack trace: bad input is no bug. */
public final class FrameRejectedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Most characters of the sentence: what it quotes is foreign, and it goes into a record's header. */
    private static final int MOST = 1_000;

    private final RejectReason reason;

    /**
     * A rejection.
     *
     * @param reason the code
     * @param message what was wrong, with the value, and what was expected; of a longer one the first 1,000 characters
     */
    public FrameRejectedException(RejectReason reason, String message) {
        super(message.length() <= MOST ? message : message.substring(0, MOST) + "…", null, false, false);
        this.reason = reason;
    }

    public RejectReason reason() {
        return reason;
    }
}
