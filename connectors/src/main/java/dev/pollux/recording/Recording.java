package dev.pollux.recording;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A robot's frames in a file, read one after the other: the memory it takes does not depend on the file's size. Formats
 * are in docs/recordings.md. For one thread.
 */
public interface Recording extends Closeable {
    /**
     * Opens a recording: {@code .jsonl} or {@code .jsonl.gz}.
     *
     * @throws IOException where the file cannot be read or is no recording, with file and line
     */
    static Recording open(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(".jsonl") || name.endsWith(".jsonl.gz")) {
            return JsonLines.open(file);
        }
        throw new IOException(file + ": expected a name that ends in .jsonl or .jsonl.gz");
    }

    /**
     * Reads the next frame.
     *
     * @param out overwritten
     * @return false at the end
     * @throws RecordingException where the file is broken, with file, line and column or field
     */
    boolean next(RecordedFrame out) throws IOException;

    /** Id of the robot's model, null where the file does not say. */
    @Nullable String model();

    /** Names of the joints it records, null where the file's head does not say. */
    @Nullable List<String> jointNames();
}
