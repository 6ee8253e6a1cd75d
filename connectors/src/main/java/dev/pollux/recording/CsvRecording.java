package dev.pollux.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A recording as a table: a line of column names, then a frame a line. */
final class CsvRecording implements Recording {
    private static final CsvMapper CSV = new CsvMapper();
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final Lines lines;
    private final CsvForm form;
    private final ObjectReader reader;
    private final String[] names;
    private byte @Nullable [] pending;
    private @Nullable CsvColumns columns;
    private long rows;

    private CsvRecording(Lines lines, CsvForm usual) throws IOException {
        this.lines = lines;
        // A comment before the first row names the columns where the first row itself holds numbers: numpy writes so.
        String comment = null;
        byte[] line = lines.next();
        while (line != null && isComment(line, usual)) {
            comment = text(line).substring(usual.comment().length());
            line = lines.next();
        }
        if (line == null) {
            throw lines.complaint("empty; expected a line of column names");
        }
        String first = text(line);
        CsvForm found = usual.over(first);
        ObjectReader cells = reader(found);
        String[] row = cells(cells, first.getBytes(StandardCharsets.UTF_8));
        String[] commented = comment == null ? row : cells(cells, comment.getBytes(StandardCharsets.UTF_8));
        boolean numbers = Arrays.stream(row).allMatch(cell -> isNumber(cell, found.decimal()));
        boolean namedByComment = numbers && comment != null && commented.length == row.length;
        if (numbers && !namedByComment) {
            throw lines.complaint("holds numbers; expected a line of column names");
        }
        form = found;
        reader = cells;
        names = named(namedByComment ? commented : row);
        requireDelimiter(usual, first);
        requireDistinct();
        pending = namedByComment ? line : null;
    }

    static CsvRecording open(Path file, @Nullable ColumnMap map) throws IOException {
        Lines lines = new Lines(file);
        try {
            CsvRecording recording = new CsvRecording(lines, map == null ? CsvForm.USUAL : map.form());
            recording.understand(map);
            return recording;
        } catch (IOException | RuntimeException broken) {
            lines.close();
            throw broken;
        }
    }

    /** A table as such: its columns and cells, whatever they mean. */
    static CsvRecording table(Path file) throws IOException {
        Lines lines = new Lines(file);
        try {
            return new CsvRecording(lines, CsvForm.USUAL);
        } catch (IOException | RuntimeException broken) {
            lines.close();
            throw broken;
        }
    }

    /** A delimiter that the line of names does not have makes one column of all. */
    private void requireDelimiter(CsvForm said, String first) throws IOException {
        char usual = CsvForm.USUAL.over(first).delimiter();
        if (said.delimiter() != '\0' && names.length == 1 && first.indexOf(usual) >= 0) {
            throw lines.complaint("the map says that " + CsvForm.shown(said.delimiter())
                    + " stands between two cells, and the line of names has none: write \"delimiter\": "
                    + CsvForm.shown(usual));
        }
    }

    /** A column whose name is empty, as that of pandas' index, is called by its number. */
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
                throw lines.complaint(
                        isNumber(name, form.decimal())
                                ? "holds numbers such as " + shortened(name) + "; expected a line of column names"
                                : "the column name \"" + shortened(name) + "\" is there twice; expected each once");
            }
        }
    }

    private void understand(@Nullable ColumnMap map) throws IOException {
        columns = new CsvColumns(names, map != null ? map : ColumnMap.of(Set.of(names)), lines);
    }

    private static String shortened(String name) {
        String plain = name.replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= 80 ? plain : plain.substring(0, 80) + "…";
    }

    private static ObjectReader reader(CsvForm form) {
        CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(form.delimiter());
        ObjectReader plain = CSV.readerForArrayOf(String.class).with(schema);
        return form.delimiter() == '\t' ? plain : plain.with(CsvParser.Feature.TRIM_SPACES);
    }

    private static boolean isComment(byte[] line, CsvForm form) {
        return !form.comment().isEmpty() && text(line).startsWith(form.comment());
    }

    private static String text(byte[] line) {
        String text = new String(line, StandardCharsets.UTF_8);
        int from = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
        return text.substring(from, text.length() - (text.endsWith("\r") ? 1 : 0));
    }

    private static boolean isNumber(String cell, char decimal) {
        return cell.matches("[-+]?(\\d+[" + decimal + "]?\\d*|[" + decimal + "]\\d+)([eE][-+]?\\d+)?")
                || cell.isEmpty();
    }

    private String[] cells(ObjectReader of, byte[] line) throws IOException {
        try {
            String[] cells = of.readValue(line);
            return cells;
        } catch (JsonProcessingException wrong) {
            String said = String.valueOf(wrong.getOriginalMessage());
            throw lines.refused(
                    said.contains("UTF-8")
                            ? "is no text in UTF-8"
                            : said.contains("closing quote")
                                    ? "a quote (\") opens a cell and none closes it in this line"
                                    : "text follows the quote (\") that closes a cell; expected the"
                                            + " delimiter or the line's end");
        } catch (CharConversionException wrong) {
            throw lines.refused("is no text in UTF-8");
        }
    }

    /** The cells of the next row that is no comment, null at the end. */
    String @Nullable [] row() throws IOException {
        byte[] line = pending != null ? pending : lines.next();
        pending = null;
        while (line != null
                && !form.comment().isEmpty()
                && line[0] == form.comment().charAt(0)
                && isComment(line, form)) {
            line = lines.next();
        }
        if (line == null) {
            return null;
        }
        String[] cells = cells(reader, line);
        if (cells.length < names.length && lines.unfinished()) {
            lines.endEarly();
            return null;
        }
        return cells;
    }

    @Override
    public boolean next(RecordedFrame out) throws IOException {
        String[] cells = row();
        if (cells == null) {
            return false;
        }
        understood().fill(cells, rows++, lines, out);
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

    /** How the table is written. */
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
