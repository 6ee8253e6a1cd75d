package dev.pollux.job.latency;

import dev.pollux.storage.StateFields;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import org.HdrHistogram.IntCountsHistogram;

/** The distribution of one latency: a growing HdrHistogram with units of 0.1 µs, exact to 1 % up to an hour. */
public final class Latencies {
    private static final int DIGITS = 2;
    private static final long UNIT_NANOS = 100;
    private static final long MAX_UNITS = 3_600_000_000_000L / UNIT_NANOS;
    private static final double UNITS_PER_MILLI = 1e6 / UNIT_NANOS;

    private IntCountsHistogram histogram = new IntCountsHistogram(DIGITS);

    Latencies() {
        histogram.setAutoResize(true);
    }

    /** Counts a latency; ignores −1 (unknown). Negative ones, of a clock slightly ahead of ours, count as 0. */
    void add(long nanos) {
        if (nanos != -1) {
            histogram.recordValue(Math.min(Math.max(nanos, 0) / UNIT_NANOS, MAX_UNITS));
        }
    }

    void merge(Latencies other) {
        histogram.add(other.histogram);
    }

    /** Number of latencies counted. */
    public long count() {
        return histogram.getTotalCount();
    }

    /** A percentile, ms; 0 if none was counted. */
    public double percentile(double percent) {
        return histogram.getValueAtPercentile(percent) / UNITS_PER_MILLI;
    }

    /** The largest latency, ms. */
    public double max() {
        return histogram.getMaxValue() / UNITS_PER_MILLI;
    }

    /** The whole distribution in HdrHistogram's compressed V2 encoding, units of 0.1 µs. */
    public String base64() {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }

    /** In HdrHistogram's own encoding, V2. */
    void describe(StateFields f) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        byte[] encoded = Arrays.copyOf(buffer.array(), histogram.encodeIntoByteBuffer(buffer));
        byte[] read = f.block(encoded);
        if (read != encoded) {
            histogram = IntCountsHistogram.decodeFromByteBuffer(ByteBuffer.wrap(read), 0);
            histogram.setAutoResize(true);
        }
    }
}
