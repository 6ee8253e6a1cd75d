package dev.pollux.job.latency;

import dev.pollux.job.state.FrameRecord;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.util.clock.RelativeClock;

/**
 * Event time of one partition: the broker's append time, which never decreases. A silent partition neither keeps its
 * own last window open nor delays the windows of others: after {@code idle} its time advances with processing time for
 * the length of a window, then the partition is idle. It must not advance further: the end of a backlog may be far in
 * the past, and would delay all windows for ever. The clock stops while the job is blocked, so that back pressure is
 * not taken for silence.
 */
public final class AppendTimeWatermarks implements WatermarkGenerator<FrameRecord> {
    private final RelativeClock clock;
    private final long idleMillis;
    private final long windowMillis;
    private long newest = Long.MIN_VALUE;
    private long lastHeard;

    /** How far time has advanced without a frame since the last one, ms. */
    private long goneOn;

    AppendTimeWatermarks(RelativeClock clock, long idleMillis, long windowMillis) {
        this.clock = clock;
        this.idleMillis = idleMillis;
        this.windowMillis = windowMillis;
        lastHeard = clock.relativeTimeMillis();
    }

    /**
     * Event time of {@code robot.frames}.
     *
     * @param idle time without frames after which a partition is silent
     * @param window length of the windows that its time closes
     */
    public static WatermarkStrategy<FrameRecord> ofFrames(Duration idle, Duration window) {
        long idleMillis = idle.toMillis();
        long windowMillis = window.toMillis();
        return WatermarkStrategy.forGenerator(
                        context -> new AppendTimeWatermarks(context.getInputActivityClock(), idleMillis, windowMillis))
                .withTimestampAssigner((frame, timestamp) -> frame.appendMillis);
    }

    /** {@code robot.models} has no event time and so delays no window. */
    public static WatermarkStrategy<FrameRecord> ofModels() {
        return WatermarkStrategy.forGenerator(context -> new AlwaysIdle())
                .withTimestampAssigner((model, timestamp) -> model.appendMillis);
    }

    @Override
    public void onEvent(FrameRecord frame, long timestamp, WatermarkOutput output) {
        newest = Math.max(newest, timestamp);
        lastHeard = clock.relativeTimeMillis();
        goneOn = 0;
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        long silent = clock.relativeTimeMillis() - lastHeard - idleMillis;
        if (newest != Long.MIN_VALUE && goneOn < windowMillis) {
            goneOn = Math.max(0, Math.min(silent, windowMillis));
            output.emitWatermark(new Watermark(newest - 1 + goneOn));
        } else if (silent > 0) {
            output.markIdle();
        }
    }

    private static final class AlwaysIdle implements WatermarkGenerator<FrameRecord> {
        @Override
        public void onEvent(FrameRecord model, long timestamp, WatermarkOutput output) {}

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            output.markIdle();
        }
    }
}
