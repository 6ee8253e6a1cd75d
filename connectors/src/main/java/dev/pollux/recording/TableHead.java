package dev.pollux.recording;

import dev.pollux.recording.CsvCells.MalformedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a table that contain the names of its columns, and the start of its rows.
 *
 * <p>The names are the first line that is not a comment. Three kinds of tables differ, as their rows show: if that line
 * holds numbers, a comment above it has the names, as written by numpy, MATLAB and {@code rostopic echo -p}, possibly
 * with one of units in between; if lines of other length follow it, as in a file that begins with metadata, and no row
 * of its length, the names are the first line with a row of numbers of the same length directly below. The same applies
 * if a line of groups is above them.
 *
 * @param form form of the rows
 * @param names names of the columns
 * @param marker comment prefix of the line of names; empty if it is not a comment
 * @param line number of the line of names, from 1
 * @param above number of lines above the first row, without blank ones
 * @param units the line of units below the names; null if there is none
 */
record TableHead(
        CsvForm form,
        String[] names,
        String marker,
        long line,
        long above,
        @Nullable UnitsLine units) {
    /** Lines that are searched for names. */
    private static final int MOST_LINES = 200;

    /** Comments directly above the first row that are searched for names. */
    private static final int MOST_COMMENTS = 20;

    private static final String BYTE_ORDER_MARK = "\ufeff";

    /**
     * Finds the head of a file.
     *
     * @param said form of the table, as far as it is given
     */
    static TableHead of(Path file, CsvForm said) throws IOException {
        TableHead head = named(file, said);
        try (Lines lines = Lines.ofTable(file)) {
            for (long i = 0; i < head.above; i++) {
                lines.next();
            }
            long above = head.above;
            UnitsLine units = head.units;
            boolean below = false; // the names
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                String text = text(line);
                String[] cells = cells(head.form, text);
                if (!said.marker(text).isEmpty()) {
                    above += below ? 0 : 1;
                } else if (units == null && fits(head.names, cells) && UnitsLine.isOne(cells)) {
                    above++;
                    units = new UnitsLine(lines.number(), List.of(cells));
                    below = true;
                } else {
                    return units == null ? head : head.with(units.over(cells), below ? above : head.above);
                }
            }
            return units == null ? head : head.with(units, below ? above : head.above);
        }
    }

    private TableHead with(UnitsLine said, long throughIt) {
        return new TableHead(form, names, marker, line, throughIt, said);
    }

    private static TableHead named(Path file, CsvForm said) throws IOException {
        try (Lines lines = Lines.ofTable(file)) {
            Deque<Comment> comments = new ArrayDeque<>(); // the nearest to the rows comes first
            String first = null;
            long above = 0;
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                String text = text(line);
                if (said.marker(text).isEmpty()) {
                    first = text;
                    break;
                }
                if (comments.size() == MOST_COMMENTS) {
                    comments.removeLast();
                }
                comments.addFirst(new Comment(lines.number(), text));
                above++;
            }
            if (first == null) {
                throw lines.complaint("empty; expected a line of column names");
            }
            TableHead commented = namedByComment(comments, first, said, above);
            if (commented != null) {
                return commented;
            }
            CsvForm form = said.over(first);
            String[] names = names(form, first, lines);
            long number = lines.number();
            TableHead below = namedBelow(first, names, said, lines, above + 1);
            if (below == null) {
                requireDelimiter(said, names, first, file, number);
            }
            return below != null ? below : new TableHead(form, names, "", number, above + 1, null);
        }
    }

    private static String[] names(CsvForm form, String first, Lines lines) throws IOException {
        try {
            String[] names = new CsvCells(form.delimiter()).of(bytes(first));
            if (Arrays.stream(names).allMatch(cell -> cell.isEmpty() || CsvColumns.isNumber(cell))) {
                throw lines.complaint("holds numbers; expected a line of column names");
            }
            return names;
        } catch (MalformedException wrong) {
            throw lines.refused(wrong.why());
        }
    }

    /** A delimiter that is not in the line of names would make one column of everything. */
    private static void requireDelimiter(CsvForm said, String[] names, String first, Path file, long line)
            throws IOException {
        char usual = CsvForm.USUAL.over(first).delimiter();
        if (said.delimiter() != '\0' && names.length == 1 && first.indexOf(usual) >= 0) {
            throw new RecordingException(
                    file,
                    line,
                    "the map says that " + CsvForm.shown(said.delimiter())
                            + " stands between two cells, and the line of names has none: write \"delimiter\": "
                            + CsvForm.shown(usual));
        }
    }

    /** The head by the nearest comment that names the columns, otherwise by one with units; null without either. */
    private static @Nullable TableHead namedByComment(
            Iterable<Comment> comments, String first, CsvForm said, long above) {
        TableHead namedAsUnits = null;
        UnitsLine units = null;
        for (Comment comment : comments) {
            TableHead head = byComment(comment, first, said, above);
            if (head != null && !UnitsLine.isOne(head.names)) {
                return units == null ? head : head.with(units, above);
            }
            if (head != null && units == null) {
                namedAsUnits = areNames(head.names) ? head : null;
                units = new UnitsLine(comment.line, List.of(head.names));
            }
        }
        return namedAsUnits;
    }

    /** A comment and its line number. */
    private record Comment(long line, String text) {}

    /** The head if a comment names the columns of the first row, or their units; otherwise null. */
    private static @Nullable TableHead byComment(Comment comment, String first, CsvForm said, long above) {
        String marker = said.marker(comment.text);
        int from = 0;
        while (comment.text.startsWith(marker, from)) {
            from += marker.length();
        }
        String text = comment.text.substring(from).trim();
        // MATLAB and numpy separate numbers by blanks, whatever separates the names
        for (CsvForm form : new CsvForm[] {said.over(text), said.over(first)}) {
            String[] row = cells(form, first);
            for (CsvForm ofNames : new CsvForm[] {form, CsvForm.USUAL.over(text)}) {
                String[] names = cells(ofNames, text);
                if (isRow(row) && fits(names, row) && (areNames(names) || UnitsLine.isOne(names))) {
                    return new TableHead(form, names, marker, comment.line, above, null);
                }
            }
        }
        return null;
    }

    /** The head if the line of names is below lines of other length or of groups; otherwise null. */
    private static @Nullable TableHead namedBelow(String first, String[] names, CsvForm said, Lines lines, long above)
            throws IOException {
        CsvForm form = said.over(first);
        boolean named = areNames(names);
        boolean grouped = false;
        List<Upper> uppers =
                new ArrayList<>(List.of(new Upper(above, lines.number(), first))); // the nearest comes first
        for (long read = above; read < above + MOST_LINES; read++) {
            byte[] line = lines.next();
            if (line == null) {
                return null;
            }
            String text = text(line);
            if (!said.marker(text).isEmpty()) {
                continue;
            }
            String[] cells = cells(form, text);
            boolean second = uppers.size() == 1;
            grouped |= second && GroupedNames.of(names, cells) != null;
            if (named && !grouped && fits(names, cells) && (second || isRow(cells))) {
                return null;
            }
            TableHead head = second ? null : below(uppers, text, said);
            if (head != null || named && grouped && !second && !UnitsLine.isOne(cells)) {
                return head;
            }
            uppers.add(0, new Upper(read + 1, lines.number(), text));
        }
        return null;
    }

    /** A line above the rows, with the number of lines up to it. */
    private record Upper(long through, long line, String text) {}

    /** The head whose names are directly above a row, or above its line of units; null if there is none. */
    private static @Nullable TableHead below(List<Upper> uppers, String text, CsvForm said) {
        CsvForm form = said.over(uppers.get(0).text);
        String[] row = cells(form, text);
        List<String[]> rows = uppers.stream()
                .limit(4) // units, an index' name, names, groups
                .map(upper -> cells(form, upper.text))
                .takeWhile(cells -> fits(cells, row))
                .toList();
        if (rows.isEmpty() || !isRow(row)) {
            return null;
        }
        int at = rows.size() > 1 && UnitsLine.isOne(rows.get(0)) ? 1 : 0;
        String[] names = rows.get(at);
        int groups = at + 1;
        if (rows.size() > groups + 1) {
            String[] withIndex = GroupedNames.withIndex(rows.get(groups), names);
            names = withIndex == null ? names : withIndex;
            groups += withIndex == null ? 0 : 1;
        }
        String[] joined = rows.size() > groups ? GroupedNames.of(rows.get(groups), names) : null;
        names = joined == null ? names : joined;
        Upper named = uppers.get(at);
        return areNames(names) ? new TableHead(form, names, "", named.line, named.through, null) : null;
    }

    /** Whether a row has a cell for each name, and at most an empty one more: rows may end with a delimiter. */
    static boolean fits(String[] names, String[] row) {
        return row.length == names.length || row.length == names.length + 1 && row[names.length].isEmpty();
    }

    private static boolean areNames(String[] cells) {
        Set<String> distinct = new HashSet<>();
        return cells.length > 1
                && Arrays.stream(cells)
                        .filter(cell -> !cell.isEmpty())
                        .allMatch(cell -> !isValue(cell) && distinct.add(cell))
                && distinct.size() > 1;
    }

    /** Whether most of a row's cells are numbers, dates or marks of missing numbers. */
    private static boolean isRow(String[] cells) {
        long filled = Arrays.stream(cells).filter(cell -> !cell.isEmpty()).count();
        long values = Arrays.stream(cells).filter(TableHead::isValue).count();
        return 2 * values > filled;
    }

    /** Whether a cell is a number, a date, or a mark of a missing number. */
    static boolean isValue(String cell) {
        return CsvColumns.isNumber(cell) || CsvColumns.isMissing(cell) || DateAndTime.seconds(cell) != null;
    }

    private static String[] cells(CsvForm form, String text) {
        try {
            return new CsvCells(form.delimiter()).of(bytes(text));
        } catch (IOException none) {
            return new String[0];
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] line) {
        String text = new String(line, StandardCharsets.UTF_8);
        int from = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
        return text.substring(from, text.length() - (text.endsWith("\r") ? 1 : 0));
    }
}
