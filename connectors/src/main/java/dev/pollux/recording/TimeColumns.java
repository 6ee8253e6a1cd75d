package dev.pollux.recording;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The columns that hold a frame's time: one, or several in different units whose numbers are added, as seconds and nanoseconds
 * of ROS's stamps. Written decimals are taken as they are, to the nanosecond.
 */
final class TimeColumns {
    /** A frame's time, s, is less: its nanoseconds have to be a long. */
    private static final double END = 9e9;

    private static final Pattern DECIMAL = Pattern.compile("\\+?(\\d+\\.?\\d*|\\.\\d+)");

    private final String[] names;
    private final List<Part> parts = new ArrayList<>(); // the largest unit first

    /** @param names the table's columns */
    TimeColumns(String[] names) {
        this.names = names;
    }

    /** @param nanos in one of its unit */
    private record Part(int column, long nanos) {}

    /**
     * Adds a column.
     *
     * @param factor seconds in one of its unit
     * @return the column that has the same unit, −1 where there is none
     */
    int add(int column, double factor) {
        Part part = new Part(column, Math.round(factor * 1e9));
        for (Part other : parts) {
            if (other.nanos == part.nanos) {
                return other.column;
            }
        }
        parts.add(part);
        parts.sort(Comparator.comparingLong(Part::nanos).reversed());
        return -1;
    }

    /** The first of the columns, −1 where there is none. */
    int first() {
        return parts.isEmpty() ? -1 : parts.get(0).column;
    }

    /**
     * The time of a row, ns.
     *
     * @param seconds per column its number, s; NaN where it is missing
     * @param cells per column its cell
     * @param point makes a cell's decimal sign a point
     */
    long nanos(double[] seconds, String[] cells, UnaryOperator<String> point, Lines lines) throws IOException {
        long sum = 0;
        Part larger = null;
        for (Part part : parts) {
            double value = seconds[part.column];
            if (!(value >= 0 && value < END)) {
                throw lines.refused("the time is " + (Double.isNaN(value) ? "missing" : Double.toString(value))
                        + "; expected 0 to 9e9 s");
            }
            Long date = DateAndTime.nanos(cells[part.column]);
            long nanos = date != null ? date : nanos(point.apply(cells[part.column]), part.nanos, value);
            if (larger != null && nanos >= larger.nanos) {
                throw lines.refused("column \"" + names[part.column] + "\" is " + cells[part.column]
                        + ", which is a unit of column \"" + names[larger.column]
                        + "\" or more; expected less, as the two are added to the time");
            }
            sum += nanos;
            larger = part;
        }
        return sum;
    }

    /** A number with an exponent is not written out: its double stands for it. */
    private static long nanos(String number, long unit, double seconds) {
        return DECIMAL.matcher(number).matches()
                ? new BigDecimal(number)
                        .multiply(BigDecimal.valueOf(unit))
                        .setScale(0, RoundingMode.HALF_UP)
                        .longValue()
                : Math.round(seconds * 1e9);
    }
}
