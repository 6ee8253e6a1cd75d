package dev.pollux.recording;

import dev.pollux.model.Printable;
import dev.pollux.recording.CsvCells.MalformedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A recording as a table: a line of column names, then one frame per line. */
final class CsvRecording implements Recording {
    private final Lines lines;
    private final CsvForm form;
    private final CsvCells cells;
    private final byte[][] markers;
    private final String[] names;
    private final long namesLine;
    private final @Nullable UnitsLine units;
    private @Nullable CsvColumns columns;
    private long rows;

    private CsvRecording(Lines lines, @Nullable ColumnMap map) throws IOException {
        this.lines = lines;
        TableHead head = TableHead.of(lines.file(), map == null ? CsvForm.USUAL : map.form());
        for (long i = 0; i < head.above(); i++) {
            lines.next();
        }
        form = head.form();
        cells = new CsvCells(form.delimiter());
        markers = form.comments().stream()
                .map(comment -> comment.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        names = named(head.names());
        namesLine = head.line();
        units = head.units();
        // the map may contain the name of a commented column as the line begins: "%time"
        if (map != null && map.names(head.marker() + names[0])) {
            names[0] = head.marker() + names[0];
        }
        requireDistinct();
    }

    static CsvRecording open(Path file, @Nullable ColumnMap map) throws IOException {
        Lines lines = Lines.ofTable(file);
        try {
            CsvRecording recording = new CsvRecording(lines, map);
            recording.understand(map);
            return recording;
        } catch (IOException | RuntimeException broken) {
            lines.close();
            throw broken;
        }
    }

    /** Opens a table without interpreting its columns. */
    static CsvRecording table(Path file) throws IOException {
        Lines lines = Lines.ofTable(file);
        try {
            return new CsvRecording(lines, null);
        } catch (IOException | RuntimeException broken) {
            lines.close();
            throw broken;
        }
    }

    /** A column with an empty name, like the index of pandas, is named by its number. */
    private static String[] named(String[] row) {
        String[] names = row.clone();
        for (int i = 0; i < names.length; i++) {
            names[i] = names[i].isEmpty() ? "column " + (i + 1) : names[i];
        }
        return names;
    }

    private void requireDistinct() throws IOException {
        Set<String> distinct = new LinkedHashSet<>();
        for (String name : names) {
            if (!distinct.add(name)) {
                throw new RecordingException(
                        lines.file(),
                        namesLine,
                        CsvColumns.isNumber(name)
                                ? "holds numbers such as " + shortened(name) + "; expected a line of column names"
                                : "the column name \"" + shortened(name) + "\" is there twice; expected each once");
            }
        }
    }

    private void understand(@Nullable ColumnMap map) throws IOException {
        columns = new CsvColumns(names, namesLine, units, map != null ? map : ColumnMap.of(Set.of(names)), lines);
    }

    private static String shortened(String name) {
        String plain = Printable.of(name);
        return plain.length() <= 80 ? plain : plain.substring(0, 80) + "…";
    }

    private boolean isComment(byte[] line) {
        for (byte[] marker : markers) {
            if (line.length >= marker.length && Arrays.equals(line, 0, marker.length, marker, 0, marker.length)) {
                return true;
            }
        }
        return false;
    }

    /** The cells of the next row that is not a comment; null at the end. */
    String @Nullable [] row() throws IOException {
        byte[] line = lines.next();
        while (line != null && isComment(line)) {
            line = lines.next();
        }
        if (line == null) {
            return null;
        }
        String[] row;
        try {
            row = cells.of(line);
        } catch (MalformedException wrong) {
            throw lines.refused(wrong.why());
        }
        if (row.length < names.length && lines.unfinished()) {
            lines.endEarly();
            return null;
        }
        return row.length > names.length && TableHead.fits(names, row) ? Arrays.copyOf(row, names.length) : row;
    }

    @Override
    public boolean next(RecordedFrame out) throws IOException {
        String[] row = row();
        if (row == null) {
            return false;
        }
        understood().fill(row, rows++, lines, out);
        return true;
    }

    private CsvColumns understood() {
        if (columns == null) {
            throw new IllegalStateException("a table, not a recording");
        }
        return columns;
    }

    /** The columns' names, in the file's order. */
    List<String> names() {
        return List.of(names);
    }

    /** Number of the line of names, from 1. */
    long namesLine() {
        return namesLine;
    }

    /** The line of units below the names; null if there is none. */
    @Nullable UnitsLine units() {
        return units;
    }

    /** Number of the last row's line, from 1. */
    long line() {
        return lines.number();
    }

    /** The form of the table. */
    CsvForm form() {
        return form;
    }

    @Override
    public @Nullable String model() {
        return null;
    }

    @Override
    public List<String> jointNames() {
        return understood().jointNames();
    }

    @Override
    public @Nullable Double rateHz() {
        return null;
    }

    @Override
    public List<String> columnsPassedOver() {
        return List.copyOf(understood().passedOver());
    }

    @Override
    public @Nullable String endedEarly() {
        return lines.endedEarly();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
