package dev.pollux.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Suggestions for a name that is not there. Another spelling of the same words is nearest: LeftKnee, l_knee and kneeLeft are
 * left_knee. What is on the other side is never meant: r_elbow is no slip for l_elbow.
 */
public final class NearestName {
    private static final Set<String> FEET = Set.of("foot", "feet", "sole", "toe");

    private static final int MAX_LENGTH = 100;

    /** Pairs of letters that are compared for one hint: enough for thousands of usual names, and a few milliseconds. */
    private static final int MAX_PAIRS = 2_000_000;

    private NearestName() {}

    /** " (did you mean x?)" with the closest of the known names, or nothing where none is close. */
    public static String hint(String wrong, Collection<String> known) {
        if (wrong.length() > MAX_LENGTH) {
            return ""; // not typed by hand, and costly to compare
        }
        String best = "";
        // of a word of three letters with two others every short name would be near
        int most = wrong.length() < 4 ? 1 : Math.max(2, wrong.length() / 3);
        int least = 1 + most;
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
            int distance = Math.min(
                    Math.abs(name.length() - wrong.length()) < least ? distance(wrong, name) : least,
                    spelled(words, joined, its));
            if (distance < least) {
                least = distance;
                best = name;
            }
        }
        return best.isEmpty() ? "" : " (did you mean " + best + "?)";
    }

    private static boolean areOfOtherSides(List<String> words, List<String> its) {
        return isOnlyOf("left", words) && isOnlyOf("right", its) || isOnlyOf("right", words) && isOnlyOf("left", its);
    }

    private static boolean isOnlyOf(String side, List<String> words) {
        return words.contains(side) && !words.contains(side.equals("left") ? "right" : "left");
    }

    /**
     * How far apart the words are: 0 for another spelling of the same words, 1 where only their order differs, 2 where they name the
     * same foot: LeftFoot, l_foot_link and left_sole.
     */
    private static int spelled(List<String> words, String joined, List<String> its) {
        if (words.isEmpty() || its.isEmpty()) {
            return Integer.MAX_VALUE;
        }
        if (joined.equals(String.join("", its))) {
            return 0;
        }
        return sorted(words).equals(sorted(its)) ? 1 : feet(words).equals(feet(its)) ? 2 : Integer.MAX_VALUE;
    }

    /** The words, with one for all that name a foot, and without those that say nothing. */
    private static List<String> feet(List<String> words) {
        return words.stream()
                .filter(word -> !NameWords.EMPTY.contains(word))
                .map(word -> FEET.contains(word) ? "foot" : word)
                .sorted()
                .toList();
    }

    private static List<String> sorted(List<String> words) {
        return words.stream().sorted().toList();
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
