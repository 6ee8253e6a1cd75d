package dev.pollux.messages;

import java.util.Arrays;

/**
 * Lists of names that are the same from message to message. Robots of one kind send the same list again and again: it is
 * then the same array, so that whoever maps names to indices can tell by reference that nothing changed.
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

    /** Begins a list. */
    void begin() {
        count = 0;
        same = true;
    }

    /** Names so far. */
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

    /** The list; it must not be written. */
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
