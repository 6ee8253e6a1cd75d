package dev.pollux.recording;

import dev.pollux.model.Complaints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A recording, or its column map, that cannot be read: each error begins with file and line. */
public class RecordingException extends IOException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // a list of strings
    private final List<String> complaints;

    public RecordingException(Path file, long line, String complaint) {
        this(List.of(file + ":" + line + ": " + complaint));
    }

    /** @param complaints at least one, each with file and line; the message has the first 50 and counts the others */
    RecordingException(List<String> complaints) {
        super(String.join("; ", Complaints.shown(complaints)));
        this.complaints = Complaints.shown(complaints);
    }

    /** The errors, a sentence each. */
    public List<String> complaints() {
        return complaints;
    }
}
