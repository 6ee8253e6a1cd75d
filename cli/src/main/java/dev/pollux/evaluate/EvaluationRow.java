package dev.pollux.evaluate;

import dev.pollux.evaluation.Consistency;
import dev.pollux.evaluation.EstimationSkill;
import dev.pollux.evaluation.Method;
import dev.pollux.evaluation.Phase;
import dev.pollux.evaluation.Quantity;
import dev.pollux.messages.EventMessage.Kind;
import java.nio.file.Path;
import java.util.Locale;

/** A report as a row of a table, for many recordings beside one another. */
public final class EvaluationRow {
    private static final String FORM = "%-26s %7s %7s %9s %7s %8s %8s %7s %6s %5s  %s%n";

    /** The table's head, two lines. */
    public static final String HEAD = FORM.formatted(
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
                    "other events")
            + FORM.formatted("", "", "", "rms mm/s", "rms deg", "rms mm", "rms mrad", "v, of 3", "of 1", "", "");

    private static final int NAME = 26;

    private EvaluationRow() {}

    /** The row of a report; what was not measured is a dash. Joints are those of the shortest horizon. */
    public static String of(EvaluationReport report) {
        EstimationSkill skill = report.estimation();
        NoticedEvents events = report.events();
        return FORM.formatted(
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
                EvaluationTable.counts(events, Kind.FALLEN)
                        + (report.endedEarly() == null ? "" : " * ended early: " + report.endedEarly())
                        + (report.error() == null ? "" : " ! " + report.error()));
    }

    /** The row of a recording that cannot be evaluated. */
    public static String failed(Path recording, String why) {
        return String.format(Locale.ROOT, "%-26s %s%n", name(recording), why);
    }

    private static String name(Path recording) {
        String name = String.valueOf(recording.getFileName()).replaceFirst("\\.(jsonl|csv|tsv)(\\.gz)?$", "");
        return name.length() < NAME ? name : name.substring(0, NAME - 2) + "…";
    }

    private static String mean(Consistency test) {
        return test.count() == 0 ? "-" : number("%.2f", test.mean());
    }

    private static String number(String format, double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
    }
}
