package dev.pollux.report;

import dev.pollux.evaluation.Consistency;
import dev.pollux.evaluation.Consistency.Verdict;
import dev.pollux.evaluation.Coverage;
import dev.pollux.evaluation.ErrorStatistics;
import dev.pollux.evaluation.EstimationSkill;
import dev.pollux.evaluation.EvaluationReport;
import dev.pollux.evaluation.Method;
import dev.pollux.evaluation.NoticedEvents;
import dev.pollux.evaluation.Phase;
import dev.pollux.evaluation.Quantity;
import dev.pollux.evaluation.SkillTable;
import dev.pollux.model.Counted;
import dev.pollux.state.Predictor;
import dev.pollux.state.TorqueSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A report as text for people. */
public final class EvaluationTable {
    private static final String ROW = "  %5s  %-22s %6s  %9s %9s %9s %10s %10s %10s%n";

    /** Width of a row. */
    private static final int WIDTH = 101;

    /** Width of a row without the base. */
    private static final int WITHOUT_BASE = 69;

    /** Most events that are listed. */
    private static final int MOST_EVENTS = 20;

    /** Most warnings of the robot's files that are listed. */
    private static final int MOST_WARNINGS = 5;

    private final EvaluationReport report;
    private final StringBuilder out = new StringBuilder();

    private EvaluationTable(EvaluationReport report) {
        this.report = report;
    }

    public static String of(EvaluationReport report) {
        return new EvaluationTable(report).text();
    }

    private String text() {
        line(
                "%s: %s, %.2f s%s",
                report.options().recording().path().getFileName(),
                Counted.of(report.frames(), "frame"),
                report.seconds(),
                report.late() == 0 ? "" : ", " + report.late() + " of them late, in time to fill their gap");
        line("model %s: %s", report.model().model().name(), report.model().why());
        report.model().lacks().forEach(what -> line("  not known: %s", what));
        warnings(report.model().warnings());
        if (report.endedEarly() != null) {
            line("incomplete: %s; evaluated as far as it goes", report.endedEarly());
        }
        if (!report.columnsPassedOver().isEmpty()) {
            line("columns not understood: %s", String.join(", ", report.columnsPassedOver()));
        }
        report.refusals()
                .byReason()
                .forEach((reason, refusal) -> line(
                        "refused %s: %s, the first: %s",
                        reason, Counted.of(refusal.count(), "frame"), refusal.first()));
        events(report.events());
        line(
                "accelerations from %s; predictor %s%s",
                sources(report.sources()),
                report.options().predictor() == Predictor.HELD
                        ? "held (each moment's acceleration is kept)"
                        : "resimulated (the robot is run forward under its commands)",
                Double.isNaN(report.lag().seconds())
                        ? ""
                        : "; joint velocities lag by "
                                + number("%.2f", 1e3 * report.lag().seconds()) + " ms");
        held();
        estimation(report.estimation());
        if (!report.jointTruth() && predicted(Phase.ALL)) {
            line("%njoint predictions are compared with what the encoders measured later, their noise included");
        }
        if (!predicted(Phase.ALL)) {
            line("%npredictions are not scored: %s", report.prediction().whyNone());
        }
        for (Phase phase : Phase.values()) {
            if (phase != Phase.STEADY || !allSteady()) {
                skill(phase);
            }
        }
        return out.toString();
    }

    /** Sources of the torques in words, the most frequent first. */
    private static String sources(Map<TorqueSource, Integer> frames) {
        return frames.isEmpty()
                ? "no scored frame (they need a known joint)"
                : frames.entrySet().stream()
                        .sorted(Map.Entry.<TorqueSource, Integer>comparingByValue()
                                .reversed())
                        .map(source -> switch (source.getKey()) {
                                    case COMMANDS -> "commands";
                                    case EFFORTS -> "measured efforts";
                                    case NONE -> "the joints' motion alone";
                                }
                                + " (" + Counted.of(source.getValue(), "frame") + ")")
                        .collect(Collectors.joining(", "));
    }

