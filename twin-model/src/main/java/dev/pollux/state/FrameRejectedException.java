package dev.pollux.state;

/** A frame that cannot be used, with the reason and a message. It has no stack trace: bad input is not a bug. */
public final class FrameRejectedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Greatest length of the message, characters: it quotes foreign input and is written into a record's header. */
    private static final int MOST = 1_000;

    private final RejectReason reason;

    /**
     * A rejection.
     *
     * @param reason the code
     * @param message what was wrong, with the value, and what was expected; longer ones are cut after 1,000 characters
     */
    public FrameRejectedException(RejectReason reason, String message) {
        super(message.length() <= MOST ? message : message.substring(0, MOST) + "…", null, false, false);
        this.reason = reason;
    }

    public RejectReason reason() {
        return reason;
    }
}
