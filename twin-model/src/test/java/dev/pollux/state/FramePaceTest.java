package dev.pollux.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FramePaceTest {
    private final FramePace pace = new FramePace();

    @Test
    void whereTheSeqDoesNotCountOnlyThePeriodIsLearnedThoughStampsJitter() {
        Random random = new Random(2);
        pace.begin(true, 0);
        double last = 0;
        for (int i = 1; i < 1_000; i++) {
            double stamp = 0.002 * i + 0.0006 * random.nextGaussian();
            long frames = pace.step(true, (long) (1e9 + 1e9 * last), (long) (1e9 + 1e9 * stamp), stamp - last);
            assertThat(frames).isZero();
            last = stamp;
        }
        assertThat(pace.counts()).isFalse();
        assertThat(pace.step(true, 1, 200_000_001, 0.2)).as("a pause").isZero();
        assertThat(pace.periodNanos()).isBetween(1_000_000L, 3_000_000L);
    }

    @Test
    void twoStampsThatAreNearlyTheSameAtTheStartDoNotSetThePeriodForGood() {
        pace.begin(false, 0);
        pace.step(false, 0, 0, 1e-6);
        for (int i = 0; i < 100; i++) {
            pace.step(false, 0, 0, 0.002);
        }
        assertThat(pace.periodNanos()).isBetween(1_900_000L, 2_100_000L);
    }

    @Test
    void whereTheSeqCountsItTellsWhatIsMissing() {
        pace.begin(true, 0);
        for (long seq = 0; seq < 50; seq += 5) {
            pace.step(true, seq, seq + 5, 0.01);
        }
        assertThat(pace.stride()).isEqualTo(5);
        assertThat(pace.step(true, 50, 65, 0.03)).isEqualTo(3);
        assertThat(pace.step(false, 65, 4_711, 0.01)).as("without a seq").isZero();
    }

    @Test
    void framesThatComeLateShowThatTheSeqCountsInSmallerSteps() {
        pace.begin(true, 0);
        pace.step(true, 0, 2, 0.004);
        pace.late(1, 2);
        pace.step(true, 2, 4, 0.004);
        pace.late(3, 4);
        assertThat(pace.frames(4, 6)).isEqualTo(2);
    }
}