    /** Number of frames in which the requested re-simulation was not possible. */
    private void held() {
        int all = report.sources().values().stream().mapToInt(n -> n).sum();
        if (report.options().predictor() == Predictor.RESIMULATED && report.resimulated() < all) {
            line(
                    "  resimulated in %d of %s, held in the others: it needs commanded efforts, or commanded positions"
                            + " with gains (kp, kd) and no measured efforts",
                    report.resimulated(), Counted.of(all, "frame"));
        }
    }

    private void warnings(List<String> warnings) {
        int shown = Math.min(MOST_WARNINGS, warnings.size());
        warnings.subList(0, shown).forEach(warning -> line("  warning: %s", warning));
        if (warnings.size() > shown) {
            line("  ... and %d more warnings; 'pollux model' lists them", warnings.size() - shown);
        }
    }

    private void events(NoticedEvents events) {
        if (events.count() == 0) {
            line("no events");
            return;
        }
        line("events: %s", counts(events));
        int shown = Math.min(MOST_EVENTS, events.first().size());
        for (NoticedEvents.Event event : events.first().subList(0, shown)) {
            line("  %8.3f s  seq %-8d %-14s %s", event.time(), event.seq(), event.kind(), event.message());
        }
        if (events.count() > shown) {
            line("  ... and %d more (--json lists the first %d)", events.count() - shown, NoticedEvents.MOST);
        }
    }

    /** Number of events of each kind, in a line. */
    private static String counts(NoticedEvents events) {
        return events.counts().entrySet().stream()
                .map(kind -> kind.getKey() + " " + kind.getValue())
                .collect(Collectors.joining(", "));
    }

    private void estimation(EstimationSkill skill) {
        if (!Double.isNaN(skill.contactAgreement())) {
            line("contacts agree with the truth in %.2f %% of the frames", 100 * skill.contactAgreement());
        }
        if (skill.position().count() == 0) {
            line("%nestimation: %s", withoutTruth(skill));
            consistency("NIS per degree of freedom", skill.nis());
            legend(skill);
            return;
        }
        line(
                "%nestimation (yaw and position aligned at its start; floor %s)",
                report.options().floor().name().toLowerCase(Locale.ROOT));
        line(
                "  position     rms %s mm, max %s mm; unaligned rms %s mm",
                milli(skill.position().rms()),
                milli(skill.position().max()),
                milli(skill.unalignedPosition().rms()));
        line(
                "  at the end   %s mm after %s m of way: %s %%",
                milli(skill.finalPosition().rms()),
                number("%.2f", skill.path()),
                number("%.3f", 100 * skill.driftPerMetre()));
        line(
                "  tilt         rms %s deg, max %s deg",
                degrees(skill.tilt().rms()), degrees(skill.tilt().max()));
        line(
                "  yaw          rms %s deg, at the end %s deg",
                degrees(skill.yaw().rms()), degrees(skill.finalYaw().rms()));
        if (skill.velocity().count() > 0) {
            line(
                    "  velocity     rms %s mm/s, p95 %s mm/s",
                    milli(skill.velocity().rms()), milli(skill.velocity().p95()));
        }
        consistency("NIS per degree of freedom", skill.nis());
        consistency("tilt NEES", skill.tiltNees());
        consistency("velocity NEES", skill.velocityNees());
        legend(skill);
    }

    private void legend(EstimationSkill skill) {
        if (skill.nis().count() + skill.tiltNees().count() > 0) {
            out.append(LinesBelow.of(ConsistencyLegend.TEXT, WIDTH));
        }
    }

    /** Text about estimates without truth. */
    private String withoutTruth(EstimationSkill skill) {
        if (report.track().points().isEmpty()) {
            return "the base was estimated in no scored frame";
        }
        return skill.nis().count() > 0
                ? "the recording does not tell the base's truth; only whether the estimator agrees with its sensors"
                : "the recording does not tell the base's truth, and no foot stood by which to tell whether the"
                        + " estimator agrees with its sensors";
    }

