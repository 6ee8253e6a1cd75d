package dev.pollux.job.latency;

import dev.pollux.job.options.JobOptions;
import dev.pollux.job.options.TwinOptions;
import dev.pollux.job.state.OutputRecord;
import dev.pollux.messages.Format;
import dev.pollux.messages.LatencyMessage;
import dev.pollux.messages.LatencyMessage.PredictionError;
import dev.pollux.messages.LatencyMessage.Quantiles;
import dev.pollux.messages.LatencyMessage.Scope;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Encodes closed windows for {@code twin.latency}. Records without a usable key count for the fleet only. */
final class EncodeWindow implements FlatMapFunction<LatencyWindow, OutputRecord> {
    private static final long serialVersionUID = 1L;

    private final Format format;
    private final double[] horizonMillis;

    EncodeWindow(JobOptions options) {
        format = options.get(TwinOptions.OUTPUT_FORMAT);
        horizonMillis = options.get(TwinOptions.HORIZONS).stream()
                .mapToDouble(horizon -> horizon.toNanos() / 1e6)
                .toArray();
    }

    @Override
    public void flatMap(LatencyWindow window, Collector<OutputRecord> records) {
        if (!window.robot.isEmpty()) {
            records.collect(new OutputRecord(window.robot, message(window).encode(format), format));
        }
    }

    LatencyMessage message(LatencyWindow window) {
        Statistics gathered = window.statistics;
        boolean fleet = window.robot.equals(LatencyWindow.FLEET);
        return new LatencyMessage(
                fleet ? Scope.FLEET : Scope.ROBOT,
                fleet ? null : window.robot,
                window.startMillis,
                window.endMillis,
                gathered.robots(),
                gathered.frames(),
                gathered.late(),
                gathered.missed(),
                gathered.duplicates(),
                gathered.rejected(),
                gathered.overTarget(),
                Statistics.TARGET_NANOS / 1e6,
                gathered.frames() * 1e3 / (window.endMillis - window.startMillis),
                known(gathered.realtimeFactor()),
                quantiles(gathered.transport()),
                quantiles(gathered.sync()),
                quantiles(gathered.compute()),
                quantiles(gathered.endToEnd()),
                errors(gathered.horizons()));
    }

    private static @Nullable Quantiles quantiles(Latencies latencies) {
        return latencies.count() == 0
                ? null
                : new Quantiles(
                        latencies.percentile(50),
                        latencies.percentile(95),
                        latencies.percentile(99),
                        latencies.max(),
                        latencies.base64());
    }

    private List<PredictionError> errors(List<HorizonErrors> horizons) {
        List<PredictionError> errors = new ArrayList<>();
        for (int h = 0; h < horizons.size(); h++) {
            HorizonErrors at = horizons.get(h);
            if (at.scored() > 0 && h < horizonMillis.length) {
                errors.add(new PredictionError(
                        horizonMillis[h],
                        at.scored(),
                        at.jointRmse(),
                        at.jointMax(),
                        known(at.basePositionRmse()),
                        known(at.baseOrientationRmse())));
            }
        }
        return errors;
    }

    private static @Nullable Double known(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
