package dev.pollux.job;

/** The brokers do not have all topics that the job needs. */
final class MissingTopicsException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    MissingTopicsException(String message) {
        super(message);
    }
}
