package dev.pollux.job.state;

/** A stored part of the job's state cannot be read; what follows it can. */
final class UnreadablePartException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadablePartException(String message) {
        super(message);
    }

    UnreadablePartException(Exception cause) {
        super(String.valueOf(cause), cause);
    }
}
