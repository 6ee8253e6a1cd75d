package dev.pollux.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameCostTest {
    /**
     * CPU time of one frame, µs: positions, velocities, efforts and commands, all contacts touching, three horizons, encoded as
     * JSON; robots of 4 to 16 chains of 1 kg links, one core of a busy machine.
     */
    @ParameterizedTest
    @CsvSource({"28, 39, 78, 440, 2500", "64, 56, 91, 320, 3800", "128, 91, 110, 340, 2200", "256, 160, 170, 340, 2100"
    })
    void theEstimateMeetsWhatWasMeasuredWithinAFactor(
            int joints, double two, double four, double eight, double sixteen) {
        double[] measured = {two, four, eight, sixteen};
        for (int i = 0; i < 4; i++) {
            assertThat(FrameCost.micros(joints, 2 << i) / measured[i]).isBetween(1 / 1.6, 1.6);
        }
    }

    @ParameterizedTest
    @CsvSource({"28, 2", "28, 4", "12, 4", "140, 2"})
    void whatRobotsUsuallyHaveIsNotTold(int joints, int contacts) {
        assertThat(FrameCost.warning(joints, contacts)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"28, 5", "141, 2", "256, 0", "28, 16"})
    void whatCostsMoreThanTheLimitIsTold(int joints, int contacts) {
        assertThat(FrameCost.warning(joints, contacts)).startsWith("cost: " + joints + " joints and " + contacts);
    }

    @Test
    void theWarningSaysWhatAFrameCostsAndHowManyRobotsACoreFollows() {
        assertThat(FrameCost.warning(28, 8))
                .isEqualTo("cost: 28 joints and 8 contacts: a frame in which all contacts touch takes about 350 µs, 7.9"
                        + " times as long as one of the built-in robot; one core keeps up with about 6 such robots at"
                        + " 500 Hz: name as contacts only what stands on the ground");
        assertThat(FrameCost.warning(256, 16))
                .contains("about 2600 µs, 60 times")
                .contains("one core keeps up with no such robots at 500 Hz");
    }
}
