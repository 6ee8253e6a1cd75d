package dev.pollux.messages;

import java.util.Arrays;

/**
 * Cache of name lists that repeat from message to message. Robots of one model send the same list in every frame and
 * get the same array, so that code that maps names to indices can see by reference that nothing changed.
 */
public final class NameListCache {
    private static final int LISTS = 8;

    private final String[][] known = new String[LISTS][];
    private final String[] names;
    private String[] last = {};
    private int next;
    private int count;
    private boolean same;

    public NameListCache(int max) {
        names = new String[max];
        Arrays.fill(known, last);
    }

    /** Starts a list. */
    void begin() {
        count = 0;
        same = true;
    }

    /** Number of names so far. */
    int count() {
        return count;
    }

    /** Adds a name; the list must not be full. */
    void add(String name) {
        same &= count < last.length && last[count].equals(name);
        names[count++] = name;
    }

    /** Whether the name was added already. */
    boolean contains(String name) {
        for (int i = 0; i < count; i++) {
            if (names[i].equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** The list; must not be modified. */
    String[] end() {
        if (!same || count != last.length) {
            last = find();
        }
        return last;
    }

    private String[] find() {
        for (String[] list : known) {
            if (Arrays.equals(list, 0, list.length, names, 0, count)) {
                return list;
            }
        }
        String[] fresh = Arrays.copyOf(names, count);
        known[next] = fresh;
        next = (next + 1) % LISTS;
        return fresh;
    }
}
