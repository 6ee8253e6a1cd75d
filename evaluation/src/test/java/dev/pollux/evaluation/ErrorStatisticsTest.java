package dev.pollux.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ErrorStatisticsTest {
    @Test
    void rmsMedianAndQuantilesAreThoseComputedByHand() {
        ErrorStatistics errors = new ErrorStatistics();
        for (double error : new double[] {4, -1, 2, -3}) {
            errors.add(error);
        }
        assertThat(errors.count()).isEqualTo(4);
        assertThat(errors.rms()).isEqualTo(Math.sqrt(30 / 4.0), within(1e-15));
        assertThat(errors.median()).isEqualTo(2.5);
        // rank 0.95 · 3 = 2.85 between 3 and 4
        assertThat(errors.p95()).isEqualTo(3.85, within(1e-12));
        assertThat(errors.max()).isEqualTo(4);
    }

    @Test
    void nothingMeasuredIsNoNumber() {
        ErrorStatistics none = new ErrorStatistics();
        assertThat(none.rms()).isNaN();
        assertThat(none.median()).isNaN();
    }
}
