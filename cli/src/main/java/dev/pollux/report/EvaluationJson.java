package dev.pollux.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pollux.evaluation.Consistency;
import dev.pollux.evaluation.Coverage;
import dev.pollux.evaluation.ErrorStatistics;
import dev.pollux.evaluation.EstimationSkill;
import dev.pollux.evaluation.EvaluationReport;
import dev.pollux.evaluation.Method;
import dev.pollux.evaluation.NoticedEvents;
import dev.pollux.evaluation.Phase;
import dev.pollux.evaluation.Quantity;
import java.util.Locale;

/** A report as one JSON object; its fields are in docs/evaluate.md. */
public final class EvaluationJson {
    private static final JsonMapper JSON = new JsonMapper();

    private EvaluationJson() {}

    public static ObjectNode of(EvaluationReport report) {
        ObjectNode out = JSON.createObjectNode();
        out.put("recording", String.valueOf(report.options().recording().path().getFileName()));
        out.put("model", report.model().model().name());
        out.put("model_chosen", report.model().why());
        ArrayNode lacks = out.putArray("model_lacks");
        report.model().lacks().forEach(lacks::add);
        ArrayNode warnings = out.putArray("model_warnings");
        report.model().warnings().forEach(warnings::add);
        out.put("predictor", report.options().predictor().name().toLowerCase(Locale.ROOT));
        out.put("floor", name(report.options().floor()));
        out.put("frames", report.frames());
        out.put("late", report.late());
        number(out, "seconds", report.seconds());
        ObjectNode refused = out.putObject("refused");
        report.refusals().byReason().forEach((reason, refusal) -> refused.put(reason.name(), refusal.count()));
        ObjectNode firstRefused = out.putObject("first_refused");
        report.refusals().byReason().forEach((reason, refusal) -> firstRefused.put(reason.name(), refusal.first()));
        if (report.error() != null) {
            out.put("error", report.error());
        }
        if (report.endedEarly() != null) {
            out.put("ended_early", report.endedEarly());
        }
        if (!report.columnsPassedOver().isEmpty()) {
            ArrayNode columns = out.putArray("columns_not_understood");
            report.columnsPassedOver().forEach(columns::add);
        }
        events(report.events(), out);
        out.put("joints_held_against", report.jointTruth() ? "truth" : "later_measurements");
        out.put("frames_resimulated", report.resimulated());
        ObjectNode sources = out.putObject("torque_sources");
        report.sources().forEach((source, count) -> sources.put(source.name().toLowerCase(Locale.ROOT), count));
        number(out, "joint_velocity_lag_ms", 1e3 * report.lag().seconds());
        EstimationSkill estimation = report.estimation();
        if (estimation.position().count() > 0) {
            estimation(estimation, out.putObject("estimation"));
        } else if (estimation.nis().count() > 0) {
            consistency(out.putObject("estimation"), "nis_per_degree", estimation.nis());
        }
        if (!Double.isNaN(estimation.contactAgreement())) {
            out.put("contact_agreement", estimation.contactAgreement());
        }
        String none = report.prediction().whyNone();
        if (!none.isEmpty()) {
            out.put("no_predictions", none);
        }
        ArrayNode predictions = out.putArray("predictions");
        long[] horizons = report.options().horizonsNanos();
        for (int h = 0; h < horizons.length; h++) {
            horizon(report, h, predictions.addObject().put("horizon_ms", horizons[h] * 1e-6));
        }
        return out;
    }

    private static void events(NoticedEvents noticed, ObjectNode out) {
        ObjectNode counts = out.putObject("event_counts");
        noticed.counts().forEach((kind, count) -> counts.put(kind.name(), count));
        ArrayNode events = out.putArray("events");
        for (NoticedEvents.Event event : noticed.first()) {
            ObjectNode one = events.addObject().put("time_s", event.time()).put("seq", event.seq());
            one.put("event", event.kind().name()).put("message", event.message());
            ObjectNode numbers = one.putObject("numbers");
            event.numbers().forEach((name, value) -> number(numbers, name, value));
        }
    }

    private static void estimation(EstimationSkill skill, ObjectNode out) {
        statistics(out.putObject("position_m"), skill.position());
        statistics(out.putObject("position_unaligned_m"), skill.unalignedPosition());
        number(out, "path_m", skill.path());
        number(out, "final_position_m", skill.finalPosition().rms());
        number(out, "drift_per_metre", skill.driftPerMetre());
        statistics(out.putObject("tilt_rad"), skill.tilt());
        statistics(out.putObject("yaw_rad"), skill.yaw());
        number(out, "final_yaw_rad", skill.finalYaw().rms());
        if (skill.velocity().count() > 0) {
            statistics(out.putObject("velocity_m_per_s"), skill.velocity());
        }
        consistency(out, "nis_per_degree", skill.nis());
        consistency(out, "tilt_nees", skill.tiltNees());
        consistency(out, "velocity_nees", skill.velocityNees());
    }

    private static void consistency(ObjectNode out, String field, Consistency test) {
        if (test.count() > 0) {
            ObjectNode of = out.putObject(field).put("degrees", test.degrees());
            number(of, "mean", test.mean());
            number(of, "lower", test.lower());
            number(of, "upper", test.upper());
            number(of, "effective_samples", test.effectiveSamples());
            of.put("verdict", name(test.verdict()));
        }
    }

    private static void statistics(ObjectNode out, ErrorStatistics errors) {
        number(out, "rms", errors.rms());
        number(out, "median", errors.median());
        number(out, "p95", errors.p95());
    }

    private static void horizon(EvaluationReport report, int h, ObjectNode out) {
        for (Phase phase : Phase.values()) {
            int starts = report.prediction()
                    .table()
                    .of(Quantity.JOINTS, Method.TWIN, h, phase)
                    .count();
            if (starts == 0) {
                continue;
            }
            ObjectNode of = out.putObject(name(phase)).put("starts", starts);
            for (Method method : Method.values()) {
                if (report.prediction()
                                .table()
                                .of(Quantity.JOINTS, method, h, phase)
                                .count()
                        > 0) {
                    method(report, h, phase, method, of.putObject(name(method)));
                }
            }
            Coverage coverage = report.prediction().coverage();
            if (coverage.count(h, phase) == 0) {
                continue;
            }
            ObjectNode band = of.putObject("coverage");
            number(band, "sigma", coverage.sigma(h, phase));
            number(band, "bound95", coverage.bound(h, phase));
        }
    }

    private static void method(EvaluationReport report, int h, Phase phase, Method method, ObjectNode out) {
        for (Quantity quantity : Quantity.values()) {
            ErrorStatistics errors = report.prediction().table().of(quantity, method, h, phase);
            if (errors.count() > 0) {
                statistics(out.putObject(name(quantity) + "_" + quantity.unit()), errors);
            }
        }
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Adds a number, unless it was not measured. */
    private static void number(ObjectNode out, String field, double value) {
        if (Double.isFinite(value)) {
            out.put(field, value);
        }
    }
}
