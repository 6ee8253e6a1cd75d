package dev.pollux.cli;

import java.util.concurrent.ExecutionException;

/** A failure in one line, for people. */
final class Complaint {
    private Complaint() {}

    /** The messages of the failure and its causes, each said once, from the general to the particular. */
    static String of(Throwable failure) {
        StringBuilder line = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null && !(cause instanceof ExecutionException) && line.indexOf(message) < 0) {
                line.append(line.isEmpty() ? "" : ": ")
                        .append(message.lines().findFirst().orElse(""));
            }
        }
        return line.isEmpty() ? failure.toString() : line.toString();
    }
}
