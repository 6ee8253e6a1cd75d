package dev.pollux.evaluate;

import dev.pollux.evaluation.Consistency;
import dev.pollux.evaluation.Coverage;
import dev.pollux.evaluation.ErrorStatistics;
import dev.pollux.evaluation.EstimationSkill;
import dev.pollux.evaluation.Method;
import dev.pollux.evaluation.Phase;
import dev.pollux.evaluation.Quantity;
import dev.pollux.evaluation.SkillTable;
import java.util.Locale;

/** A report as text for people. */
public final class EvaluationTable {
    private static final String ROW = "  %5s  %-22s %6s  %9s %9s %9s %10s %10s %10s%n";

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
                "%s: model %s, %d frames, %.2f s, refused %s",
                report.options().recording().path().getFileName(),
                report.model().name(),
                report.frames(),
                report.seconds(),
                report.refused().isEmpty() ? "none" : report.refused());
        line(
                "accelerations from %s, %s; joint velocities lag by %s ms",
                report.sources(),
                report.options().predictor().name().toLowerCase(Locale.ROOT),
                number("%.2f", 1e3 * report.lag().seconds()));
        estimation(report.estimation());
        for (Phase phase : Phase.values()) {
            skill(phase);
        }
        return out.toString();
    }

    private void estimation(EstimationSkill skill) {
        if (!Double.isNaN(skill.contactAgreement())) {
            line("contacts agree with the truth in %.2f %% of the frames", 100 * skill.contactAgreement());
        }
        if (skill.position().count() == 0) {
            line("the base was never estimated, or its truth is not known");
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
        line(
                "  velocity     rms %s mm/s, p95 %s mm/s",
                milli(skill.velocity().rms()), milli(skill.velocity().p95()));
        consistency("NIS per degree of freedom", skill.nis());
        consistency("tilt NEES", skill.tiltNees());
        consistency("velocity NEES", skill.velocityNees());
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
                    test.verdict().name().toLowerCase(Locale.ROOT));
        }
    }

    private static String milli(double value) {
        return number("%.2f", 1e3 * value);
    }

    private static String degrees(double radians) {
        return number("%.3f", Math.toDegrees(radians));
    }

    private void skill(Phase phase) {
        SkillTable table = report.prediction().table();
        if (table.of(Quantity.JOINTS, Method.TWIN, 0, phase).count() == 0) {
            return;
        }
        line("%nprediction, %s", phase.label());
        out.append(ROW.formatted("ms", "", "starts", "joints", "median", "p95", "base", "base", "CoM"));
        out.append(ROW.formatted("", "", "", "rms rad", "rad", "rad", "rms mm", "rms mrad", "rms mm"));
        long[] horizons = report.options().horizonsNanos();
        for (int h = 0; h < horizons.length; h++) {
            for (Method method : Method.values()) {
                ErrorStatistics joints = table.of(Quantity.JOINTS, method, h, phase);
                out.append(ROW.formatted(
                        number("%.0f", horizons[h] * 1e-6),
                        method.label(),
                        joints.count(),
                        number("%.2e", joints.rms()),
                        number("%.2e", joints.median()),
                        number("%.2e", joints.p95()),
                        thousandths(table, Quantity.BASE_POSITION, method, h, phase),
                        thousandths(table, Quantity.BASE_ORIENTATION, method, h, phase),
                        thousandths(table, Quantity.COM, method, h, phase)));
            }
            Coverage coverage = report.prediction().coverage();
            line(
                    "         band: %.1f %% inside one sigma, %.1f %% inside the 95 %% bound",
                    100 * coverage.sigma(h, phase), 100 * coverage.bound(h, phase));
        }
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
