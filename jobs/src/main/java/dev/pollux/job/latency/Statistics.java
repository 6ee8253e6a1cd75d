package dev.pollux.job.latency;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a window gathers, of one robot or of all. */
public final class Statistics {
    /** A frame synced later than this after its capture missed its target. */
    public static final long TARGET_NANOS = 5_000_000;

    private final Latencies transport;
    private final Latencies sync;
    private final Latencies compute;
    private final Latencies endToEnd;
    private final List<HorizonErrors> horizons = new ArrayList<>();
    private long robots;
    private long frames;
    private long late;
    private long missed;
    private long duplicates;
    private long rejected;
    private long overTarget;
    private long lastStamp;
    private long lastAppend;
    private long stampSpan;
    private long appendSpan;

    /** Nothing gathered yet. */
    public Statistics() {
        this(new Latencies(), new Latencies(), new Latencies(), new Latencies());
    }

    private Statistics(Latencies transport, Latencies sync, Latencies compute, Latencies endToEnd) {
        this.transport = transport;
        this.sync = sync;
        this.compute = compute;
        this.endToEnd = endToEnd;
    }

    /** Takes in one record of one robot. */
    public void add(Timing timing) {
        robots = timing.robot.isEmpty() ? 0 : 1;
        if (!timing.admitted()) {
            rejected++;
            duplicates += timing.outcome == Timing.Outcome.DUPLICATE ? 1 : 0;
            return;
        }
        if (timing.outcome == Timing.Outcome.LATE) {
            late++;
        } else {
            span(timing);
        }
        frames++;
        missed += timing.missing;
        overTarget += timing.sync > TARGET_NANOS ? 1 : 0;
        transport.add(timing.transport);
        sync.add(timing.sync);
        compute.add(timing.compute);
        endToEnd.add(timing.endToEnd);
        for (int h = 0; h < timing.errors.length / 3; h++) {
            horizon(h).add(timing.errors, 3 * h);
        }
    }

    /** Follows stamp and arrival; a frame of the past is no step of either. */
    private void span(Timing timing) {
        if (frames > late && timing.outcome == Timing.Outcome.IN_ORDER) {
            stampSpan += timing.stampNanos - lastStamp;
            appendSpan += timing.appendMillis - lastAppend;
        }
        lastStamp = timing.stampNanos;
        lastAppend = timing.appendMillis;
    }

    /** Takes in what another robot's window gathered. */
    public void merge(Statistics other) {
        robots += other.robots;
        frames += other.frames;
        late += other.late;
        missed += other.missed;
        duplicates += other.duplicates;
        rejected += other.rejected;
        overTarget += other.overTarget;
        stampSpan += other.stampSpan;
        appendSpan += other.appendSpan;
        transport.merge(other.transport);
        sync.merge(other.sync);
        compute.merge(other.compute);
        endToEnd.merge(other.endToEnd);
        for (int h = 0; h < other.horizons.size(); h++) {
            horizon(h).merge(other.horizons.get(h));
        }
    }

    /** Robots heard. */
    public long robots() {
        return robots;
    }

    /** Frames that became predictions. */
    public long frames() {
        return frames;
    }

    /** Frames that filled a gap: they are among {@link #frames}. */
    public long late() {
        return late;
    }

    /** Frames that never came: gaps in seq, once they are given up. */
    public long missed() {
        return missed;
    }

    /** Frames that came twice; they are among the rejected. */
    public long duplicates() {
        return duplicates;
    }

    /** Records that became no prediction. */
    public long rejected() {
        return rejected;
    }

    /** Frames synced later than {@link #TARGET_NANOS} after capture. */
    public long overTarget() {
        return overTarget;
    }

    /** Span of stamps over span of arrival: 1 when the twin keeps up with a robot in real time; NaN: one frame only. */
    public double realtimeFactor() {
        return appendSpan == 0 ? Double.NaN : stampSpan * 1e-6 / appendSpan;
    }

    public Latencies transport() {
        return transport;
    }

    public Latencies sync() {
        return sync;
    }

    public Latencies compute() {
        return compute;
    }

    public Latencies endToEnd() {
        return endToEnd;
    }

    /** Prediction errors, nearest horizon first. */
    public List<HorizonErrors> horizons() {
        return horizons;
    }

    private HorizonErrors horizon(int h) {
        while (horizons.size() <= h) {
            horizons.add(new HorizonErrors());
        }
        return horizons.get(h);
    }

    void write(DataOutput out) throws IOException {
        transport.write(out);
        sync.write(out);
        compute.write(out);
        endToEnd.write(out);
        out.writeShort(horizons.size());
        for (HorizonErrors errors : horizons) {
            errors.write(out);
        }
        out.writeLong(robots);
        out.writeLong(frames);
        out.writeLong(missed);
        out.writeLong(duplicates);
        out.writeLong(rejected);
        out.writeLong(overTarget);
        out.writeLong(lastStamp);
        out.writeLong(lastAppend);
        out.writeLong(stampSpan);
        out.writeLong(appendSpan);
        out.writeLong(late);
    }

    /** Reads version 1, which counted no late frames, or 2. */
    static Statistics read(int version, DataInput in) throws IOException {
        Statistics read =
                new Statistics(Latencies.read(in), Latencies.read(in), Latencies.read(in), Latencies.read(in));
        for (int h = in.readShort(); h > 0; h--) {
            read.horizons.add(HorizonErrors.read(in));
        }
        read.robots = in.readLong();
        read.frames = in.readLong();
        read.missed = in.readLong();
        read.duplicates = in.readLong();
        read.rejected = in.readLong();
        read.overTarget = in.readLong();
        read.lastStamp = in.readLong();
        read.lastAppend = in.readLong();
        read.stampSpan = in.readLong();
        read.appendSpan = in.readLong();
        read.late = version == 1 ? 0 : in.readLong();
        return read;
    }
}
