package dev.pollux.recording;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A recording that somebody named.
 *
 * @param path where it is
 * @param columns what its columns mean where it is a CSV; null: told by their names
 * @param name what people call it
 */
public record RecordingFile(Path path, @Nullable ColumnMap columns, String name) {
    /** A recording that is called by its path. */
    public RecordingFile(Path path, @Nullable ColumnMap columns) {
        this(path, columns, path.toString());
    }

    /** A recording whose columns, if it has any, are told by their names. */
    public static RecordingFile of(Path path) {
        return new RecordingFile(path, null);
    }

    /**
     * Opens it.
     *
     * @throws IOException where the file cannot be read or is no recording, with file and line
     */
    public Recording open() throws IOException {
        return Recording.open(path, columns);
    }

    @Override
    public String toString() {
        return name;
    }
}
