package dev.pollux.recording;

import java.io.IOException;
import java.nio.file.Path;

/** A recording that cannot be read: the message begins with file and line. */
public class RecordingException extends IOException {
    private static final long serialVersionUID = 1L;

    public RecordingException(Path file, long line, String complaint) {
        super(file + ":" + line + ": " + complaint);
    }
}
