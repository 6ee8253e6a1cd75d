package dev.pollux.recording;

import dev.pollux.messages.Dimension;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Columns that have the time in parts: whole seconds, and beside them what is beyond, as in ROS's stamps (sec, nanosec). */
final class TimeParts {
    /** A clock that was set falls back once or twice; a part of a second does each second. */
    private static final int FALLS = 3;

    private TimeParts() {}

    /**
     * The columns, that of the largest unit first; empty where there are none.
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

    /** A time of day to the second, and in a column of its own what is beyond; empty where there are none. */
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

    /** Whether a column falls back again and again and never holds a whole second: it is no time without another column. */
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

    /** Whether all but the last are whole numbers, and all but the first less than one of the unit before. */
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
