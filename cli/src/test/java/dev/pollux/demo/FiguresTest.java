package dev.pollux.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private final Histogram histogram = new Histogram(3);

    @Test
    void whatWasNotMeasuredIsNoZero() throws Exception {
        assertThat(new JsonMapper().writeValueAsString(Figures.of(histogram, 1)))
                .isEqualTo("{\"count\":0,\"p50\":null,\"p99\":null,\"max\":null}");
    }

    @Test
    void whatWasMeasuredIsInMilliseconds() {
        histogram.recordValue(5_000);
        Figures figures = Figures.of(histogram, 1_000);
        assertThat(figures.count()).isOne();
        assertThat(figures.p50()).isCloseTo(5, within(0.01));
        assertThat(figures.max()).isCloseTo(5, within(0.01));
    }
}
