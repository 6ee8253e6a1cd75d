package dev.pollux.cli;

import java.util.concurrent.ExecutionException;

/** A failure in one line, for people. */
final class Complaint {
    private Complaint() {}

    /** The failure's message, or that of the first cause that has one. */
    static String of(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && (cause instanceof ExecutionException || cause.getMessage() == null)) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null ? cause.toString() : message;
    }
}
