package dev.pollux.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A recording, or its column map, that cannot be read: each complaint begins with file and line. */
public class RecordingException extends IOException {
    private static final long serialVersionUID = 1L;

    private static final int MOST_COMPLAINTS = 50;

    @SuppressWarnings("serial") // a list of strings
    private final List<String> complaints;

    public RecordingException(Path file, long line, String complaint) {
        this(List.of(file + ":" + line + ": " + complaint));
    }

    /** @param complaints at least one, each with file and line; the first 50 are told, and how many more there are */
    RecordingException(List<String> complaints) {
        super(String.join("; ", shown(complaints)));
        this.complaints = shown(complaints);
    }

    /** What is wrong, a sentence each. */
    public List<String> complaints() {
        return complaints;
    }

    private static List<String> shown(List<String> complaints) {
        if (complaints.size() <= MOST_COMPLAINTS + 1) {
            return List.copyOf(complaints);
        }
        return Stream.concat(
                        complaints.stream().limit(MOST_COMPLAINTS),
                        Stream.of("and " + (complaints.size() - MOST_COMPLAINTS) + " more"))
                .toList();
    }
}
