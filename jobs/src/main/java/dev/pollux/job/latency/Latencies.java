package dev.pollux.job.latency;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import org.HdrHistogram.IntCountsHistogram;

/** One latency's distribution: an HdrHistogram of 0.1 µs units, true to 1 % up to an hour, that grows as it must. */
public final class Latencies {
    private static final int DIGITS = 2;
    private static final long UNIT_NANOS = 100;
    private static final long MAX_UNITS = 3_600_000_000_000L / UNIT_NANOS;
    private static final double UNITS_PER_MILLI = 1e6 / UNIT_NANOS;

    private final IntCountsHistogram histogram;

    Latencies() {
        this(new IntCountsHistogram(DIGITS));
    }

    private Latencies(IntCountsHistogram histogram) {
        this.histogram = histogram;
        histogram.setAutoResize(true);
    }

    /** Counts a latency; −1, not known, is passed over. A clock ahead of ours by a little makes no negative time. */
    void add(long nanos) {
        if (nanos != -1) {
            histogram.recordValue(Math.min(Math.max(nanos, 0) / UNIT_NANOS, MAX_UNITS));
        }
    }

    void merge(Latencies other) {
        histogram.add(other.histogram);
    }

    /** How many were counted. */
    public long count() {
        return histogram.getTotalCount();
    }

    /** The latency that so many percent stay within, ms; 0 where none was counted. */
    public double percentile(double percent) {
        return histogram.getValueAtPercentile(percent) / UNITS_PER_MILLI;
    }

    /** The greatest latency, ms. */
    public double max() {
        return histogram.getMaxValue() / UNITS_PER_MILLI;
    }

    /** The whole distribution in HdrHistogram's compressed V2 encoding, units of 0.1 µs. */
    public String base64() {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }

    void write(DataOutput out) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoByteBuffer(buffer);
        out.writeInt(length);
        out.write(buffer.array(), 0, length);
    }

    static Latencies read(DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new Latencies(IntCountsHistogram.decodeFromByteBuffer(ByteBuffer.wrap(bytes), 0));
    }
}
