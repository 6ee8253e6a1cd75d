package dev.pollux.model;

import java.util.ArrayList;
import java.util.List;

/** Errors in a file, a sentence each; limited in number, since the file may be hostile. */
public final class Complaints {
    private static final int MOST = 50;

    private Complaints() {}

    /**
     * The first 50, and a sentence with the number of the others; all of them if that sentence would replace only one.
     */
    public static List<String> shown(List<String> all) {
        if (all.size() <= MOST + 1) {
            return List.copyOf(all);
        }
        List<String> first = new ArrayList<>(all.subList(0, MOST));
        first.add("and " + (all.size() - MOST) + " more");
        return List.copyOf(first);
    }
}
