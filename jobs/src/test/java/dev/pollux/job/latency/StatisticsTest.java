package dev.pollux.job.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollux.job.latency.Timing.Outcome;
import dev.pollux.job.options.JobOptions;
import dev.pollux.messages.LatencyMessage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    private static final long MILLI = 1_000_000;

    @Test
    void percentilesAreThoseOfTheSortedLatenciesToOnePercent() {
        Random random = new Random(7);
        long[] latencies = LongStream.generate(() -> (long) (Math.exp(random.nextGaussian()) * MILLI))
                .limit(10_000)
                .toArray();
        Statistics statistics = new Statistics();
        for (int i = 0; i < latencies.length; i++) {
            statistics.add(timing(i, latencies[i]));
        }
        Arrays.sort(latencies);

        LatencyMessage.Quantiles sync =
                Objects.requireNonNull(message("h-1", statistics).syncLatencyMs());
        assertThat(sync.p50() * MILLI).isCloseTo(latencies[4_999], within(0.01 * latencies[4_999]));
        assertThat(sync.p99() * MILLI).isCloseTo(latencies[9_899], within(0.01 * latencies[9_899]));
        assertThat(sync.max() * MILLI).isCloseTo(latencies[9_999], within(0.01 * latencies[9_999]));
        assertThat(statistics.overTarget())
                .isEqualTo(Arrays.stream(latencies).filter(n -> n > 5 * MILLI).count());
    }

    @Test
    void theFleetsHistogramIsTheSumOfTheRobots() {
        Statistics fast = new Statistics();
        Statistics slow = new Statistics();
        Statistics both = new Statistics();
        for (int i = 0; i < 100; i++) {
            fast.add(timing(i, MILLI));
            slow.add(timing(i, 100 * MILLI));
            both.add(timing(i, i % 2 == 0 ? MILLI : 100 * MILLI));
            both.add(timing(i, i % 2 == 0 ? 100 * MILLI : MILLI));
        }
        fast.merge(slow);

        assertThat(fast.robots()).isEqualTo(2);
        assertThat(fast.frames()).isEqualTo(200);
        assertThat(fast.sync().count()).isEqualTo(both.sync().count());
        for (int percent = 1; percent <= 100; percent++) {
            assertThat(fast.sync().percentile(percent)).isEqualTo(both.sync().percentile(percent));
        }
        assertThat(fast.sync().percentile(50)).isCloseTo(1, within(0.01));
        assertThat(fast.sync().percentile(51)).isCloseTo(100, within(1.0));
    }

    @Test
    void aReaderCanMergeTheHistograms() throws Exception {
        Statistics statistics = new Statistics();
        statistics.add(timing(0, 3 * MILLI));
        byte[] encoded = Base64.getDecoder().decode(statistics.sync().base64());

        Histogram read = Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(encoded), 0);
        assertThat(read.getMaxValue()).isCloseTo(30_000, within(300L));
    }

    @Test
    void theRealtimeFactorIsTheSpanOfStampsOverTheSpanOfArrival() {
        Statistics statistics = new Statistics();
        for (int i = 0; i <= 100; i++) { // 2 ms apart in the robot, 4 ms apart at the broker
            Timing timing = new Timing("h-1", Outcome.IN_ORDER, 4L * i, 0);
            timing.stampNanos = 2L * i * MILLI;
            statistics.add(timing);
        }

        assertThat(statistics.realtimeFactor()).isCloseTo(0.5, within(1e-12));
        assertThat(message("h-1", statistics).fps()).isEqualTo(101);
    }

    @Test
    void aClockThatWasSetDoesNotCountAsTimePassed() {
        Statistics statistics = new Statistics();
        statistics.add(timing(0, MILLI));
        statistics.add(timing(10, MILLI));
        Timing jumped = new Timing("h-1", Outcome.ANEW, 21, 0);
        jumped.stampNanos = 3_600_000L * MILLI;
        statistics.add(jumped);

        assertThat(statistics.realtimeFactor()).isCloseTo(1, within(1e-12));
    }

    @Test
    void duplicatesAreAmongTheRejectedAndNeitherIsAmongTheFrames() {
        Statistics statistics = new Statistics();
        statistics.add(timing(0, MILLI));
        statistics.add(new Timing("h-1", Outcome.DUPLICATE, 1, 0));
        statistics.add(new Timing("h-1", Outcome.REJECTED, 1, 0));

        LatencyMessage message = message("h-1", statistics);
        assertThat(message.frames()).isEqualTo(1);
        assertThat(message.duplicates()).isEqualTo(1);
        assertThat(message.rejected()).isEqualTo(2);
    }

    @Test
    void whatWasNotMeasuredIsAbsent() {
        Statistics statistics = new Statistics();
        statistics.add(new Timing("h-1", Outcome.REJECTED, 1, 0));

        LatencyMessage message = message("h-1", statistics);
        assertThat(message.syncLatencyMs()).isNull();
        assertThat(message.realtimeFactor()).isNull();
        assertThat(message.predictionError()).isEmpty();
    }

    @Test
    void predictionErrorsAreGatheredPerHorizonOverTheScoredOnly() {
        Statistics statistics = new Statistics();
        for (double error : new double[] {3, 4, Double.NaN}) {
            Timing timing = new Timing("h-1", Outcome.IN_ORDER, 0, 3);
            timing.errors[3] = error; // the second horizon, 20 ms
            statistics.add(timing);
        }

        assertThat(message("h-1", statistics).predictionError()).singleElement().satisfies(error -> {
            assertThat(error.horizonMs()).isEqualTo(20);
            assertThat(error.count()).isEqualTo(2);
            assertThat(error.jointRms()).isCloseTo(Math.sqrt(12.5), within(1e-12));
            assertThat(error.basePositionRms()).isNull();
        });
    }

    @Test
    void aLateFrameIsCountedAndIsNoStepBackInTime() {
        Statistics inOrder = new Statistics();
        Statistics late = new Statistics();
        for (int number : new int[] {0, 1, 3, 4}) {
            inOrder.add(timing(number, MILLI));
            late.add(timing(number, MILLI));
        }
        Timing filled = new Timing("h-1", Outcome.LATE, 9, 1);
        filled.stampNanos = 4 * MILLI;
        late.add(filled);
        inOrder.add(timing(5, MILLI));
        late.add(timing(5, MILLI));

        assertThat(message("h-1", late).late()).isEqualTo(1);
        assertThat(message("h-1", late).frames()).isEqualTo(6);
        assertThat(message("h-1", late).realtimeFactor())
                .isEqualTo(message("h-1", inOrder).realtimeFactor());
    }

    @Test
    void statisticsComeBackAsTheyWereAndGoOnGathering() throws Exception {
        Statistics statistics = new Statistics();
        statistics.add(timing(0, 3 * MILLI));
        statistics.add(new Timing("h-1", Outcome.LATE, 2, 1));
        DataOutputSerializer out = new DataOutputSerializer(64);
        StatisticsSerializer.INSTANCE.serialize(statistics, out);

        Statistics back = StatisticsSerializer.INSTANCE.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
        assertThat(message("h-1", back)).isEqualTo(message("h-1", statistics));
        statistics.add(timing(1, 3_000 * MILLI));
        back.add(timing(1, 3_000 * MILLI));
        assertThat(message("h-1", back)).isEqualTo(message("h-1", statistics));
    }

    @Test
    void aTimingComesBackAsItWas() throws Exception {
        Timing timing = timing(3, MILLI);
        timing.errors[2] = 0.5;
        DataOutputSerializer out = new DataOutputSerializer(64);
        TimingSerializer.INSTANCE.serialize(timing, out);

        assertThat(TimingSerializer.INSTANCE.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
                .isEqualTo(timing);
    }

    private static Timing timing(int number, long syncNanos) {
        Timing timing = new Timing("h-1", Outcome.IN_ORDER, 2L * number + 1, 1);
        timing.stampNanos = 2L * number * MILLI;
        timing.transport = MILLI;
        timing.sync = syncNanos;
        timing.compute = 30_000;
        timing.endToEnd = syncNanos + 30_000;
        return timing;
    }

    private static LatencyMessage message(String robot, Statistics statistics) {
        return new EncodeWindow(JobOptions.of()).message(new LatencyWindow(robot, 0, 1_000, statistics));
    }
}
