package dev.pollux.recording;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pollux.files.InputFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A robot's frames in a file, read sequentially: memory does not depend on the file's size. Formats are in
 * docs/recordings.md. For one thread.
 */
public interface Recording extends Closeable {
    /**
     * Opens a recording: JSON Lines or a table, each also with {@code .gz}.
     *
     * @throws IOException if the file cannot be read or is not a recording, with file and line
     */
    static Recording open(Path file) throws IOException {
        return open(file, null);
    }

    /**
     * Opens a recording.
     *
     * @param columns meaning of the columns of a CSV; null to recognise them by their names
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
     * Whether a file is a table, whose columns may need a map; otherwise it is JSON Lines. Decided by the ending {@code
     * .jsonl}, {@code .csv} or {@code .tsv}, otherwise by the first bytes.
     *
     * @throws IOException if it cannot be read, or does not begin like a recording
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
     * @throws LineRefusedException if a line is not a frame, with file, line and column or field; the next can be read
     * @throws RecordingException if the file is invalid, with file and line
     */
    boolean next(RecordedFrame out) throws IOException;

    /** Id of the robot's model; null if absent. */
    @Nullable String model();

    /** Names of the recorded joints; null if the file's head does not contain them. */
    @Nullable List<String> jointNames();

    /** The file's first line if it is a header; null if there is none. */
    default @Nullable JsonNode head() {
        return null;
    }

    /** Unknown columns, in the file's order, then those of the map that do not exist, in words. */
    default List<String> columnsPassedOver() {
        return List.of();
    }

    /**
     * Where and how the file ended early: an incomplete line, or truncated compressed data. Everything before can be
     * read; null before the end, and for a complete file.
     */
    @Nullable String endedEarly();

    /** Nominal frames per second, by which seq gives the time of a frame; null if the head does not contain it. */
    @Nullable Double rateHz();
}
