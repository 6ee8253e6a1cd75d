package dev.pollux.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pollux.model.Printable;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a table tells of a recording, as its report in JSON has it; NaN where it was not measured.
 *
 * @param recording the file's name
 * @param frames taken and refused
 * @param refused of them
 * @param velocity of the base, rms, mm/s
 * @param tilt of the base, rms, degrees
 * @param position of the base, rms, mm
 * @param joints at the shortest horizon, rms, mrad
 * @param velocityNees mean; 3 is right
 * @param nis mean; 1 is right
 * @param events how many of each kind; null where the report does not tell, as those of earlier versions
 * @param endedEarly where the recording ends early; empty where it does not
 * @param error why the figures tell next to nothing, or there are none; empty where they tell something
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

    /** From a report as {@link EvaluationJson} writes it, or what stands for one that could not be made. */
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

    /** The recording's name in so many characters, without its ending and marked where it ends early. */
    String name(int most) {
        String name = recording.replaceFirst("\\.(jsonl|csv|tsv)(\\.gz)?$", "");
        return (name.length() < most ? name : name.substring(0, most - 2) + "…") + (endedEarly.isEmpty() ? "" : "*");
    }

    /** A cell; what was not measured is a dash. */
    static String cell(String format, double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
    }

    /** Whether there are figures at all. */
    boolean isEvaluated() {
        return frames > 0 || error.isEmpty();
    }

    /** How often the robot fell. */
    String falls() {
        return events == null ? "-" : Long.toString(events.getOrDefault(FALLEN, 0L));
    }

    /** How many events of each kind, in a line. */
    String allEvents() {
        return counts(true);
    }

    /** How many events of each kind but falls, in a line. */
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

    /** What is to be known of the recording itself, in a line; begins with a blank. */
    String remarks() {
        return (endedEarly.isEmpty() ? "" : " * ended early: " + endedEarly) + (error.isEmpty() ? "" : " ! " + error);
    }
}
