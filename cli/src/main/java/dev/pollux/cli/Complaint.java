package dev.pollux.cli;

import dev.pollux.model.UrdfException;
import dev.pollux.recording.RecordingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** A failure as a message: one line, or one per error. */
final class Complaint {
    private Complaint() {}

    /** One line per error in a file, if there are several; otherwise {@link #of}. */
    static List<String> lines(Throwable failure) {
        if (failure instanceof UrdfException wrong) {
            return wrong.reasons();
        }
        return failure instanceof RecordingException wrong ? wrong.complaints() : List.of(of(failure));
    }

    /** The messages of the failure and its causes, each once, from the general to the specific. */
    static String of(Throwable failure) {
        StringBuilder line = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = message(cause);
            if (message != null && !(cause instanceof ExecutionException) && line.indexOf(message) < 0) {
                line.append(line.isEmpty() ? "" : ": ")
                        .append(message.lines().findFirst().orElse(""));
            }
        }
        return line.isEmpty() ? failure.toString() : line.toString();
    }

    /** The JDK's own exceptions about files only name the file. */
    private static @Nullable String message(Throwable cause) {
        if (cause instanceof FileSystemException of && of.getReason() == null) {
            String why = of instanceof NoSuchFileException
                    ? "no such file"
                    : of instanceof AccessDeniedException
                            ? "permission denied"
                            : of instanceof FileAlreadyExistsException ? "exists already" : "cannot be used";
            return of.getMessage() + ": " + why;
        }
        return cause.getMessage();
    }
}
