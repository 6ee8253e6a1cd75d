package dev.pollux.recording;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A line of units below a table's names, {@code s,rad,deg/s}.
 *
 * @param number line number, from 1
 * @param cells a unit for each column; empty for those without
 */
record UnitsLine(long number, List<String> cells) {
    /** Texts in place of a unit for numbers without one. */
    private static final Set<String> NO_UNIT = Set.of("-", "--", "[-]", "[]", "[1]", "bool", "[bool]", "flag");

    /** Units, in small letters, that no field of a frame has. They identify a line of units. */
    private static final Set<String> OF_NO_FRAME = Set.of(
            "v", "mv", "a", "ma", "w", "j", "hz", "khz", "%", "°c", "degc", "k", "pa", "kpa", "hpa", "bar", "µt", "ut",
            "kg", "rad/s^2", "rad/s²", "rad/s2", "deg/s^2", "deg/s²", "deg/s2", "ticks", "counts");

    UnitsLine {
        cells = List.copyOf(cells);
    }

    /**
     * Whether cells are units: most are known units or marks of none, none is a number, and more are known than
     * unknown. So a row of words is not such a line if one of them is g or s.
     */
    static boolean isOne(String... cells) {
        long units = 0;
        long others = 0;
        for (String cell : cells) {
            if (TableHead.isValue(cell)) {
                return false;
            }
            boolean known = ColumnWords.unitOf(cell) != null;
            units += known ? 1 : 0;
            others += known || cell.isEmpty() || NO_UNIT.contains(cell) || isOfNoFrame(cell) ? 0 : 1;
        }
        return units > others;
    }

    private static boolean isOfNoFrame(String cell) {
        return OF_NO_FRAME.contains(ColumnWords.withoutBrackets(cell).toLowerCase(Locale.ROOT));
    }

    /** The same without the units of columns with dates, which need none. */
    UnitsLine over(String[] row) {
        String[] others = cells.toArray(String[]::new);
        for (int i = 0; i < Math.min(row.length, others.length); i++) {
            others[i] = DateAndTime.seconds(row[i]) == null ? others[i] : "";
        }
        return new UnitsLine(number, Arrays.asList(others));
    }

    /** The unit of a column, in the form of a map if known, otherwise as written; null if there is none. */
    @Nullable String said(int column) {
        String cell = column < cells.size() ? cells.get(column) : "";
        if (cell.isEmpty() || NO_UNIT.contains(cell)) {
            return null;
        }
        String known = ColumnWords.unitOf(cell);
        return known != null ? known : ColumnWords.withoutBrackets(cell);
    }
}
