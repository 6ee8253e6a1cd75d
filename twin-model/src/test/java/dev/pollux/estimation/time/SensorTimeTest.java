package dev.pollux.estimation.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SensorTimeTest {
    /** Joints that tell nothing. */
    private static final JointTime SILENT = new JointTime();

    @Test
    void clockSeesEvenTicksBehindJitteringStamps() {
        Random random = new Random(1);
        SampleClock clock = new SampleClock(5.8e-4);
        double[] c = new double[SampleClock.SIZE];
        double last = 0.002;
        double worst = 0;
        int tick = 0;
        for (int k = 0; k < 5000; k++) {
            // one frame in a hundred is missing
            int ticks = random.nextInt(100) == 0 ? 2 : 1;
            tick += ticks;
            double stamp = 0.002 * tick + 0.001 + 0.002 * random.nextDouble();
            double dt = clock.advance(c, Math.max(0, stamp - last), ticks, SILENT);
            last = Math.max(last, stamp);
            if (k > 1000) {
                worst = Math.max(worst, Math.abs(dt - 0.002 * ticks));
            }
        }
        assertThat(worst).isLessThan(2e-5);
    }

    @Test
    void clockWithoutJitterTakesTheStamps() {
        SampleClock clock = new SampleClock(0);
        double[] c = new double[SampleClock.SIZE];
        assertThat(clock.advance(c, 0.0002, 1, SILENT)).isEqualTo(0.0002);
        assertThat(clock.advance(c, 0.027, 1, SILENT)).isEqualTo(0.027);
    }

    @Test
    void clockFollowsAPause() {
        SampleClock clock = new SampleClock(5.8e-4);
        double[] c = new double[SampleClock.SIZE];
        for (int k = 0; k < 1000; k++) {
            clock.advance(c, 0.002, 1, SILENT);
        }
        assertThat(clock.advance(c, 0.3, 1, SILENT)).isCloseTo(0.3, within(1e-9));
    }

    @Test
    void clockLearnsAnotherRateAtOnceAlsoOfAnEvenRobotWhoseJointsTellNothing() {
        for (double next : new double[] {0.004, 0.01, 0.02}) {
            Random random = new Random(3);
            SampleClock clock = new SampleClock(5.8e-4);
            double[] c = new double[SampleClock.SIZE];
            double last = 0;
            double time = 0;
            for (int k = 0; k < 2_040; k++) {
                time += k < 2_000 ? 0.002 : next;
                double stamp = time + 0.0005 * random.nextDouble();
                clock.advance(c, stamp - last, 1, SILENT);
                last = stamp;
            }
            assertThat(SampleClock.period(c)).isCloseTo(next, within(0.05 * next));
        }
    }

    @Test
    void gapsAreAPureFunctionOfStamps() {
        assertThat(Gap.of(2_000_000, 1)).isEqualTo(Gap.REGULAR);
        assertThat(Gap.of(4_000_000, 2)).isEqualTo(Gap.HELD);
        assertThat(Gap.of(50_000_001, 1)).isEqualTo(Gap.STALE);
        assertThat(Gap.of(1_000_000_001, 1)).isEqualTo(Gap.SILENT);
        assertThat(Gap.of(-1, 1)).isEqualTo(Gap.BACKWARDS);
    }
}
