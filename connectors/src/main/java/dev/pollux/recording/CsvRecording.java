package dev.pollux.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A recording as a table: a line of column names, then a frame a line. */
final class CsvRecording implements Recording {
    private static final ObjectReader CELLS =
            new CsvMapper().readerForArrayOf(String.class).with(CsvParser.Feature.TRIM_SPACES);

    private final Lines lines;
    private final CsvColumns columns;
    private long rows;

    private CsvRecording(Lines lines, CsvColumns columns) {
        this.lines = lines;
        this.columns = columns;
    }

    static Recording open(Path file, @Nullable ColumnMap map) throws IOException {
        Lines lines = new Lines(file);
        try {
            byte[] first = lines.next();
            if (first == null) {
                throw new RecordingException(file, 1, "empty; expected a line of column names");
            }
            String[] names = cells(first, lines);
            Set<String> distinct = new LinkedHashSet<>(List.of(names));
            if (distinct.size() < names.length) {
                throw lines.complaint("a column name is there twice");
            }
            return new CsvRecording(lines, new CsvColumns(names, map != null ? map : ColumnMap.of(distinct), lines));
        } catch (IOException | RuntimeException broken) {
            lines.close();
            throw broken;
        }
    }

    private static String[] cells(byte[] line, Lines lines) throws IOException {
        try {
            String[] cells = CELLS.readValue(line);
            return cells;
        } catch (JsonProcessingException wrong) {
            throw lines.complaint(wrong.getOriginalMessage());
        }
    }

    @Override
    public boolean next(RecordedFrame out) throws IOException {
        byte[] line = lines.next();
        if (line == null) {
            return false;
        }
        columns.fill(cells(line, lines), rows++, lines, out);
        return true;
    }

    @Override
    public @Nullable String model() {
        return null;
    }

    @Override
    public List<String> jointNames() {
        return columns.jointNames();
    }

    @Override
    public @Nullable Double rateHz() {
        return null;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
