package dev.pollux.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.HdrHistogram.AbstractHistogram;

/** What is said of a latency, ms. */
public record Figures(
        long count,
        @JsonProperty("p50") double p50,
        @JsonProperty("p99") double p99,
        @JsonProperty("max") double max) {

    /** The figures of a histogram with so many units to a millisecond. */
    public static Figures of(AbstractHistogram histogram, double unitsPerMilli) {
        return new Figures(
                histogram.getTotalCount(),
                histogram.getValueAtPercentile(50) / unitsPerMilli,
                histogram.getValueAtPercentile(99) / unitsPerMilli,
                histogram.getMaxValue() / unitsPerMilli);
    }
}
