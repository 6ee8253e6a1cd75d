package dev.pollux.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pollux.model.Printable;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Figures of a recording for a table, from its JSON report; NaN if not measured.
 *
 * @param recording the file's name
 * @param frames accepted and rejected frames
 * @param refused rejected ones
 * @param velocity of the base, rms, mm/s
 * @param tilt of the base, rms, degrees
 * @param position of the base, rms, mm
 * @param joints at the shortest horizon, rms, mrad
 * @param velocityNees mean; 3 for a consistent filter
 * @param nis mean; 1 for a consistent filter
 * @param events number of each kind; null if the report lacks it, as those of earlier versions
 * @param endedEarly where the recording ends early; empty if it does not
 * @param error why the figures say almost nothing, or are missing; empty otherwise
 */
record EvaluationFigures(
        String recording,
        long frames,
        long refused,
        double velocity,
        double tilt,
        double position,
        double joints,
        double velocityNees,
        double nis,
        @Nullable Map<String, Long> events,
        String endedEarly,
        String error) {
    private static final String FALLEN = "FALLEN";

    /** Reads a report in the form of {@link EvaluationJson}, or its replacement for a failed evaluation. */
    static EvaluationFigures of(JsonNode report) {
        JsonNode estimation = report.path("estimation");
        Map<String, Long> events = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> kind : report.path("event_counts").properties()) {
            events.merge(Printable.of(kind.getKey()), kind.getValue().asLong(), Long::sum);
        }
        long refused = 0;
        for (JsonNode count : report.path("refused")) {
            refused += count.asLong();
        }
        return new EvaluationFigures(
                Printable.of(report.path("recording").asText()),
                report.path("frames").asLong(),
                refused,
                1e3 * rms(estimation.path("velocity_m_per_s")),
                Math.toDegrees(rms(estimation.path("tilt_rad"))),
                1e3 * rms(estimation.path("position_m")),
                1e3 * rms(report.at("/predictions/0/all/twin/joints_rad")),
                number(estimation.at("/velocity_nees/mean")),
                number(estimation.at("/nis_per_degree/mean")),
                report.has("event_counts") ? events : null,
                Printable.of(report.path("ended_early").asText("")),
                Printable.of(report.path("error").asText("")));
    }

    private static double rms(JsonNode statistics) {
        return number(statistics.path("rms"));
    }

    private static double number(JsonNode value) {
        return value.asDouble(Double.NaN);
    }

    /** The recording's name in at most this many characters, without its ending and marked if it ends early. */
    String name(int most) {
        String name = recording.replaceFirst("\\.(jsonl|csv|tsv)(\\.gz)?$", "");
        return (name.length() < most ? name : name.substring(0, most - 2) + "…") + (endedEarly.isEmpty() ? "" : "*");
    }

    /** A cell; a dash if not measured. */
    static String cell(String format, double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
    }

    /** Whether there are any figures. */
    boolean isEvaluated() {
        return frames > 0 || error.isEmpty();
    }

    /** Number of falls. */
    String falls() {
        return events == null ? "-" : Long.toString(events.getOrDefault(FALLEN, 0L));
    }

    /** Number of events of each kind, in a line. */
    String allEvents() {
        return counts(true);
    }

    /** Number of events of each kind except falls, in a line. */
    String otherEvents() {
        return counts(false);
    }

    private String counts(boolean falls) {
        return events == null
                ? ""
                : events.entrySet().stream()
                        .filter(kind -> falls || !kind.getKey().equals(FALLEN))
                        .map(kind -> kind.getKey() + " " + kind.getValue())
                        .collect(Collectors.joining(", "));
    }

    /** Remarks about the recording itself, in a line; begins with a blank. */
    String remarks() {
        return (endedEarly.isEmpty() ? "" : " * ended early: " + endedEarly) + (error.isEmpty() ? "" : " ! " + error);
    }
}
