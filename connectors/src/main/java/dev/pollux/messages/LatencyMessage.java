package dev.pollux.messages;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one robot, or the fleet, fared in one window: a record of {@code twin.latency} (docs/topics.md). Quantities that
 * nothing was measured of are null.
 *
 * @param scope one robot or the fleet
 * @param robotId the robot; null for the fleet
 * @param windowStartMs first broker time of the window, ms since 1970
 * @param windowEndMs end of the window, exclusive
 * @param robots robots heard in the window: 1 for a robot
 * @param frames frames that became predictions
 * @param late frames among them that came after younger ones, and filled a gap
 * @param missed sequence numbers that never came, counted when they are given up
 * @param duplicates frames refused because they were admitted already
 * @param rejected all frames refused, duplicates among them
 * @param overTarget frames whose sync latency was over {@code targetMs}
 * @param targetMs the target, ms
 * @param fps frames per second of broker time
 * @param realtimeFactor span of the stamps over span of the arrivals
 * @param transportMs capture to broker append
 * @param syncLatencyMs capture to twin synced, the clock's offset taken out once it is known
 * @param computeTimeMs inside the operator: decode, sync, predict, encode
 * @param endToEndMs capture to prediction handed to the sink
 * @param predictionError how predictions compared with what arrived, per horizon
 */
public record LatencyMessage(
        Scope scope,
        @Nullable String robotId,
        long windowStartMs,
        long windowEndMs,
        long robots,
        long frames,
        long late,
        long missed,
        long duplicates,
        long rejected,
        long overTarget,
        double targetMs,
        double fps,
        @Nullable Double realtimeFactor,
        @Nullable Quantiles transportMs,
        @Nullable Quantiles syncLatencyMs,
        @Nullable Quantiles computeTimeMs,
        @Nullable Quantiles endToEndMs,
        List<PredictionError> predictionError) {

    public LatencyMessage {
        predictionError = List.copyOf(predictionError);
    }

    /** Whom a window is about. */
    public enum Scope {
        ROBOT,
        FLEET
    }

    /**
     * The distribution of a quantity.
     *
     * @param histogram HdrHistogram's compressed V2 encoding in base64, so that windows can be merged exactly
     */
    public record Quantiles(
            double p50,
            double p95,
            double p99,
            double max,
            @Nullable String histogram) {}

    /**
     * Errors of the predictions that fell due in the window.
     *
     * @param horizonMs how far ahead they had looked
     * @param count how many were scored
     * @param jointRms root mean square over joints and predictions, rad or m
     * @param jointMax greatest error of a joint, rad or m
     * @param basePositionRms root mean square, m; null where no base was scored
     * @param baseOrientationRms root mean square, rad; null where no base was scored
     */
    public record PredictionError(
            double horizonMs,
            long count,
            double jointRms,
            double jointMax,
            @Nullable Double basePositionRms,
            @Nullable Double baseOrientationRms) {}

    public byte[] encode(Format format) {
        return MessageMapper.encode(this, format);
    }

    /** Reads a latency record; throws {@link IOException} where the bytes are none. */
    public static LatencyMessage decode(byte[] payload, Format format) throws IOException {
        return MessageMapper.decode(payload, format, LatencyMessage.class);
    }
}
