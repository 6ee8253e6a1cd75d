package dev.pollux.recording;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Columns that have the time in parts: whole seconds, and beside them what is beyond, as in ROS's stamps (sec, nanosec). */
final class TimeParts {
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
            if (unit != null && unit.of() == Unit.Kind.TIME && time.test(words)) {
                alike.computeIfAbsent(words.words(), any -> new TreeMap<>(Comparator.reverseOrder()))
                        .putIfAbsent(unit.factor(), name);
            }
        }
        return alike.values().stream()
                .filter(columns -> columns.size() > 1 && areParts(sample, columns))
                .map(columns -> List.copyOf(columns.values()))
                .min(Comparator.comparingInt(columns -> columns.get(0).length()))
                .orElse(List.of());
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
