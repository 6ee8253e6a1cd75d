package dev.pollux.model;

import java.util.Collection;
import java.util.Comparator;

/** Suggestions for a name that is not there. */
public final class NearestName {
    private static final int MAX_LENGTH = 100;

    /** Pairs of letters that are compared for one hint: enough for thousands of usual names, and a few milliseconds. */
    private static final int MAX_PAIRS = 2_000_000;

    private NearestName() {}

    /** " (did you mean x?)" with the closest of the known names, or nothing where none is close. */
    public static String hint(String wrong, Collection<String> known) {
        String best = "";
        int least = 1 + Math.max(2, wrong.length() / 3);
        int pairs = 0;
        for (String name : known) {
            if (wrong.length() > MAX_LENGTH || pairs > MAX_PAIRS) {
                break; // not typed by hand, or costly to compare
            }
            if (name.length() > MAX_LENGTH || Math.abs(name.length() - wrong.length()) >= least) {
                continue;
            }
            pairs += wrong.length() * name.length();
            int distance = distance(wrong, name);
            if (distance < least) {
                least = distance;
                best = name;
            }
        }
        return best.isEmpty() ? "" : " (did you mean " + best + "?)";
    }

    /** The known name nearest to a wrong one; there must be one. */
    public static String nearest(String wrong, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(name -> distance(wrong, name)))
                .orElseThrow();
    }

    /** Levenshtein's edit distance (Wagner and Fischer 1974), one row at a time. */
    public static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitute = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitute, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
