package dev.pollux.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The words of a name, in any spelling: left_foot_link, leftFootLink, LEFT-FOOT, l.foot2. A word ends between a small
 * letter and a capital, before the last capital of a series that a small letter follows (IMULink), next to digits, and
 * at special characters.
 */
final class NameWords {
    private enum Kind {
        NEITHER,
        SMALL,
        CAPITAL,
        LETTER,
        DIGIT,
        /** A combining mark, such as an accent, which belongs to the letter before. */
        MARK;

        static Kind of(int c) {
            return switch (Character.getType(c)) {
                case Character.LOWERCASE_LETTER -> SMALL;
                case Character.UPPERCASE_LETTER -> CAPITAL;
                case Character.TITLECASE_LETTER, Character.MODIFIER_LETTER, Character.OTHER_LETTER -> LETTER;
                case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> DIGIT;
                case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> MARK;
                default -> NEITHER;
            };
        }
    }

    /** Words in names of links without meaning. */
    static final Set<String> EMPTY = Set.of("link", "frame", "body");

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

    /** One pass without regular expressions that backtrack: a name may be long. */
    private static List<String> all(String name) {
        List<String> words = new ArrayList<>();
        int start = -1; // start of the word, -1 between words
        Kind before = Kind.NEITHER;
        for (int i = 0, next; i < name.length(); i = next) {
            int c = name.codePointAt(i);
            next = i + Character.charCount(c);
            Kind kind = Kind.of(c);
            if (kind == Kind.MARK && start >= 0) {
                continue;
            }
            boolean inside = kind != Kind.NEITHER && kind != Kind.MARK;
            if (start >= 0 && (!inside || seam(before, kind, name, next))) {
                words.add(name.substring(start, i).toLowerCase(Locale.ROOT));
                start = -1;
            }
            if (inside && start < 0) {
                start = i;
            }
            before = kind;
        }
        if (start >= 0) {
            words.add(name.substring(start).toLowerCase(Locale.ROOT));
        }
        return words;
    }

    /** Whether a word begins between two neighbouring characters, the second of which ends at next. */
    private static boolean seam(Kind before, Kind kind, String name, int next) {
        return (before == Kind.DIGIT) != (kind == Kind.DIGIT)
                || kind == Kind.CAPITAL
                        && (before == Kind.SMALL
                                || before == Kind.CAPITAL
                                        && next < name.length()
                                        && Kind.of(name.codePointAt(next)) == Kind.SMALL);
    }

    /** Whether one word, or two neighbouring ones together (vectorNav), match the pattern completely. */
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
