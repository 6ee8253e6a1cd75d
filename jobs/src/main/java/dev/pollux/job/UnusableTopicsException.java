package dev.pollux.job;

/** The brokers do not have the topics that the job needs: one is missing, or refuses what the job writes. */
final class UnusableTopicsException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    UnusableTopicsException(String message) {
        super(message);
    }
}
