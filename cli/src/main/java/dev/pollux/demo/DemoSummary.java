package dev.pollux.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pollux.model.Counted;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a demo went. A latency of which nothing was measured has no figures but its count.
 *
 * @param framesSent frames the broker took
 * @param predictions records on twin.predictions
 * @param distinctPredictions of these, distinct by robot and seq
 * @param rejected frames on twin.rejected
 * @param rejectedByReason the same, by reason
 * @param transportMs capture stamp to append at the broker, whose clock has whole ms
 * @param syncLatencyMs capture stamp to twin synced
 * @param computeTimeMs inside the operator
 * @param endToEndMs capture stamp to a reader of twin.predictions; not measured at any speed but 1, as stamps are no wall clock
 * @param overTarget frames synced later than 5 ms after capture
 * @param realtimeFactor span of stamps over span of arrivals
 * @param predictionRmse per horizon ("50_ms")
 * @param warmUpSeconds frames of the first so many seconds are in no latency, factor or error above
 */
public record DemoSummary(
        String recording,
        int robots,
        double speed,
        double playedSeconds,
        double warmupSeconds,
        long framesSent,
        long predictions,
        long distinctPredictions,
        long rejected,
        Map<String, Long> rejectedByReason,
        Figures transportMs,
        Figures syncLatencyMs,
        Figures computeTimeMs,
        Figures endToEndMs,
        long overTarget,
        @Nullable Double realtimeFactor,
        Map<String, FleetLatency.Rmse> predictionRmse,
        List<String> lockedJoints) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    /** Whether every frame became a prediction or a rejected record. */
    public boolean nothingLost() {
        return framesSent == distinctPredictions + rejected;
    }

    /** One JSON object. */
    public String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A few lines for people. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append("%n%s for %.1f s at speed %s%n"
                .formatted(Counted.of(robots, "robot"), playedSeconds, speed == 1 ? "1" : Double.toString(speed)));
        text.append("%s sent, %s, %d rejected%n"
                .formatted(Counted.of(framesSent, "frame"), Counted.of(distinctPredictions, "prediction"), rejected));
        rejectedByReason.forEach((reason, count) -> text.append("  %d %s%n".formatted(count, reason)));
        if (predictions > distinctPredictions) {
            text.append("%s came twice%n".formatted(Counted.of(predictions - distinctPredictions, "prediction")));
        }
        text.append(
                nothingLost() ? "nothing lost\n" : "%d LOST%n".formatted(framesSent - distinctPredictions - rejected));
        text.append("but the first %.1f s       p50 ms   p99 ms   max ms%n".formatted(warmupSeconds));
        text.append(line("transport", transportMs));
        text.append(line("sync latency", syncLatencyMs));
        text.append(line("compute time", computeTimeMs));
        text.append(line("end to end", endToEndMs));
        text.append("%2$s synced later than 5 ms%nreal-time factor %1$s%n"
                .formatted(
                        realtimeFactor == null ? "-" : "%.3f".formatted(realtimeFactor),
                        Counted.of(overTarget, "frame")));
        text.append("%-20s %10s %8s %8s%n".formatted("prediction error, rms", "joints rad", "base m", "base rad"));
        predictionRmse.forEach((horizon, rmse) -> text.append("%-21s %10.4f %8s %8s%n"
                .formatted(
                        horizon.replace('_', ' ') + " ahead",
                        rmse.joints(),
                        shown(rmse.basePosition()),
                        shown(rmse.baseOrientation()))));
        return text.toString();
    }

    private static String shown(@Nullable Double error) {
        return error == null ? "-" : "%.4f".formatted(error);
    }

    private static String line(String name, Figures figures) {
        return figures.count() == 0
                ? "%-24s %8s %8s %8s%n".formatted(name, "-", "-", "-")
                : "%-24s %8.3f %8.3f %8.3f%n".formatted(name, figures.p50(), figures.p99(), figures.max());
    }
}
