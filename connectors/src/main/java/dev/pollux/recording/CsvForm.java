package dev.pollux.recording;

import java.util.List;

/**
 * Form of a table.
 *
 * @param delimiter between two cells; 0: determined from the line of names
 * @param decimal point or comma; if the delimiter is a comma too, numbers with a comma are quoted
 * @param comments lines that begin with one of them are ignored
 */
record CsvForm(char delimiter, char decimal, List<String> comments) {
    /** The default. */
    static final CsvForm USUAL = new CsvForm('\0', '.', List.of("#", "%", "//"));

    /** Possible delimiters, if none is given. */
    private static final String DELIMITERS = ",;\t|";

    CsvForm {
        if (decimal != '.' && decimal != ',') {
            throw new IllegalArgumentException("decimal is \"" + decimal + "\"; expected \".\" or \",\"");
        }
        if (delimiter != '\0' && (Character.isLetterOrDigit(delimiter) || "\"\r\n.+-_".indexOf(delimiter) >= 0)) {
            throw new IllegalArgumentException("delimiter is " + shown(delimiter)
                    + "; expected what stands between two cells: \",\", \";\", \"|\" or \"\\t\" for a tab");
        }
        comments = List.copyOf(comments);
    }

    /**
     * The same with a delimiter: the usual one that is most frequent in the line of names, outside quotes; blanks if
     * there is none.
     */
    CsvForm over(String names) {
        if (delimiter != '\0') {
            return this;
        }
        int[] counts = new int[DELIMITERS.length()];
        boolean quoted = false;
        for (int i = 0; i < names.length(); i++) {
            quoted ^= names.charAt(i) == '"';
            int which = quoted ? -1 : DELIMITERS.indexOf(names.charAt(i));
            if (which >= 0) {
                counts[which]++;
            }
        }
        int best = 0;
        for (int i = 1; i < counts.length; i++) {
            best = counts[i] > counts[best] ? i : best;
        }
        boolean blanks = counts[best] == 0 && names.trim().indexOf(' ') > 0;
        return new CsvForm(blanks ? ' ' : DELIMITERS.charAt(best), decimal, comments);
    }

    /** The prefix that makes a line a comment; empty if it is not one. */
    String marker(String line) {
        for (String comment : comments) {
            if (line.startsWith(comment)) {
                return comment;
            }
        }
        return "";
    }

    /** A delimiter as written in a map. */
    static String shown(char delimiter) {
        return switch (delimiter) {
            case '\t' -> "\"\\t\"";
            case '\n' -> "\"\\n\"";
            case '\r' -> "\"\\r\"";
            default -> "\"" + delimiter + "\"";
        };
    }
}
