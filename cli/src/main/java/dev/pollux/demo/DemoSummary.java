package dev.pollux.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
        text.append("%n%d robots for %.1f s at speed %s: %d frames sent, %d predictions, %d rejected%s%n"
                .formatted(
                        robots,
                        playedSeconds,
                        speed == 1 ? "1" : Double.toString(speed),
                        framesSent,
                        distinctPredictions,
                        rejected,
                        rejected == 0 ? "" : " " + rejectedByReason));
        if (predictions > distinctPredictions) {
            text.append("%d predictions came twice%n".formatted(predictions - distinctPredictions));
        }
        text.append(
                nothingLost() ? "nothing lost\n" : "%d LOST%n".formatted(framesSent - distinctPredictions - rejected));
        text.append("after %.1f s of warm-up    p50 ms   p99 ms   max ms%n".formatted(warmupSeconds));
        text.append(line("transport", transportMs));
        text.append(line("sync latency", syncLatencyMs));
        text.append(line("compute time", computeTimeMs));
        text.append(line("end to end", endToEndMs));
        text.append("real-time factor %s; %d frames synced later than 5 ms%n"
                .formatted(realtimeFactor == null ? "-" : "%.3f".formatted(realtimeFactor), overTarget));
        predictionRmse.forEach((horizon, rmse) -> text.append("prediction error %s ahead: joints %.4f rad%s%n"
                .formatted(
                        horizon.replace('_', ' '),
                        rmse.joints(),
                        rmse.basePosition() == null
                                ? ""
                                : ", base %.4f m, %.4f rad".formatted(rmse.basePosition(), rmse.baseOrientation()))));
        return text.toString();
    }

    private static String line(String name, Figures figures) {
        return figures.count() == 0
                ? "%-24s %8s %8s %8s%n".formatted(name, "-", "-", "-")
                : "%-24s %8.3f %8.3f %8.3f%n".formatted(name, figures.p50(), figures.p99(), figures.max());
    }
}
