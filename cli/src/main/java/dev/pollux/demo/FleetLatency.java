package dev.pollux.demo;

import dev.pollux.messages.Format;
import dev.pollux.messages.LatencyMessage;
import dev.pollux.messages.LatencyMessage.PredictionError;
import dev.pollux.messages.LatencyMessage.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads {@code twin.latency}: the last window for the live table, all after the warm-up for the summary. */
public final class FleetLatency implements Consumer<ConsumerRecord<byte[], byte[]>> {
    private final Distribution transport = new Distribution();
    private final Distribution sync = new Distribution();
    private final Distribution compute = new Distribution();
    private final Map<Double, ErrorSum> errors = new TreeMap<>();
    private final Map<String, LatencyMessage> robots = new TreeMap<>();
    private long showFromMs = Long.MAX_VALUE;
    private long measureFromMs = Long.MAX_VALUE;
    private long frames;
    private long overTarget;
    private double factorSum;
    private long factorFrames;
    private @Nullable LatencyMessage last;

    /** Shows windows that begin at this instant or later, ms since 1970: earlier ones contain other robots. */
    public synchronized void showFrom(long epochMs) {
        showFromMs = epochMs;
    }

    /** Adds windows that begin at this instant or later to the summary, ms since 1970. */
    public synchronized void measureFrom(long epochMs) {
        measureFromMs = epochMs;
    }

    @Override
    public synchronized void accept(ConsumerRecord<byte[], byte[]> record) {
        LatencyMessage window = decode(record.value());
        if (window.windowStartMs() < showFromMs) {
            return;
        }
        if (window.scope() == Scope.ROBOT && window.robotId() != null) {
            robots.put(window.robotId(), window);
            return;
        }
        last = window;
        if (window.windowStartMs() < measureFromMs) {
            return;
        }
        frames += window.frames();
        overTarget += window.overTarget();
        transport.add(window.transportMs());
        sync.add(window.syncLatencyMs());
        compute.add(window.computeTimeMs());
        for (PredictionError error : window.predictionError()) {
            errors.computeIfAbsent(error.horizonMs(), h -> new ErrorSum()).add(error);
        }
        Double factor = window.realtimeFactor();
        if (factor != null) {
            factorSum += factor * window.frames();
            factorFrames += window.frames();
        }
    }

    /** The fleet's last window. */
    public synchronized @Nullable LatencyMessage last() {
        return last;
    }

    /** The last window of each robot, by robot. */
    public synchronized Iterable<LatencyMessage> robots() {
        return new ArrayList<>(robots.values());
    }

    /** Frames in the windows of the summary. */
    public synchronized long frames() {
        return frames;
    }

    /** Number of these that were synchronised later than the target. */
    public synchronized long overTarget() {
        return overTarget;
    }

    /** From capture stamp to append at the broker, which counts whole ms; empty if stamps are not wall-clock times. */
    public synchronized Figures transport() {
        return transport.figures();
    }

    /** From capture stamp to twin synchronised. */
    public synchronized Figures sync() {
        return sync.figures();
    }

    /** In the operator. */
    public synchronized Figures compute() {
        return compute.figures();
    }

    /** Span of stamps divided by span of arrivals, weighted by frames; null before the first window. */
    public synchronized @Nullable Double realtimeFactor() {
        return factorFrames == 0 ? null : Double.valueOf(factorSum / factorFrames);
    }

    /** Root mean square prediction errors by horizon, ms. */
    public synchronized Map<Double, Rmse> rmse() {
        Map<Double, Rmse> all = new TreeMap<>();
        errors.forEach((horizon, sum) -> all.put(horizon, sum.rmse()));
        return all;
    }

    private static LatencyMessage decode(byte[] value) {
        try {
            return LatencyMessage.decode(value, Format.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException("a latency window that is none", e);
        }
    }

    /**
     * A root mean square prediction error.
     *
     * @param joints rad or m
     * @param basePosition m; null if no base was scored
     * @param baseOrientation rad; null if no base was scored
     */
    public record Rmse(
            double joints,
            @Nullable Double basePosition,
            @Nullable Double baseOrientation) {}

    /** Windows merge exactly: mean squares weighted by their counts. */
    private static final class ErrorSum {
        private long count;
        private double joints;
        private long baseCount;
        private double position;
        private double orientation;

        void add(PredictionError error) {
            count += error.count();
            joints += error.count() * error.jointRms() * error.jointRms();
            Double p = error.basePositionRms();
            Double o = error.baseOrientationRms();
            if (p != null && o != null) {
                baseCount += error.count();
                position += error.count() * p * p;
                orientation += error.count() * o * o;
            }
        }

        Rmse rmse() {
            return new Rmse(
                    Math.sqrt(joints / count),
                    baseCount == 0 ? null : Double.valueOf(Math.sqrt(position / baseCount)),
                    baseCount == 0 ? null : Double.valueOf(Math.sqrt(orientation / baseCount)));
        }
    }
}
