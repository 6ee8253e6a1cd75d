package dev.pollux.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Suggestions for an unknown name. Another spelling of the same words is closest: LeftKnee, l_knee and kneeLeft are
 * left_knee. The other side is never suggested: r_elbow is not a typing error for l_elbow.
 */
public final class NearestName {
    private static final Set<String> FEET = Set.of("foot", "feet", "sole", "toe");

    private static final Set<String> TIMES = Set.of("time", "timestamp", "stamp", "ts");

    private static final int SAME_MEANING = 2;

    private static final int MAX_LENGTH = 100;

    /** Length below which a word may have one error only. */
    private static final int SHORT = 5;

    /** Pairs of letters that are compared for one hint: enough for thousands of usual names, in a few milliseconds. */
    private static final int MAX_PAIRS = 2_000_000;

    private NearestName() {}

    /** " (did you mean x?)" with the closest known name, or nothing if none is close. */
    public static String hint(String wrong, Collection<String> known) {
        String near = near(wrong, known);
        return near == null ? "" : " (did you mean " + near + "?)";
    }

    /** The closest known name; null if none is close. */
    public static @Nullable String near(String wrong, Collection<String> known) {
        if (wrong.length() > MAX_LENGTH) {
            return null; // not typed by hand, and costly to compare
        }
        String best = null;
        // with two errors, every other short name would be close
        int most = wrong.length() < SHORT ? 1 : Math.max(2, wrong.length() / 3);
        int least = Math.max(most, SAME_MEANING) + 1;
        int pairs = 0;
        List<String> words = NameWords.withSides(wrong);
        String joined = String.join("", words);
        for (String name : known) {
            if (name.length() > MAX_LENGTH || pairs > MAX_PAIRS) {
                continue;
            }
            pairs += wrong.length() * name.length();
            List<String> its = NameWords.withSides(name);
            if (areOfOtherSides(words, its)) {
                continue;
            }
            int letters = Math.abs(name.length() - wrong.length()) <= most ? distance(wrong, name) : Integer.MAX_VALUE;
            int distance = Math.min(letters <= most ? letters : Integer.MAX_VALUE, spelled(words, joined, its));
            if (distance < least) {
                least = distance;
                best = name;
            }
        }
        return best;
    }

    private static boolean areOfOtherSides(List<String> words, List<String> its) {
        return isOnlyOf("left", words) && isOnlyOf("right", its) || isOnlyOf("right", words) && isOnlyOf("left", its);
    }

    private static boolean isOnlyOf(String side, List<String> words) {
        return words.contains(side) && !words.contains(side.equals("left") ? "right" : "left");
    }

    /**
     * Distance of the words: 0 for another spelling of the same words, 1 if only their order differs, {@value
     * #SAME_MEANING} if they name the same foot, LeftFoot, l_foot_link and left_sole, or both a time.
     */
    private static int spelled(List<String> words, String joined, List<String> its) {
        if (words.isEmpty() || its.isEmpty()) {
            return Integer.MAX_VALUE;
        }
        if (joined.equals(String.join("", its))) {
            return 0;
        }
        if (sorted(words).equals(sorted(its))) {
            return 1;
        }
        List<String> meant = meanings(words);
        return !meant.isEmpty() && meant.equals(meanings(its)) ? SAME_MEANING : Integer.MAX_VALUE;
    }

    /** The words with a common one for feet and for times, and without those that have no meaning. */
    private static List<String> meanings(List<String> words) {
        return words.stream()
                .filter(word -> !NameWords.EMPTY.contains(word))
                .map(word -> FEET.contains(word) ? "foot" : TIMES.contains(word) ? "time" : word)
                .distinct()
                .sorted()
                .toList();
    }

    private static List<String> sorted(List<String> words) {
        return words.stream().sorted().toList();
    }

    /** The known name closest to a wrong one; there must be one. */
    public static String nearest(String wrong, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(name -> distance(wrong, name)))
                .orElseThrow();
    }

    /**
     * How many letters are to be inserted, left out, replaced or swapped with their neighbour to make one word of the other:
     * Levenshtein's edit distance (Wagner and Fischer 1974) with swaps (optimal string alignment), one row at a time.
     */
    public static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        int[] before = new int[b.length() + 1];
        int[] beforeThat = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] free = beforeThat;
            beforeThat = before;
            before = row;
            row = free;
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                row[j] = Math.min(before[j - 1] + (same ? 0 : 1), 1 + Math.min(before[j], row[j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], 1 + beforeThat[j - 2]);
                }
            }
        }
        return row[b.length()];
    }
}
