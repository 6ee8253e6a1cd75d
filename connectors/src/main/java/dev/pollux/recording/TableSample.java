package dev.pollux.recording;

import dev.pollux.model.Counted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** The line of names and the numbers in the first rows of a CSV. */
final class TableSample {
    /** Number of rows: 10 s at 1 kHz, since a gyroscope's unit needs some seconds. */
    private static final int ROWS = 10_000;

    /** Number of cells: fewer rows of a table with very many columns. */
    private static final long CELLS = 1_000_000;

    private static final Pattern DECIMAL_COMMA = Pattern.compile("[-+]?\\d*,\\d+([eE][-+]?\\d+)?");
    private static final Pattern DECIMAL_POINT = Pattern.compile("[-+]?\\d*\\.\\d+([eE][-+]?\\d+)?");

    private final List<String> names;
    private final @Nullable UnitsLine units;
    private final CsvForm form;
    private final List<double[]> rows = new ArrayList<>();
    private final List<String> firstRow;
    private final Map<String, Integer> places = new HashMap<>();
    private final String misfits;
    private final String wordsBelow;
    private final List<ColumnWords> words = new ArrayList<>();

    /** Reads the rows; decides whether decimals have a comma. */
    TableSample(CsvRecording table) throws IOException {
        names = table.names();
        units = table.units();
        for (int i = 0; i < names.size(); i++) {
            places.put(names.get(i), i);
            String below = units == null ? null : units.said(i);
            words.add(ColumnWords.of(names.get(i)).in(below == null ? null : ColumnWords.unitOf(below)));
        }
        long misfitting = 0;
        long firstLine = 0;
        String firstMisfit = "";
        List<String[]> cells = new ArrayList<>();
        for (long looked = 0; looked < Math.min(ROWS, CELLS / names.size()); looked++) {
            String has;
            try {
                String[] row = table.row();
                if (row == null) {
                    break;
                }
                cells.add(row);
                firstLine = firstLine == 0 ? table.line() : firstLine;
                if (row.length == names.size()) {
                    continue;
                }
                has = "has " + Counted.of(row.length, "cell");
            } catch (LineRefusedException noRow) {
                has = "cannot be taken apart";
            }
            firstMisfit = misfitting++ == 0 ? "line " + table.line() + " " + has : firstMisfit;
        }
        misfits = misfitting == 0
                ? ""
                : misfitting + " of the first rows " + (misfitting == 1 ? "does" : "do") + " not fit the "
                        + Counted.of(names.size(), "column name") + " and will be refused: " + firstMisfit
                        + (misfitting == 1 ? "" : ", the first of them");
        wordsBelow = cells.size() > 1 && !holdsValues(cells.get(0)) && holdsValues(cells.get(1))
                ? "line " + firstLine
                        + " holds words alone and will be refused: where those are the columns' names, remove"
                        + " the line of names above it"
                : "";
        boolean commas = count(cells, DECIMAL_COMMA) > count(cells, DECIMAL_POINT);
        form = new CsvForm(
                table.form().delimiter(), commas ? ',' : '.', table.form().comments());
        cells.forEach(row -> rows.add(numbers(row)));
        firstRow = cells.isEmpty() ? List.of() : List.of(cells.get(0));
    }

    private static boolean holdsValues(String[] row) {
        return Arrays.stream(row).anyMatch(TableHead::isValue);
    }

    private static long count(List<String[]> rows, Pattern written) {
        return rows.stream()
                .flatMap(Arrays::stream)
                .filter(cell -> written.matcher(cell).matches())
                .count();
    }

    private double[] numbers(String[] row) {
        double[] numbers = new double[names.size()];
        Arrays.fill(numbers, Double.NaN);
        for (int i = 0; i < Math.min(row.length, numbers.length); i++) {
            numbers[i] = number(row[i].replace(form.decimal(), '.'));
        }
        return numbers;
    }

    private static double number(String cell) {
        Double flag = CsvColumns.flag(cell);
        if (flag != null) {
            return flag;
        }
        try {
            return Double.parseDouble(cell);
        } catch (NumberFormatException none) {
            Double time = DateAndTime.seconds(cell);
            return time == null ? Double.NaN : time;
        }
    }

    List<String> names() {
        return names;
    }

    /** The words of a column's name, with the unit from a line of units if the name has none. */
    ColumnWords words(String name) {
        int at = at(name);
        return at < 0 ? ColumnWords.of(name) : words.get(at);
    }

    /** The unit in a column's name, otherwise in a line of units, even if unknown; null if there is none. */
    @Nullable String saidUnit(String name) {
        String own = ColumnWords.of(name).unit();
        return own != null ? own : units == null || at(name) < 0 ? null : units.said(at(name));
    }

    /** Which line contains a column's unit, as the start of a sentence; empty if it is the column's name or none. */
    String saidBy(String name) {
        return units == null || ColumnWords.of(name).unit() != null || saidUnit(name) == null
                ? ""
                : "line " + units.number() + " looks like units; ";
    }

