package dev.pollux.recording;

import java.util.List;

/**
 * How a table is written.
 *
 * @param delimiter between two cells; 0: found in the line of names
 * @param decimal point or comma; where a comma is between two cells too, numbers with one stand in quotes
 * @param comments lines that begin with one of them are passed over
 */
record CsvForm(char delimiter, char decimal, List<String> comments) {
    /** As long as nobody says otherwise. */
    static final CsvForm USUAL = new CsvForm('\0', '.', List.of("#", "%", "//"));

    /** What may stand between two cells, where nobody says. */
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
     * The same with a delimiter: of the usual ones the one that the line of names has most often, outside quotes; blanks
     * where it has none of them.
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

    /** What makes a line a comment; empty where it is none. */
    String marker(String line) {
        for (String comment : comments) {
            if (line.startsWith(comment)) {
                return comment;
            }
        }
        return "";
    }

    /** A delimiter as it is written in a map. */
    static String shown(char delimiter) {
        return switch (delimiter) {
            case '\t' -> "\"\\t\"";
            case '\n' -> "\"\\n\"";
            case '\r' -> "\"\\r\"";
            default -> "\"" + delimiter + "\"";
        };
    }
}
