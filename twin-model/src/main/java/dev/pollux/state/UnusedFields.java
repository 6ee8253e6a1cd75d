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
 * What a frame holds that the twin has no use for, by name: fields that no frame has, joints and contacts that the model has
 * not. Reused from frame to frame; names that come again cost nothing.
 */
public final class UnusedFields {
    /** What a part is. */
    public enum Kind {
        /** A field that frames do not have. */
        FIELD("field"),
        /** A field whose numbers are not all there: it cannot be used without the others. */
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

    /** Parts that are kept by name. */
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

    /** Forgets all. */
    public void clear() {
        count = 0;
    }

    /**
     * Adds a part; beyond {@value #MOST} it is left out.
     *
     * @param parent the field it is in; empty where it stands alone
     * @param others the names that would be used in its place
     */
    public void add(Kind kind, String parent, String name, Collection<String> others) {
        if (count < MOST) {
            kinds[count] = kind;
            within[count] = parent;
            known.set(count, others);
            names[count++] = name;
        }
    }

    /** Number of parts that are kept. */
    public int count() {
        return count;
    }

    public Kind kind(int i) {
        return kinds[i];
    }

    /** The name of a part, without the field it is in. */
    public String name(int i) {
        return names[i];
    }

    /** A part's name for people, behind the field it is in, with the nearest name that would be used. */
    public String shown(int i) {
        String full = within[i].isEmpty() ? names[i] : within[i] + '.' + names[i];
        String plain = full.chars()
                .limit(64)
                .mapToObj(
                        c -> Character.isISOControl(c) || Character.isSurrogate((char) c) ? "?" : Character.toString(c))
                .collect(Collectors.joining());
        return '"' + plain + '"' + NearestName.hint(names[i], known.get(i));
    }

    /** A number that says which part it is, the same wherever it is computed. */
    short mark(int i) {
        int hash = 31 * (31 * kinds[i].ordinal() + within[i].hashCode()) + names[i].hashCode();
        return (short) (hash ^ hash >>> 16);
    }

    /** The first parts in words; nothing where there is none. */
    public String words() {
        int shown = Math.min(count, SHOWN);
        return IntStream.range(0, shown).mapToObj(this::words).collect(Collectors.joining(", "))
                + (count > shown ? " and " + (count - shown) + " more" : "");
    }

    /** The same behind a complaint of what is missing, since one of them may have been meant; empty where there is none. */
    public String behind() {
        return count == 0 ? "" : "; not used: " + words();
    }

    /** One part in words: {@code joint "l_finger"}. */
    String words(int i) {
        return kinds[i].words + " " + shown(i);
    }
}
