package dev.pollux.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.HdrHistogram.AbstractHistogram;
import org.jspecify.annotations.Nullable;

/** Figures of a latency, ms; null if nothing was measured. */
public record Figures(
        long count,
        @JsonProperty("p50") @Nullable Double p50,
        @JsonProperty("p99") @Nullable Double p99,
        @JsonProperty("max") @Nullable Double max) {

    /** No measurement. */
    public static final Figures NONE = new Figures(0, null, null, null);

    /** The figures of a histogram with this number of units per millisecond. */
    public static Figures of(AbstractHistogram histogram, double unitsPerMilli) {
        return histogram.getTotalCount() == 0
                ? NONE
                : new Figures(
                        histogram.getTotalCount(),
                        histogram.getValueAtPercentile(50) / unitsPerMilli,
                        histogram.getValueAtPercentile(99) / unitsPerMilli,
                        histogram.getMaxValue() / unitsPerMilli);
    }
}
