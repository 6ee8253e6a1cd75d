package dev.pollux.messages;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of one robot, or the fleet, in one window: a record of {@code twin.latency} (docs/topics.md). Quantities
 * without measurements are null.
 *
 * @param scope one robot or the fleet
 * @param robotId the robot; null for the fleet
 * @param windowStartMs first broker time of the window, ms since 1970
 * @param windowEndMs end of the window, exclusive
 * @param robots robots with records in the window: 1 for a robot
 * @param frames frames that led to predictions
 * @param late those of them that came after newer ones, and filled a gap
 * @param missed frames that never came, counted when their gap is given up
 * @param duplicates frames rejected because they were admitted already
 * @param rejected all rejected frames, including duplicates
 * @param overTarget frames whose sync latency was over {@code targetMs}
 * @param targetMs the target, ms
 * @param fps frames per second of broker time
 * @param realtimeFactor span of the stamps divided by span of the arrivals
 * @param transportMs capture to broker append
 * @param syncLatencyMs capture to twin synchronised, without the clock's offset once it is known
 * @param computeTimeMs in the operator: decode, sync, predict, encode
 * @param endToEndMs capture to prediction handed to the sink
 * @param predictionError errors of the predictions, per horizon
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

    /** Scope of a window. */
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
     * Errors of the predictions that were due in the window.
     *
     * @param horizonMs horizon of the predictions
     * @param count number of scored predictions
     * @param jointRms root mean square over joints and predictions, rad or m
     * @param jointMax largest error of a joint, rad or m
     * @param basePositionRms root mean square, m; null if no base was scored
     * @param baseOrientationRms root mean square, rad; null if no base was scored
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

    /** Decodes a latency record; throws {@link IOException} if the bytes are not one. */
    public static LatencyMessage decode(byte[] payload, Format format) throws IOException {
        return MessageMapper.decode(payload, format, LatencyMessage.class);
    }
}
