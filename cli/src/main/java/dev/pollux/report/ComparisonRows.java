package dev.pollux.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.pollux.model.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reports of recordings next to earlier reports of the same recordings, matched by file name. If a line is too short,
 * the rest is below its row.
 */
public final class ComparisonRows implements ReportTable {
    /** Width of the row without events. */
    private static final int ROW = 154;

    private static final String WIDE = "%-26s %8s %8s %7s %7s %8s %8s %8s %8s %7s %7s %6s %6s %6s %6s %7s %7s  %s";
    private static final String WIDE_HEAD = "%-26s %17s %15s %17s %17s %15s %13s %13s %15s  %s";
    private static final String NARROW = "%-16s%9s%8s%8s%7s%8s%8s%8s%8s";
    private static final String NARROW_HEAD = "%-16s%17s%15s%16s%16s";
    private static final int WIDE_NAME = 26;
    private static final int NARROW_NAME = 16;

    /** Conditions that both runs should have in common, as named in their reports. */
    private static final Map<String, String> CONDITIONS = new LinkedHashMap<>();

    static {
        CONDITIONS.put("/model", "model");
        CONDITIONS.put("/predictor", "predictor");
        CONDITIONS.put("/floor", "floor");
        CONDITIONS.put("/predictions/0/horizon_ms", "shortest horizon, ms");
        CONDITIONS.put("/frames", "frames");
    }

    private final EarlierReports before;
    private final boolean wide;
    private final int width;
    private final List<String> onlyBefore;
    private final List<String> onlyNow = new ArrayList<>();
    private final Map<String, List<String>> differences = new LinkedHashMap<>();

    /** @param width characters per line; rows are never narrower than 80 */
    public ComparisonRows(EarlierReports before, int width) {
        this.before = before;
        this.width = Math.max(80, width);
        wide = width > ROW + 20;
        onlyBefore = before.names();
    }

    @Override
    public String head() {
        Object[] names = {
            "recording",
            "velocity rms mm/s",
            "tilt rms deg",
            "position rms mm",
            "joints rms mrad",
            "NEES (3)",
            "NIS (1)",
            "falls",
            "refused",
            "other events"
        };
        Object[] cells = new Object[18];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = i == 0 || i == cells.length - 1 ? "" : i % 2 == 1 ? "before" : "now";
        }
        return line(wide ? WIDE_HEAD : NARROW_HEAD, names) + line(wide ? WIDE : NARROW, cells);
    }

    @Override
    public String of(JsonNode report) {
        EvaluationFigures now = EvaluationFigures.of(report);
        String recording = report.path("recording").asText();
        JsonNode earlier = before.of(recording);
        onlyBefore.remove(recording);
        if (earlier == null) {
            onlyNow.add(now.recording());
        } else {
            compareConditions(earlier, report, now.recording());
        }
        EvaluationFigures then = EvaluationFigures.of(
                earlier == null ? JsonNodeFactory.instance.objectNode().put("error", "no report") : earlier);
        String row = line(
                wide ? WIDE : NARROW,
                now.name(wide ? WIDE_NAME : NARROW_NAME),
                EvaluationFigures.cell("%.2f", then.velocity()),
                EvaluationFigures.cell("%.2f", now.velocity()),
                EvaluationFigures.cell("%.3f", then.tilt()),
                EvaluationFigures.cell("%.3f", now.tilt()),
                EvaluationFigures.cell("%.1f", then.position()),
                EvaluationFigures.cell("%.1f", now.position()),
                EvaluationFigures.cell("%.2f", then.joints()),
                EvaluationFigures.cell("%.2f", now.joints()),
                EvaluationFigures.cell("%.2f", then.velocityNees()),
                EvaluationFigures.cell("%.2f", now.velocityNees()),
                EvaluationFigures.cell("%.2f", then.nis()),
                EvaluationFigures.cell("%.2f", now.nis()),
                then.falls(),
                now.falls(),
                refused(then),
                refused(now),
                events(then, now) + remarks(earlier == null ? "" : then.remarks(), now));
        return wide ? row : row + LinesBelow.of(rest(then, now, earlier != null), width);
    }

    /** The columns for which a short line has no room. */
    private static String rest(EvaluationFigures then, EvaluationFigures now, boolean compared) {
        return "NEES " + EvaluationFigures.cell("%.2f", then.velocityNees()) + " now "
                + EvaluationFigures.cell("%.2f", now.velocityNees()) + ", NIS "
                + EvaluationFigures.cell("%.2f", then.nis()) + " now " + EvaluationFigures.cell("%.2f", now.nis())
                + ", falls " + then.falls() + " now " + now.falls() + ", refused " + refused(then)
                + " now " + refused(now) + "; " + events(then, now) + remarks(compared ? then.remarks() : "", now);
    }

    private static String refused(EvaluationFigures of) {
        return of.isEvaluated() ? Long.toString(of.refused()) : "-";
    }

    /** Events except falls, and earlier ones if they are known and differ. */
    private static String events(EvaluationFigures then, EvaluationFigures now) {
        String events = now.otherEvents();
        String before = then.otherEvents();
        return then.events() == null || before.equals(events)
                ? events
                : events + (events.isEmpty() ? "" : " ") + "(before: " + (before.isEmpty() ? "none" : before) + ")";
    }

    private static String remarks(String then, EvaluationFigures now) {
        return now.remarks() + (then.isEmpty() || then.equals(now.remarks()) ? "" : " (before:" + then + ")");
    }

    private void compareConditions(JsonNode then, JsonNode now, String recording) {
        CONDITIONS.forEach((field, name) -> {
            JsonNode was = then.at(field);
            JsonNode is = now.at(field);
            if (!was.isMissingNode() && !is.isMissingNode() && !was.asText().equals(is.asText())) {
                differences
                        .computeIfAbsent(
                                name + ": before " + was.asText() + ", now " + is.asText(), any -> new ArrayList<>())
                        .add(recording);
            }
        });
    }

    /** Recordings that are only in one of both, other differences, and the meaning of NEES and NIS. */
    @Override
    public String end() {
        StringBuilder lines = new StringBuilder();
        tell(lines, "only before", onlyBefore);
        tell(lines, "only now", onlyNow);
        differences.forEach((what, recordings) -> tell(lines, what, recordings));
        return lines.append(LinesBelow.of(ConsistencyLegend.TEXT, width)).toString();
    }

    private static void tell(StringBuilder lines, String what, List<String> recordings) {
        if (!recordings.isEmpty()) {
            lines.append(Printable.of(what))
                    .append(": ")
                    .append(Printable.of(String.join(", ", recordings)))
                    .append(System.lineSeparator());
        }
    }

    private static String line(String format, Object... cells) {
        return String.format(Locale.ROOT, format, cells).stripTrailing() + System.lineSeparator();
    }
}