    /** How many of the first rows do not fit the line of names, and the first of them; empty if all do. */
    String misfits() {
        return misfits;
    }

    /** Advice if the first row, unlike the next, looks like a second line of names; otherwise empty. */
    String wordsBelow() {
        return wordsBelow;
    }

    private int at(String name) {
        return places.getOrDefault(name, -1);
    }

    CsvForm form() {
        return form;
    }

    /** Whether there is no row. */
    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The cells of the first row; empty if there is none. */
    List<String> firstRow() {
        return firstRow;
    }

    /** The cell of a column in the first row; empty if there is none. */
    String firstCell(String name) {
        int at = at(name);
        return at < firstRow.size() ? firstRow.get(at) : "";
    }

    /** Whether a column contains dates with a time, according to its first row. */
    boolean isDateAndTime(String name) {
        return DateAndTime.seconds(firstCell(name)) != null;
    }

    /** Whether any cell of a column is a number; true if there is no row. */
    boolean hasNumbers(String name) {
        return rows.isEmpty() || column(name).findAny().isPresent();
    }

    /** The numbers of a column, without missing ones. */
    DoubleStream column(String name) {
        int at = at(name);
        return rows.stream().mapToDouble(row -> row[at]).filter(Double::isFinite);
    }

    /** The largest absolute number of a column; 0 if it has none. */
    double largest(String name) {
        return column(name).map(Math::abs).max().orElse(0);
    }

    /** The largest number of a column except one in a hundred, which may be outliers; 0 if it has none. */
    double usualMost(String name) {
        double[] sorted = column(name).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(0.99 * (sorted.length - 1))];
    }

    /** The least number in the same way. */
    double usualLeast(String name) {
        double[] sorted = column(name).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[(int) (0.01 * (sorted.length - 1))];
    }

    /** The larger absolute value of both. */
    double usualReach(String name) {
        return Math.max(Math.abs(usualMost(name)), Math.abs(usualLeast(name)));
    }

    /** The largest step of a column between two rows, up or down; 0 if it has less than two numbers. */
    double largestStep(String name) {
        return Arrays.stream(steps(name)).map(Math::abs).max().orElse(0);
    }

    /** Median over the rows of the root of the sum of squares of some columns; 0 if no row has all. */
    double usualLength(List<String> columns) {
        return median(lengths(columns));
    }

    /** The share of the rows in which that is within bounds; 0 if no row has all. */
    double shareOfLengths(List<String> columns, double least, double most) {
        return Arrays.stream(lengths(columns))
                .map(length -> length >= least && length <= most ? 1 : 0)
                .average()
                .orElse(0);
    }

    private double[] lengths(List<String> columns) {
        return Arrays.stream(rows(columns))
                .mapToDouble(row -> Math.sqrt(Arrays.stream(row).map(x -> x * x).sum()))
                .toArray();
    }

    /** The numbers of some columns, for each row that has all of them. */
    double[][] rows(List<String> columns) {
        int[] at = columns.stream().mapToInt(this::at).toArray();
        return rows.stream()
                .map(row -> Arrays.stream(at).mapToDouble(i -> row[i]).toArray())
                .filter(row -> Arrays.stream(row).allMatch(Double::isFinite))
                .toArray(double[][]::new);
    }

    /**
     * The median step of a column between two rows, the mean one if most rows repeat the number before; 0 if it has
     * less than two numbers.
     */
    double usualStep(String name) {
        double[] steps = steps(name);
        double median = median(steps);
        return median != 0 ? median : Arrays.stream(steps).average().orElse(0);
    }

    /** How often a column's numbers decrease between two rows. */
    long falls(String name) {
        return Arrays.stream(steps(name)).filter(step -> step < 0).count();
    }

    /** The largest decrease of a column between two rows; 0 if there is none. */
    double deepestFall(String name) {
        return -Arrays.stream(steps(name)).min().orElse(0);
    }

    /** How many of a column's numbers repeat that of the row before. */
    long repeats(String name) {
        return Arrays.stream(steps(name)).filter(step -> step == 0).count();
    }

    /** Whether a column's numbers are not negative, and the last is greater than the first. */
    boolean goesOn(String name) {
        double[] numbers = column(name).toArray();
        return numbers.length > 0
                && numbers[0] >= 0
                && (numbers.length == 1 || numbers[numbers.length - 1] > numbers[0]);
    }

    /** Whether a column's numbers increase in every row, and not by 1 each, as counters do. */
    boolean rises(String name) {
        double[] steps = steps(name);
        return goesOn(name)
                && steps.length == rows.size() - 1
                && steps.length > 1
                && Arrays.stream(steps).allMatch(step -> step > 0)
                && Arrays.stream(steps).anyMatch(step -> step != 1);
    }

    private double[] steps(String name) {
        double[] numbers = column(name).toArray();
        double[] steps = new double[Math.max(0, numbers.length - 1)];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = numbers[i + 1] - numbers[i];
        }
        return steps;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values.length == 0 ? 0 : values[values.length / 2];
    }
}
