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
     * Opens a recording: {@code .jsonl} or {@code .csv}, each also with {@code .gz}.
     *
     * @throws IOException where the file cannot be read or is no recording, with file and line
     */
    static Recording open(Path file) throws IOException {
        return open(file, null);
    }

    /**
     * Opens a recording.
     *
     * @param columns what the columns of a CSV mean; null to tell by their names
     */
    static Recording open(Path file, @Nullable ColumnMap columns) throws IOException {
        String name = String.valueOf(file.getFileName());
        String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        if (plain.endsWith(".csv")) {
            return CsvRecording.open(file, columns);
        }
        if (plain.endsWith(".jsonl")) {
            return JsonLines.open(file);
        }
        throw new IOException(file + ": expected a name that ends in .jsonl, .jsonl.gz, .csv or .csv.gz");
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

    /** Nominal frames per second, by which seq tells when a frame was taken; null where the file's head does not say. */
    @Nullable Double rateHz();
}
