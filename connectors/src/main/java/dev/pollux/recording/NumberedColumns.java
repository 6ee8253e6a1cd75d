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
 * Columns that number the joints instead of naming them, {@code q0}, {@code dq[3]}, {@code motor_7_pos}, and those that number the
 * three axes of an IMU, {@code gyroscope[0]}. Where the table has
 * the names in columns of their own ({@code field.name0} beside {@code field.position0}, as {@code rostopic echo -p} writes
 * them), those say in any spelling which joint it is; else as many columns as the robot has joints are taken in the model's order.
 */
final class NumberedColumns {
    private static final Pattern NUMBERED = Pattern.compile("([^0-9]*?)[\\s_.\\[(]*(\\d{1,4})[\\])]?([^0-9]*)");
    private static final Set<String> EMPTY_WORDS = Set.of("field", "values");
    private static final Set<String> NAME = Set.of("name", "names");

    /** Joints that numbers stand for, by what their columns have in common; each by its number. */
    private final Map<String, TreeMap<Integer, String>> rows = new LinkedHashMap<>();

    /** Columns of names, each by its number. */
    private final Map<Integer, Name> named = new TreeMap<>();

    private final JointNames joints;
    private final Set<String> readAsNames = new HashSet<>();
    private final List<String> remarks = new ArrayList<>();
    private boolean other;

    /** A column of names, and its first cell. */
    private record Name(String column, String cell) {}

    /** Looks for them. */
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
     * The columns but those of names that say which joint others of their number hold, of which some are understood: a map
     * made of them has the joints' names itself.
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
     * What they hold: from a column to its place in a frame.
     *
     * @param arrays from the word of a quantity, {@code q}, to its array, {@code joint_positions}; null for other words
     * @param imu from the words of an IMU's sensor to the place of its x axis in the IMU; null for other words
     */
    Map<String, String> places(
            Function<String, @Nullable MessageField> arrays, Function<List<String>, @Nullable Integer> imu) {
        Map<String, String> places = new LinkedHashMap<>();
        // of rows that may hold the same, q[i] and q_est[i], the plainest comes first
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

    /** The columns of names that said which joint others hold. */
    Set<String> readAsNames() {
        return readAsNames;
    }

    /** What stands in a column of names; null where the column is none. */
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

    /** What is to be checked, in sentences. */
    List<String> remarks() {
        return remarks;
    }
}
