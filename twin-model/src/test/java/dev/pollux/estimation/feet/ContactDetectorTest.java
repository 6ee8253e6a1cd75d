package dev.pollux.estimation.feet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.estimation.base.BaseEstimatorState;
import dev.pollux.estimation.base.ContactOptions;
import dev.pollux.estimation.feet.ContactDetector.Change;
import org.junit.jupiter.api.Test;

class ContactDetectorTest {
    @Test
    void footLandsAfterItsDwellAndIsLetGoWhileItsLoadFalls() {
        ContactDetector detector = new ContactDetector(new ContactOptions(0.12, 0.05, 0.25, 0.01, 0.1), 700);
        BaseEstimatorState x = new BaseEstimatorState(1);
        int landed = 0;
        while (detector.update(x, 0, 300, -1, 0.002) == Change.NONE) {
            landed++;
        }
        assertThat(landed).isEqualTo(4);
        // 0.1 of the weight is between off and on: it holds while steady
        for (int k = 0; k < 100; k++) {
            detector.update(x, 0, 300, -1, 0.002);
        }
        double force = 300;
        while (detector.update(x, 0, force, -1, 0.002) == Change.NONE) {
            force -= 4;
        }
        assertThat(force).isBetween(0.05 * 700, 0.25 * 700);
        // a flag alone works too
        assertThat(detector.update(x, 0, Double.NaN, 1, 0.02)).isEqualTo(Change.LANDED);
        assertThat(detector.update(x, 0, Double.NaN, 0, 0.002)).isEqualTo(Change.LET_GO);
    }
}
