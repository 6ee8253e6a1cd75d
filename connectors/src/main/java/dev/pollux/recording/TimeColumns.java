package dev.pollux.recording;

import dev.pollux.messages.TimeSinceEpoch;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The columns of a frame's time: one, or several in different units whose numbers are added, such as seconds and
 * nanoseconds of ROS stamps. Decimals are exact to the nanosecond.
 */
final class TimeColumns {
    /** Upper limit of a frame's time, s: its nanoseconds must fit a long. */
    private static final double END = 9e9;

    private static final Pattern DECIMAL = Pattern.compile("\\+?(\\d+\\.?\\d*|\\.\\d+)");

    private final String[] names;
    private final List<Part> parts = new ArrayList<>(); // the largest unit comes first

    /** @param names the table's columns */
    TimeColumns(String[] names) {
        this.names = names;
    }

    /** @param nanos per unit */
    private record Part(int column, long nanos) {}

    /**
     * Adds a column.
     *
     * @param factor seconds per unit
     * @return the column with the same unit, −1 if there is none
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

    /** The first of the columns, −1 if there is none. */
    int first() {
        return parts.isEmpty() ? -1 : parts.get(0).column;
    }

    /**
     * The time of a row, ns.
     *
     * @param seconds per column its number, s; NaN if missing
     * @param cells per column its cell
     * @param point converts a cell's decimal sign to a point
     */
    long nanos(double[] seconds, String[] cells, UnaryOperator<String> point, Lines lines) throws IOException {
        long sum = 0;
        Part larger = null;
        for (Part part : parts) {
            double value = seconds[part.column];
            if (!(value >= 0 && value < END)) {
                String unit = TimeSinceEpoch.looksLike(value);
                throw lines.refused("the time is " + (Double.isNaN(value) ? "missing" : Double.toString(value))
                        + unit + "; expected 0 to 9e9 s"
                        + (unit.isEmpty() ? "" : ", or its unit in a map for --columns"));
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

    /** A number with an exponent is not parsed exactly: its double is used. */
    private static long nanos(String number, long unit, double seconds) {
        return DECIMAL.matcher(number).matches()
                ? new BigDecimal(number)
                        .multiply(BigDecimal.valueOf(unit))
                        .setScale(0, RoundingMode.HALF_UP)
                        .longValue()
                : Math.round(seconds * 1e9);
    }
}
