package dev.pollux.evaluate;

import dev.pollux.evaluation.Consistency;
import dev.pollux.evaluation.EstimationSkill;
import dev.pollux.evaluation.Method;
import dev.pollux.evaluation.Phase;
import dev.pollux.evaluation.Quantity;
import dev.pollux.messages.EventMessage.Kind;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Reports as rows of a table, for many recordings beside one another. Where a line is short, events and complaints stand
 * below their row.
 */
public final class EvaluationRows {
    /** Characters of the row without events. */
    private static final int ROW = 101;

    private static final String WIDE = "%-26s %7s %7s %9s %7s %8s %8s %7s %6s %5s  %s";
    private static final String NARROW = "%-16s %7s %7s %8s %7s %8s %8s %7s %4s";
    private static final int WIDE_NAME = 26;
    private static final int NARROW_NAME = 16;
    private static final String INDENT = "    ";

    private static final String[] NAMES = {
        "recording",
        "frames",
        "refused",
        "velocity",
        "tilt",
        "position",
        "joints",
        "NEES",
        "NIS",
        "falls",
        "other events"
    };
    private static final String[] UNITS = {
        "", "", "", "rms mm/s", "rms deg", "rms mm", "rms mrad", "v, of 3", "of 1", "", ""
    };

    private final boolean wide;
    private final int width;

    /** @param width characters in a line; rows are never narrower than 80 */
    public EvaluationRows(int width) {
        this.width = Math.max(80, width);
        wide = width > ROW + 20;
    }

    /** The table's head, two lines. */
    public String head() {
        return line((Object[]) NAMES) + line((Object[]) UNITS);
    }

    /** The row of a report; what was not measured is a dash. Joints are those of the shortest horizon. */
    public String of(EvaluationReport report) {
        EstimationSkill skill = report.estimation();
        NoticedEvents events = report.events();
        String ended = report.endedEarly() == null ? "" : " * ended early: " + report.endedEarly();
        String error = report.error() == null ? "" : " ! " + report.error();
        String row = line(
                name(report.options().recording().path()) + (report.endedEarly() == null ? "" : "*"),
                report.frames(),
                report.refusals().count(),
                number("%.2f", 1e3 * skill.velocity().rms()),
                number("%.3f", Math.toDegrees(skill.tilt().rms())),
                number("%.1f", 1e3 * skill.position().rms()),
                number(
                        "%.3f",
                        1e3
                                * report.prediction()
                                        .table()
                                        .of(Quantity.JOINTS, Method.TWIN, 0, Phase.ALL)
                                        .rms()),
                mean(skill.velocityNees()),
                mean(skill.nis()),
                events.count(Kind.FALLEN),
                EvaluationTable.counts(events, Kind.FALLEN) + ended + error);
        return wide ? row : row + below(EvaluationTable.counts(events) + ended + error);
    }

    /** The row of a recording that cannot be evaluated. */
    public String failed(Path recording, String why) {
        return wide
                ? String.format(Locale.ROOT, "%-" + WIDE_NAME + "s %s%n", name(recording), why)
                : name(recording) + System.lineSeparator() + below(why);
    }

    private String line(Object... cells) {
        return String.format(Locale.ROOT, wide ? WIDE : NARROW, cells).stripTrailing() + System.lineSeparator();
    }

    /** Words in lines that are not too long, a little to the right. */
    private String below(String text) {
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

    private String name(Path recording) {
        int most = wide ? WIDE_NAME : NARROW_NAME;
        String name = String.valueOf(recording.getFileName()).replaceFirst("\\.(jsonl|csv|tsv)(\\.gz)?$", "");
        return name.length() < most ? name : name.substring(0, most - 2) + "…";
    }

    private static String mean(Consistency test) {
        return test.count() == 0 ? "-" : number("%.2f", test.mean());
    }

    private static String number(String format, double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
    }
}
