package dev.pollux.job.latency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.job.state.FrameRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.util.clock.ManualClock;
import org.junit.jupiter.api.Test;

class AppendTimeWatermarksTest {
    private static final FrameRecord FRAME = new FrameRecord("h-1", null, "robot.frames", 0, 0, 0, null);

    private final ManualClock clock = new ManualClock();
    private final AppendTimeWatermarks partition = new AppendTimeWatermarks(clock, 1_000, 2_000);
    private final Told told = new Told();

    @Test
    void timeFollowsTheYoungestAppend() {
        partition.onEvent(FRAME, 5_000, told);
        partition.onEvent(FRAME, 4_000, told);
        partition.onPeriodicEmit(told);

        assertThat(told.watermarks).containsExactly(4_999L);
        assertThat(told.idle).isFalse();
    }

    @Test
    void aSilentPartitionClosesItsLastWindowItself() {
        partition.onEvent(FRAME, 5_000, told);
        clock.advanceTime(Duration.ofMillis(1_000));
        partition.onPeriodicEmit(told);
        clock.advanceTime(Duration.ofMillis(600));
        partition.onPeriodicEmit(told);

        assertThat(told.watermarks).containsExactly(4_999L, 5_599L);
        assertThat(told.idle).isFalse();
    }

    @Test
    void aPartitionThatStaysSilentClosesItsLastWindowAndThenHoldsUpNobody() {
        partition.onEvent(FRAME, 5_000, told);
        clock.advanceTime(Duration.ofMillis(3_500));
        partition.onPeriodicEmit(told);

        assertThat(told.watermarks).containsExactly(6_999L);
        assertThat(told.idle).isFalse();

        partition.onPeriodicEmit(told);
        assertThat(told.watermarks).containsExactly(6_999L);
        assertThat(told.idle).isTrue();

        partition.onEvent(FRAME, 9_000, told);
        partition.onPeriodicEmit(told);
        assertThat(told.watermarks).containsExactly(6_999L, 8_999L);
        assertThat(told.idle).isFalse();
    }

    @Test
    void aPartitionThatNeverHadARecordIsIdle() {
        partition.onPeriodicEmit(told);
        assertThat(told.idle).isFalse();
        clock.advanceTime(Duration.ofMillis(1_001));
        partition.onPeriodicEmit(told);

        assertThat(told.idle).isTrue();
        assertThat(told.watermarks).isEmpty();
    }

    private static final class Told implements WatermarkOutput {
        private final List<Long> watermarks = new ArrayList<>();
        private boolean idle;

        @Override
        public void emitWatermark(Watermark watermark) {
            watermarks.add(watermark.getTimestamp());
            idle = false;
        }

        @Override
        public void markIdle() {
            idle = true;
        }

        @Override
        public void markActive() {
            idle = false;
        }
    }
}
