package dev.pollux.recording;

import dev.pollux.messages.MessageField;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Columns that number the joints instead of naming them, {@code q0}, {@code dq[3]}, {@code motor_7_pos}, and those that
 * number the axes of an IMU, {@code gyroscope[0]}. If the table has the names in their own columns ({@code field.name0}
 * next to {@code field.position0}, as written by {@code rostopic echo -p}), those determine the joint, in any spelling;
 * otherwise as many columns as the robot has joints are used in the model's order.
 */
final class NumberedColumns {
    private static final Pattern NUMBERED = Pattern.compile("([^0-9]*?)[\\s_.\\[(]*(\\d{1,4})[\\])]?([^0-9]*)");
    private static final Set<String> EMPTY_WORDS = Set.of("field", "values");
    private static final Set<String> NAME = Set.of("name", "names");

    /** Numbered joints, by the common part of their columns; each by its number. */
    private final Map<String, TreeMap<Integer, String>> rows = new LinkedHashMap<>();

    /** Columns with names, each by its number. */
    private final Map<Integer, Name> named = new TreeMap<>();

    private final JointNames joints;
    private final Set<String> readAsNames = new HashSet<>();
    private final List<String> remarks = new ArrayList<>();
    private boolean other;

    /** A column with names, and its first cell. */
    private record Name(String column, String cell) {}

    /** Finds the columns. */
    NumberedColumns(TableSample sample, JointNames joints) {
        this.joints = joints;
        List<String> names = sample.names();
        List<String> first = sample.firstRow();
        for (int i = 0; i < names.size(); i++) {
            Matcher column = NUMBERED.matcher(names.get(i));
            if (!column.matches()) {
                continue;
            }
            int number = Integer.parseInt(column.group(2));
            List<String> words = words(column);
            if (isName(words)) {
                if (i < first.size()) {
                    named.putIfAbsent(
                            number, new Name(names.get(i), first.get(i).trim()));
                }
            } else {
                rows.computeIfAbsent(column.group(1) + "#" + column.group(3), row -> new TreeMap<>())
                        .putIfAbsent(number, names.get(i));
            }
        }
    }

    /**
     * The columns without those that contain the joints' names for other columns, some of which are understood: a map
     * made from them contains the names itself.
     */
    static List<String> withoutNames(List<String> columns, Collection<String> understood) {
        Set<String> numbers = understood.stream()
                .map(NUMBERED::matcher)
                .filter(Matcher::matches)
                .map(column -> column.group(2))
                .collect(Collectors.toSet());
        return columns.stream()
                .filter(name -> {
                    Matcher column = NUMBERED.matcher(name);
                    return !column.matches() || !isName(words(column)) || !numbers.contains(column.group(2));
                })
                .toList();
    }

    private static boolean isName(List<String> words) {
        return words.size() == 1 && NAME.contains(words.get(0));
    }

    private static List<String> words(Matcher column) {
        return ColumnWords.of(column.group(1) + " " + column.group(3)).without(EMPTY_WORDS);
    }

    /**
     * Meaning of the columns: from a column to its place in a frame.
     *
     * @param arrays from the word of a quantity, {@code q}, to its array, {@code joint_positions}; null for other words
     * @param imu from the words of an IMU's sensor to the place of its x axis in the IMU; null for other words
     */
    Map<String, String> places(
            Function<String, @Nullable MessageField> arrays, Function<List<String>, @Nullable Integer> imu) {
        Map<String, String> places = new LinkedHashMap<>();
        // of series that may hold the same quantity, q[i] and q_est[i], the shortest name comes first
        rows.keySet().stream().sorted(Comparator.comparingInt(String::length)).forEach(row -> {
            TreeMap<Integer, String> columns = rows.getOrDefault(row, new TreeMap<>());
            Matcher any = NUMBERED.matcher(columns.firstEntry().getValue());
            List<String> words = any.matches() ? words(any) : List.of();
            MessageField array = words.size() == 1 ? arrays.apply(words.get(0)) : null;
            if (array == null) {
                axes(columns, imu.apply(words), places);
                return;
            }
            if (named.keySet().containsAll(columns.keySet())) {
                columns.forEach((number, column) -> {
                    Name name = named.get(number);
                    String joint = name == null ? null : joints.of(name.cell);
                    if (name != null && joint != null) {
                        places.put(column, array.place(joint));
                        readAsNames.add(name.column);
                    }
                });
            } else {
                inOrder(columns, array, places);
            }
        });
        return places;
    }

    private static void axes(TreeMap<Integer, String> columns, @Nullable Integer x, Map<String, String> places) {
        int from = columns.firstKey();
        if (x != null && columns.size() == 3 && from <= 1 && columns.lastKey() == from + 2) {
            columns.forEach((number, column) -> places.put(column, MessageField.IMU.place(x + number - from)));
        }
    }

    private void inOrder(TreeMap<Integer, String> columns, MessageField array, Map<String, String> places) {
        String range =
                columns.firstEntry().getValue() + " to " + columns.lastEntry().getValue();
        int from = columns.firstKey();
        boolean whole = from <= 1 && columns.lastKey() - from + 1 == columns.size() && columns.size() > 1;
        List<String> all = joints.all();
        if (whole && columns.size() == all.size()) {
            remarks.add(range + " are taken as the model's joints in its order, " + all.get(0) + " to "
                    + all.get(all.size() - 1));
            columns.forEach((number, column) -> places.put(column, array.place(all.get(number - from))));
        } else if (whole) {
            other = true;
            remarks.add(range + " number " + columns.size() + " joints"
                    + (joints.areKnown() ? ", and the model has " + all.size() : "")
                    + ": give the robot's URDF with --model, or name the joints in the map");
        }
    }

    /** The columns with names that determined the joints of others. */
    Set<String> readAsNames() {
        return readAsNames;
    }

    /** The name in a column of names; null if the column is not one. */
    @Nullable String nameIn(String column) {
        return named.values().stream()
                .filter(name -> name.column.equals(column))
                .map(Name::cell)
                .findFirst()
                .orElse(null);
    }

    /** Whether some number other joints than the robot's, or those of an unknown robot. */
    boolean areOther() {
        return other;
    }

    /** What the user must check, in sentences. */
    List<String> remarks() {
        return remarks;
    }
}
