package dev.pollux.job.state;

/** A part of the job's state that was written is not read again; what stands behind it is. */
final class UnreadablePartException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadablePartException(String message) {
        super(message);
    }

    UnreadablePartException(Exception cause) {
        super(String.valueOf(cause), cause);
    }
}
