package dev.pollux.estimation.base;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.spatial.SO3;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WhitenessTest {
    private static final double DT = 0.002;
    private static final double SIGMA = 1e-3;

    private final Random random = new Random(7);
    private final BaseEstimatorState x = new BaseEstimatorState(1);
    private final InvariantFilter filter = new InvariantFilter(1);
    private final Whiteness whiteness = new Whiteness(1);

    /** Takes in an innovation of the filter, of a foot that is seen off its place. */
    private void innovate(double[] off, double step) {
        double[] noise = {SIGMA * SIGMA, 0, 0, 0, SIGMA * SIGMA, 0, 0, 0, SIGMA * SIGMA};
        filter.open(x);
        double[] seen = {x.d[0] + off[0], x.d[1] + off[1], x.d[2] + off[2]};
        SO3.rotateInverse(x.R, 0, seen, 0, seen, 0);
        whiteness.add(x, 0, filter.compareFoot(x, 0, seen, 0, noise, 0), step);
    }

    private double[] noise(double mean) {
        return new double[] {
            mean + SIGMA * random.nextGaussian(), SIGMA * random.nextGaussian(), SIGMA * random.nextGaussian()
        };
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.002, 0.01, 0.05, 0.1})
    void whiteInnovationsAreNoReasonToDoubtAtAnyRate(double step) {
        int often = 0;
        for (int k = 0; k < 100_000; k++) {
            innovate(noise(0), step);
            often += whiteness.excess(x) > 1 ? 1 : 0;
            assertThat(whiteness.contradict(x, false)).isFalse();
        }
        assertThat(often).as("regression guard: frames with an excess").isLessThan(2_000);
    }

    @Test
    void innovationsThatLeanByHalfASigmaAreDoubtedByWhatTheirMeanIsTooLarge() {
        for (int k = 0; k < 2_000; k++) {
            innovate(noise(0.5 * SIGMA), DT);
        }
        // 1 + (0.5 σ)² / (3 w σ²) with w = a / (2 − a), a = 0.02
        assertThat(whiteness.excess(x)).isBetween(7.0, 16.0);
        assertThat(whiteness.contradict(x, false)).isTrue();
    }

    @Test
    void theyAreNoLongerDoubtedSomeSecondsAfterTheyLeantLast() {
        for (int k = 0; k < 2_000; k++) {
            innovate(noise(0.5 * SIGMA), DT);
        }
        int frames = 0;
        while (whiteness.contradict(x, true) && frames < 10_000) {
            innovate(noise(0), DT);
            frames++;
        }
        assertThat(frames * DT).isBetween(1.0, 8.0);
        assertThat(whiteness.excess(x)).isEqualTo(1);
    }

    @Test
    void aSingleOutlierIsNoReasonToDoubtForLong() {
        for (int k = 0; k < 1_000; k++) {
            innovate(k == 500 ? new double[] {1, 1, 1} : noise(0), DT);
            assertThat(whiteness.contradict(x, false)).isFalse();
        }
        assertThat(whiteness.excess(x)).isEqualTo(1);
    }

    @Test
    void aResidualThatIsNoNumberChangesNothing() {
        innovate(noise(0), DT);
        double[] before = x.white.clone();
        innovate(new double[] {Double.NaN, 0, 0}, DT);
        innovate(new double[] {Double.POSITIVE_INFINITY, 0, 0}, DT);
        assertThat(x.white).isEqualTo(before);
    }
}
