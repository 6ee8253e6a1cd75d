package dev.pollux.report;

/** Text that does not fit into a row of a table, in lines below it. */
final class LinesBelow {
    private static final String INDENT = "    ";

    private LinesBelow() {}

    /** Wraps and indents words; empty without words. */
    static String of(String text, int width) {
        StringBuilder lines = new StringBuilder();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split(" +")) {
            if (!line.isEmpty() && INDENT.length() + line.length() + 1 + word.length() > width) {
                lines.append(INDENT).append(line).append(System.lineSeparator());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        return line.isEmpty()
                ? ""
                : lines.append(INDENT)
                        .append(line)
                        .append(System.lineSeparator())
                        .toString();
    }
}
