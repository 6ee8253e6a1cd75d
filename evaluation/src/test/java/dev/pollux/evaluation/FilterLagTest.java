package dev.pollux.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FilterLagTest {
    @Test
    void delayedSineIsFoundToBeLateByItsDelay() {
        assertThat(lag(0.003)).isEqualTo(0.003, within(2e-5));
        assertThat(lag(-0.002)).isEqualTo(-0.002, within(2e-5));
        assertThat(lag(0)).isEqualTo(0, within(1e-12));
    }

    private static double lag(double delay) {
        FilterLag lag = new FilterLag(1);
        for (int i = 0; i < 1000; i++) {
            double t = 0.002 * i;
            lag.add(t, new double[] {Math.sin(6 * (t - delay))}, new double[] {Math.sin(6 * t)});
        }
        return lag.seconds();
    }
}
