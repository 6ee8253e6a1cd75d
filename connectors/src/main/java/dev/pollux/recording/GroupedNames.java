package dev.pollux.recording;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Column names in two rows, groups above names, as written by motion capture and by pandas with a MultiIndex: a group
 * stands above each of its columns, or only above the first.
 */
final class GroupedNames {
    private GroupedNames() {}

    /**
     * The columns' names: those of the lower row, prefixed by their group if they are ambiguous otherwise; null if the
     * rows do not have this form.
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

    /** Names with a row below that fills only empty names, as pandas names its index; null without such a row. */
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
