package dev.pollux.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Reports as rows of a table, for many recordings. If a line is too short, events and errors are below their row. */
public final class EvaluationRows implements ReportTable {
    /** Width of the row without events. */
    private static final int ROW = 101;

    private static final String WIDE = "%-26s %7s %7s %9s %7s %8s %8s %7s %6s %5s  %s";
    private static final String NARROW = "%-16s %7s %7s %8s %7s %8s %8s %7s %4s";
    private static final int WIDE_NAME = 26;
    private static final int NARROW_NAME = 16;

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
    private static final String[] UNITS = {"", "", "", "rms mm/s", "rms deg", "rms mm", "rms mrad", "(3)", "(1)", "", ""
    };

    private final boolean wide;
    private final int width;

    /** @param width characters per line; rows are never narrower than 80 */
    public EvaluationRows(int width) {
        this.width = Math.max(80, width);
        wide = width > ROW + 20;
    }

    @Override
    public String head() {
        return line((Object[]) NAMES) + line((Object[]) UNITS);
    }

    /** Joints are those of the shortest horizon. */
    @Override
    public String of(JsonNode report) {
        EvaluationFigures of = EvaluationFigures.of(report);
        String name = of.name(wide ? WIDE_NAME : NARROW_NAME);
        if (!of.isEvaluated()) {
            return wide
                    ? String.format(Locale.ROOT, "%-" + WIDE_NAME + "s %s%n", name, of.error())
                    : name + System.lineSeparator() + LinesBelow.of(of.error(), width);
        }
        String row = line(
                name,
                of.frames(),
                of.refused(),
                EvaluationFigures.cell("%.2f", of.velocity()),
                EvaluationFigures.cell("%.3f", of.tilt()),
                EvaluationFigures.cell("%.1f", of.position()),
                EvaluationFigures.cell("%.3f", of.joints()),
                EvaluationFigures.cell("%.2f", of.velocityNees()),
                EvaluationFigures.cell("%.2f", of.nis()),
                of.falls(),
                of.otherEvents() + of.remarks());
        return wide ? row : row + LinesBelow.of(of.allEvents() + of.remarks(), width);
    }

    @Override
    public String end() {
        return LinesBelow.of(ConsistencyLegend.TEXT, width);
    }

    private String line(Object... cells) {
        return String.format(Locale.ROOT, wide ? WIDE : NARROW, cells).stripTrailing() + System.lineSeparator();
    }
}
