package dev.pollux.recording;

import dev.pollux.messages.Dimension;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Columns that contain parts of a time: whole seconds, and the fraction in others, as in ROS stamps (sec, nanosec). */
final class TimeParts {
    /** A clock that is set goes back once or twice; a fraction of a second goes back every second. */
    private static final int FALLS = 3;

    private TimeParts() {}

    /**
     * The columns, the largest unit first; empty if there are none.
     *
     * @param time whether words name a time
     */
    static List<String> of(TableSample sample, Predicate<ColumnWords> time) {
        Map<List<String>, TreeMap<Double, String>> alike =
                new LinkedHashMap<>(); // by words, then by seconds in the unit
        for (String name : sample.names()) {
            ColumnWords words = sample.words(name);
            Unit unit = words.unit() == null ? null : Unit.named(words.unit());
            if (unit != null && unit.of() == Dimension.TIME && time.test(words)) {
                alike.computeIfAbsent(words.words(), any -> new TreeMap<>(Comparator.reverseOrder()))
                        .putIfAbsent(unit.factor(), name);
            }
        }
        return alike.values().stream()
                .filter(columns -> columns.size() > 1 && areParts(sample, columns))
                .map(columns -> List.copyOf(columns.values()))
                .min(Comparator.comparingInt(columns -> columns.get(0).length()))
                .orElseGet(() -> clockAndPart(sample, time));
    }

    /** A time of day in seconds, and a separate column with the fraction; empty if there are none. */
    private static List<String> clockAndPart(TableSample sample, Predicate<ColumnWords> time) {
        List<String> clocks = sample.names().stream()
                .filter(name -> time.test(sample.words(name))
                        && sample.isDateAndTime(name)
                        && sample.column(name).allMatch(x -> x == Math.rint(x)))
                .toList();
        List<String> parts = sample.names().stream()
                .filter(name -> time.test(sample.words(name)) && isPart(sample, name))
                .toList();
        return clocks.size() == 1 && parts.size() == 1 ? List.of(clocks.get(0), parts.get(0)) : List.of();
    }

    /** Whether a column goes back repeatedly and never contains a whole second: alone it is not a time. */
    static boolean isPart(TableSample sample, String name) {
        String said = sample.words(name).unit();
        Unit unit = said == null ? null : Unit.named(said);
        return unit != null
                && unit.of() == Dimension.TIME
                && unit.factor() < 1
                && !sample.isDateAndTime(name)
                && sample.falls(name) >= FALLS
                && sample.column(name).allMatch(x -> x >= 0 && x < 1 / unit.factor());
    }

    /** Whether all but the last are integers, and all but the first less than one unit of the previous one. */
    private static boolean areParts(TableSample sample, TreeMap<Double, String> columns) {
        List<Double> units = new ArrayList<>(columns.keySet());
        for (int i = 0; i < units.size(); i++) {
            double end = i == 0 ? Double.POSITIVE_INFINITY : units.get(i - 1) / units.get(i);
            boolean last = i == units.size() - 1;
            String name = columns.getOrDefault(units.get(i), "");
            if (!sample.hasNumbers(name)
                    || sample.column(name).anyMatch(x -> !(x >= 0 && x < end && (last || x == Math.rint(x))))) {
                return false;
            }
        }
        return true;
    }
}
