package dev.pollux.recording;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names of columns in two rows, groups above names, as motion capture and pandas with a MultiIndex write them: a group stands
 * above each of its columns, or above the first of them alone.
 */
final class GroupedNames {
    private GroupedNames() {}

    /**
     * The columns' names: those of the lower row, with their group before them where it takes that to tell them apart; null where
     * the rows are no such two.
     *
     * @param groups the upper row; it repeats words or has empty cells
     * @param names the lower row
     */
    static String @Nullable [] of(String[] groups, String[] names) {
        if (groups.length != names.length || UnitsLine.isOne(names)) {
            return null;
        }
        Set<String> distinctGroups = new HashSet<>();
        Set<String> distinctNames = new HashSet<>();
        boolean grouped = false;
        boolean doubled = false;
        for (int i = 0; i < names.length; i++) {
            boolean nameless = names[i].isEmpty();
            if (TableHead.isValue(groups[i]) || TableHead.isValue(names[i]) || nameless && groups[i].isEmpty()) {
                return null;
            }
            grouped |= groups[i].isEmpty() || !distinctGroups.add(groups[i]);
            doubled |= !nameless && !distinctNames.add(names[i]);
        }
        return grouped && distinctNames.size() > 1 ? joined(groups, names, doubled) : null;
    }

    private static String[] joined(String[] groups, String[] names, boolean doubled) {
        String[] joined = names.clone();
        String group = "";
        for (int i = 0; i < names.length; i++) {
            group = groups[i].isEmpty() ? group : groups[i];
            if (names[i].isEmpty()) {
                joined[i] = groups[i];
            } else if (doubled && !group.isEmpty()) {
                joined[i] = group + " " + names[i];
            }
        }
        return joined;
    }

    /** Names with those of a row below them that has some only where they are empty, as pandas names its index; null without. */
    static String @Nullable [] withIndex(String[] names, String[] index) {
        if (names.length != index.length) {
            return null;
        }
        String[] all = names.clone();
        boolean any = false;
        for (int i = 0; i < names.length; i++) {
            if (!index[i].isEmpty()) {
                if (!names[i].isEmpty() || TableHead.isValue(index[i])) {
                    return null;
                }
                all[i] = index[i];
                any = true;
            }
        }
        return any ? all : null;
    }
}
