package dev.pollux.recording;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pollux.files.InputFile;
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
     * Opens a recording: JSON Lines or a table, each also with {@code .gz}.
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
        InputFile.require(file);
        if (isTable(file)) {
            return CsvRecording.open(file, columns);
        }
        if (columns != null) {
            throw new IOException(file + ": a column map is for a table, and this is JSON Lines");
        }
        return JsonLines.open(file);
    }

    /**
     * Whether a file is a table, whose columns may want a map; else its frames are JSON Lines, which name their fields. Told by
     * the name where that ends in {@code .jsonl}, {@code .csv} or {@code .tsv}, else by what the file begins with.
     *
     * @throws IOException where it cannot be read, or begins as no recording does
     */
    static boolean isTable(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        if (plain.endsWith(".csv") || plain.endsWith(".tsv")) {
            return true;
        }
        if (plain.endsWith(".jsonl")) {
            return false;
        }
        return FileBegin.isTable(file);
    }

    /**
     * Reads the next frame.
     *
     * @param out overwritten
     * @return false at the end
     * @throws LineRefusedException where a line is no frame, with file, line and column or field; the next can be read
     * @throws RecordingException where the file is broken, with file and line
     */
    boolean next(RecordedFrame out) throws IOException;

    /** Id of the robot's model, null where the file does not say. */
    @Nullable String model();

    /** Names of the joints it records, null where the file's head does not say. */
    @Nullable List<String> jointNames();

    /** The file's first line where it is a header, null where there is none. */
    default @Nullable JsonNode head() {
        return null;
    }

    /** Columns that hold nothing that is understood, in the file's order, then those that a map names in vain, in words. */
    default List<String> columnsPassedOver() {
        return List.of();
    }

    /**
     * Where and how the file ended early: half a line, or compressed data that break off. What comes before can be read as
     * ever; null before the end, and where the file is whole.
     */
    @Nullable String endedEarly();

    /** Nominal frames per second, by which seq tells when a frame was taken; null where the file's head does not say. */
    @Nullable Double rateHz();
}
