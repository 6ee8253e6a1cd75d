package dev.pollux.demo;

import dev.pollux.messages.LatencyMessage.Quantiles;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** A latency's distribution over many windows, merged from the histograms in their records. */
final class Distribution {
    /** Histograms of {@code twin.latency} count units of 0.1 µs. */
    private static final double UNITS_PER_MILLI = 1e4;

    private final Histogram merged = new Histogram(2);

    /** Adds a window; null if nothing was measured. */
    void add(@Nullable Quantiles window) {
        if (window == null || window.histogram() == null) {
            return;
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(window.histogram()));
            merged.add(Histogram.decodeFromCompressedByteBuffer(bytes, 0));
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("a latency window whose histogram is none", e);
        }
    }

    Figures figures() {
        return Figures.of(merged, UNITS_PER_MILLI);
    }
}
