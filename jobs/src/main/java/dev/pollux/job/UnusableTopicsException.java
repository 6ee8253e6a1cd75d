package dev.pollux.job;

/** A topic that the job needs is missing, or rejects what the job writes. */
final class UnusableTopicsException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    UnusableTopicsException(String message) {
        super(message);
    }
}
