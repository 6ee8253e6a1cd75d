package dev.pollux.job.latency;

import dev.pollux.storage.Described;
import dev.pollux.storage.StateFields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The statistics of one window, for one robot or for all. */
public final class Statistics implements Described {
    /** A frame that was synchronised later than this after its capture missed the target. */
    public static final long TARGET_NANOS = 5_000_000;

    private static final int MOST_HORIZONS = 64;

    private final Latencies transport = new Latencies();
    private final Latencies sync = new Latencies();
    private final Latencies compute = new Latencies();
    private final Latencies endToEnd = new Latencies();
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

    /** Adds one record of one robot. */
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

    /** Extends the spans of stamp and arrival; a late frame is a step of neither. */
    private void span(Timing timing) {
        if (frames > late && timing.outcome == Timing.Outcome.IN_ORDER) {
            stampSpan += timing.stampNanos - lastStamp;
            appendSpan += timing.appendMillis - lastAppend;
        }
        lastStamp = timing.stampNanos;
        lastAppend = timing.appendMillis;
    }

    /** Adds the statistics of another robot's window. */
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

    /** Number of robots with records. */
    public long robots() {
        return robots;
    }

    /** Frames that led to predictions. */
    public long frames() {
        return frames;
    }

    /** Frames that filled a gap; included in {@link #frames}. */
    public long late() {
        return late;
    }

    /** Frames that never came, counted when their gap is given up. */
    public long missed() {
        return missed;
    }

    /** Frames that came twice; included in {@link #rejected}. */
    public long duplicates() {
        return duplicates;
    }

    /** Records that did not lead to a prediction. */
    public long rejected() {
        return rejected;
    }

    /** Frames synchronised later than {@link #TARGET_NANOS} after capture. */
    public long overTarget() {
        return overTarget;
    }

    /** Span of stamps divided by span of arrivals: 1 if the twin keeps up with the robot; NaN for a single frame. */
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

    @Override
    public void describe(StateFields f) throws IOException {
        transport.describe(f);
        sync.describe(f);
        compute.describe(f);
        endToEnd.describe(f);
        int count = f.count(horizons.size(), MOST_HORIZONS);
        for (int h = 0; h < count; h++) {
            horizon(h).describe(f);
        }
        robots = f.whole(robots);
        frames = f.whole(frames);
        late = f.whole(late);
        missed = f.whole(missed);
        duplicates = f.whole(duplicates);
        rejected = f.whole(rejected);
        overTarget = f.whole(overTarget);
        lastStamp = f.whole(lastStamp);
        lastAppend = f.whole(lastAppend);
        stampSpan = f.whole(stampSpan);
        appendSpan = f.whole(appendSpan);
    }
}
