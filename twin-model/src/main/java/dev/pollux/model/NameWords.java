package dev.pollux.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The words of a name, in whatever spelling: left_foot_link, leftFootLink, LEFT-FOOT, l.foot2. */
final class NameWords {
    /** Between a small letter and a capital, before the last capital of a row that a small letter follows, beside digits. */
    private static final Pattern SEAM = Pattern.compile(
            "[^\\p{L}\\p{N}]+|(?<=\\p{Ll})(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})|(?<=\\p{L})(?=\\p{N})|(?<=\\p{N})(?=\\p{L})");

    private NameWords() {}

    /** In small letters, in order, without numbers. */
    static List<String> of(String name) {
        List<String> words = all(name);
        words.removeIf(word -> Character.isDigit(word.charAt(0)));
        return words;
    }

    /** In small letters, in order, numbers too; l and r are left and right. */
    static List<String> withSides(String name) {
        List<String> words = all(name);
        words.replaceAll(word -> word.equals("l") ? "left" : word.equals("r") ? "right" : word);
        return words;
    }

    private static List<String> all(String name) {
        List<String> words = new ArrayList<>();
        for (String word : SEAM.split(name)) {
            if (!word.isEmpty()) {
                words.add(word.toLowerCase(Locale.ROOT));
            }
        }
        return words;
    }

    /** Whether one of the words, or two neighbours together (vectorNav), is of the pattern as a whole. */
    static boolean any(List<String> words, Pattern pattern) {
        for (int i = 0; i < words.size(); i++) {
            if (pattern.matcher(words.get(i)).matches()
                    || i > 0 && pattern.matcher(words.get(i - 1) + words.get(i)).matches()) {
                return true;
            }
        }
        return false;
    }
}
