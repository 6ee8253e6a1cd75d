package dev.pollux.recording;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A recording with its name.
 *
 * @param path path of the file
 * @param columns meaning of the columns of a CSV; null: recognised by their names
 * @param name name in messages
 */
public record RecordingFile(Path path, @Nullable ColumnMap columns, String name) {
    /** A recording named by its path. */
    public RecordingFile(Path path, @Nullable ColumnMap columns) {
        this(path, columns, path.toString());
    }

    /** A recording whose columns, if any, are recognised by their names. */
    public static RecordingFile of(Path path) {
        return new RecordingFile(path, null);
    }

    /**
     * Opens it.
     *
     * @throws IOException if the file cannot be read or is not a recording, with file and line
     */
    public Recording open() throws IOException {
        return Recording.open(path, columns);
    }

    @Override
    public String toString() {
        return name;
    }
}
