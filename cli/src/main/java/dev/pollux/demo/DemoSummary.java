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
 * Results of a demo. A latency without measurements has only a count.
 *
 * @param framesSent frames that the broker accepted
 * @param predictions records on twin.predictions
 * @param distinctPredictions distinct ones by robot and seq
 * @param rejected frames on twin.rejected
 * @param rejectedByReason the same, by reason
 * @param transportMs capture stamp to append at the broker, whose clock has whole ms
 * @param syncLatencyMs capture stamp to twin synchronised
 * @param computeTimeMs in the operator
 * @param endToEndMs capture stamp to a reader of twin.predictions; only at speed 1, otherwise stamps are not wall-clock
 *     times
 * @param overTarget frames synchronised later than 5 ms after capture
 * @param realtimeFactor span of stamps divided by span of arrivals
 * @param behindSeconds time after the last frame was sent until every frame had come through, s
 * @param predictionRmse per horizon ("50_ms")
 * @param warmupSeconds frames of this time at the start are in no latency, factor or error above
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
        double behindSeconds,
        Map<String, FleetLatency.Rmse> predictionRmse,
        List<String> lockedJoints) {
    private static final int JOINTS_WIDTH = 11;
    private static final int WIDTH = 9;
    private static final String ROW = "%-24s %" + JOINTS_WIDTH + "s %" + WIDTH + "s %" + WIDTH + "s%n";

    /** Time after which the last frame is through on a machine that keeps up, s. */
    private static final double MOST_BEHIND = 1;

    /** Stamps and arrivals differ by less than 2 % by chance. */
    private static final double LEAST_PACE = 0.98;

    /** Largest share of late frames on a machine that keeps up: during garbage collection. */
    private static final double MOST_LATE = 0.1;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    /** Whether every frame became a prediction or a rejected record. */
    public boolean nothingLost() {
        return framesSent == distinctPredictions + rejected;
    }

    /** Whether this machine processed the robots' frames at their speed, and nearly all frames in time. */
    boolean keptUp() {
        return behindSeconds <= MOST_BEHIND
                && (realtimeFactor == null || realtimeFactor >= LEAST_PACE * speed)
                && overTarget <= MOST_LATE * syncLatencyMs.count();
    }

    /** One JSON object. */
    public String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A few lines of text. */
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
        if (!keptUp()) {
            text.append("this machine did not keep up: %s%n".formatted(lessToDo()));
        }
        text.append(ROW.formatted("without the first " + shown(warmupSeconds) + " s", "p50 ms", "p99 ms", "max ms"));
        text.append(line("transport", transportMs));
        text.append(line("sync latency", syncLatencyMs));
        text.append(line("compute time", computeTimeMs));
        text.append(line("end to end", endToEndMs));
        text.append("%2$s synced later than 5 ms%nreal-time factor %1$s%n"
                .formatted(
                        realtimeFactor == null ? "-" : "%.3f".formatted(realtimeFactor),
                        Counted.of(overTarget, "frame")));
        text.append(ROW.formatted("prediction error, rms", "joints mrad", "base mm", "base mrad"));
        predictionRmse.forEach((horizon, rmse) -> text.append(ROW.formatted(
                horizon.replace('_', ' ') + " ahead",
                milli(rmse.joints(), JOINTS_WIDTH),
                milli(rmse.basePosition(), WIDTH),
                milli(rmse.baseOrientation(), WIDTH))));
        return text.toString();
    }

    private String lessToDo() {
        if (robots > 1) {
            return "play fewer robots (--robots)";
        }
        return speed > 1 ? "play slower (--speed)" : "end other programs";
    }

    private static String shown(double seconds) {
        return TableNumber.digits(seconds, seconds == Math.rint(seconds) ? 1 : 2, WIDTH);
    }

    /** Thousandths of the unit: mrad or mm. */
    private static String milli(@Nullable Double error, int width) {
        return error == null ? "-" : TableNumber.digits(1e3 * error, 3, width);
    }

    private static String line(String name, Figures figures) {
        return ROW.formatted(name, latency(figures.p50()), latency(figures.p99()), latency(figures.max()));
    }

    private static String latency(@Nullable Double millis) {
        return millis == null ? "-" : TableNumber.digits(millis, 3, WIDTH);
    }
}