    private void consistency(String what, Consistency test) {
        if (test.count() > 0) {
            line(
                    "  %s %s where %d is right (95 %% band %s to %s, %.0f effective samples): %s",
                    what,
                    number("%.2f", test.mean()),
                    test.degrees(),
                    number("%.2f", test.lower()),
                    number("%.2f", test.upper()),
                    test.effectiveSamples(),
                    test.verdict() == Verdict.TOO_FEW_SAMPLES
                            ? "too few samples to tell"
                            : test.verdict().name().toLowerCase(Locale.ROOT));
        }
    }

    private static String milli(double value) {
        return number("%.2f", 1e3 * value);
    }

    private static String degrees(double radians) {
        return number("%.3f", Math.toDegrees(radians));
    }

    private boolean predicted(Phase phase) {
        return report.prediction()
                        .table()
                        .of(Quantity.JOINTS, Method.TWIN, 0, phase)
                        .count()
                > 0;
    }

    /** Without contact changes and pushes, the table of steady predictions would repeat the first one. */
    private boolean allSteady() {
        SkillTable table = report.prediction().table();
        for (int h = 0; h < report.options().horizonsNanos().length; h++) {
            if (table.of(Quantity.JOINTS, Method.TWIN, h, Phase.STEADY).count()
                    != table.of(Quantity.JOINTS, Method.TWIN, h, Phase.ALL).count()) {
                return false;
            }
        }
        return true;
    }

    private void skill(Phase phase) {
        SkillTable table = report.prediction().table();
        if (!predicted(phase)) {
            return;
        }
        line("%nprediction, %s%s", phase.label(), phase == Phase.ALL && allSteady() ? steady() : "");
        boolean based = table.of(Quantity.BASE_POSITION, Method.TWIN, 0, phase).count() > 0;
        row(based, "ms", "", "starts", "joints", "median", "p95", "base", "base", "CoM");
        row(based, "", "", "", "rms rad", "rad", "rad", "rms mm", "rms mrad", "rms mm");
        long[] horizons = report.options().horizonsNanos();
        for (int h = 0; h < horizons.length; h++) {
            for (Method method : Method.values()) {
                ErrorStatistics joints = table.of(Quantity.JOINTS, method, h, phase);
                if (joints.count() == 0) {
                    continue;
                }
                row(
                        based,
                        number("%.0f", horizons[h] * 1e-6),
                        method.label(),
                        joints.count(),
                        number("%.2e", joints.rms()),
                        number("%.2e", joints.median()),
                        number("%.2e", joints.p95()),
                        thousandths(table, Quantity.BASE_POSITION, method, h, phase),
                        thousandths(table, Quantity.BASE_ORIENTATION, method, h, phase),
                        thousandths(table, Quantity.COM, method, h, phase));
            }
            Coverage coverage = report.prediction().coverage();
            if (coverage.count(h, phase) > 0) {
                line(
                        "         band: %.1f %% inside one sigma, %.1f %% inside the 95 %% bound",
                        100 * coverage.sigma(h, phase), 100 * coverage.bound(h, phase));
            }
        }
    }

    private String steady() {
        return report.prediction().knowsContacts()
                ? " (all of them steady)"
                : " (nothing tells when a foot comes down, so not divided into steady and other phases)";
    }

    /** A row; its last three cells are those of the base. */
    private void row(boolean based, Object... cells) {
        String row = ROW.formatted(cells);
        out.append(based ? row : row.substring(0, WITHOUT_BASE) + System.lineSeparator());
    }

    private static String thousandths(SkillTable table, Quantity quantity, Method method, int h, Phase phase) {
        return number("%.3f", 1e3 * table.of(quantity, method, h, phase).rms());
    }

    private static String number(String format, double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
    }

    private void line(String format, Object... values) {
        out.append(String.format(Locale.ROOT, format + "%n", values));
    }
}
