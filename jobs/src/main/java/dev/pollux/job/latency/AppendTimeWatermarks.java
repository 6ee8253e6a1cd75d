package dev.pollux.job.latency;

import dev.pollux.job.state.FrameRecord;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.util.clock.RelativeClock;

/**
 * Event time of one partition: the broker's append time, which only ever rises. A partition that falls silent neither
 * holds the windows of the others open nor leaves its own last window open: after {@code idle} its time goes on with
 * ours. The clock stands still while the job itself is held up, so that a backlog is not taken for silence.
 */
public final class AppendTimeWatermarks implements WatermarkGenerator<FrameRecord> {
    private final RelativeClock clock;
    private final long idleMillis;
    private long newest = Long.MIN_VALUE;
    private long lastHeard;

    AppendTimeWatermarks(RelativeClock clock, long idleMillis) {
        this.clock = clock;
        this.idleMillis = idleMillis;
        lastHeard = clock.relativeTimeMillis();
    }

    /** Event time of {@code robot.frames}. */
    public static WatermarkStrategy<FrameRecord> ofFrames(Duration idle) {
        long idleMillis = idle.toMillis();
        return WatermarkStrategy.forGenerator(
                        context -> new AppendTimeWatermarks(context.getInputActivityClock(), idleMillis))
                .withTimestampAssigner((frame, timestamp) -> frame.appendMillis);
    }

    /** Event time of {@code robot.models}: none, and so it holds up nobody's. */
    public static WatermarkStrategy<FrameRecord> ofModels() {
        return WatermarkStrategy.forGenerator(context -> new AlwaysIdle())
                .withTimestampAssigner((model, timestamp) -> model.appendMillis);
    }

    @Override
    public void onEvent(FrameRecord frame, long timestamp, WatermarkOutput output) {
        newest = Math.max(newest, timestamp);
        lastHeard = clock.relativeTimeMillis();
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        long silent = clock.relativeTimeMillis() - lastHeard - idleMillis;
        if (newest != Long.MIN_VALUE) {
            output.emitWatermark(new Watermark(newest - 1 + Math.max(0, silent)));
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
