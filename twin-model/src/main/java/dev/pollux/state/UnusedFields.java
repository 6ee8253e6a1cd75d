package dev.pollux.state;

import dev.pollux.model.NearestName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Parts of a frame that the twin does not use, by name: unknown fields, and joints and contacts that the model does not
 * have. Reused from frame to frame; repeated names cost nothing.
 */
public final class UnusedFields {
    /** Kinds of parts. */
    public enum Kind {
        /** An unknown field. */
        FIELD("field"),
        /** A field with missing numbers, which cannot be used without them. */
        INCOMPLETE("incomplete field"),
        /** A joint that the model does not have. */
        JOINT("joint"),
        /** A contact that the model does not have. */
        CONTACT("contact");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** Greatest number of parts that are kept by name. */
    public static final int MOST = 32;

    private static final int SHOWN = 8;

    private final Kind[] kinds = new Kind[MOST];
    private final String[] within = new String[MOST];
    private final String[] names = new String[MOST];
    private final List<Collection<String>> known;
    private int count;

    public UnusedFields() {
        Arrays.fill(kinds, Kind.FIELD);
        Arrays.fill(within, "");
        Arrays.fill(names, "");
        known = new ArrayList<>(Collections.nCopies(MOST, List.of()));
    }

    /** Forgets all parts. */
    public void clear() {
        count = 0;
    }

    /**
     * Adds a part; parts beyond {@value #MOST} are dropped.
     *
     * @param parent the field that contains it; empty if there is none
     * @param others the names that would be accepted in its place
     */
    public void add(Kind kind, String parent, String name, Collection<String> others) {
        if (count < MOST) {
            kinds[count] = kind;
            within[count] = parent;
            known.set(count, others);
            names[count++] = name;
        }
    }

    /** Number of parts kept. */
    public int count() {
        return count;
    }

    public Kind kind(int i) {
        return kinds[i];
    }

    /** The name of a part, without its parent field. */
    public String name(int i) {
        return names[i];
    }

    /** A part's name for messages, with its parent field and the most similar accepted name. */
    public String shown(int i) {
        String full = within[i].isEmpty() ? names[i] : within[i] + '.' + names[i];
        String plain = full.chars()
                .limit(64)
                .mapToObj(
                        c -> Character.isISOControl(c) || Character.isSurrogate((char) c) ? "?" : Character.toString(c))
                .collect(Collectors.joining());
        return '"' + plain + '"' + NearestName.hint(names[i], known.get(i));
    }

    /** A hash that identifies the part, equal on every machine. */
    short mark(int i) {
        int hash = 31 * (31 * kinds[i].ordinal() + within[i].hashCode()) + names[i].hashCode();
        return (short) (hash ^ hash >>> 16);
    }

    /** Text that lists the first parts; empty if there is none. */
    public String words() {
        int shown = Math.min(count, SHOWN);
        return IntStream.range(0, shown).mapToObj(this::words).collect(Collectors.joining(", "))
                + (count > shown ? " and " + (count - shown) + " more" : "");
    }

    /** The same as a suffix to a message about missing parts, any of which may have been meant; may be empty. */
    public String behind() {
        return count == 0 ? "" : "; not used: " + words();
    }

    /** Text for one part: {@code joint "l_finger"}. */
    String words(int i) {
        return kinds[i].words + " " + shown(i);
    }
}
