package dev.pollux.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollux.evaluation.Consistency.Verdict;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConsistencyTest {
    @Test
    void errorsAsLargeAsStatedAreConsistentAndOthersNot() {
        assertThat(independent(1).verdict()).isEqualTo(Verdict.CONSISTENT);
        assertThat(independent(1.15).verdict()).isEqualTo(Verdict.OVERCONFIDENT);
        assertThat(independent(0.85).verdict()).isEqualTo(Verdict.CONSERVATIVE);
    }

    @Test
    void ofFewEffectiveSamplesOnlyAMeanOutsideTheBandIsAVerdict() {
        assertThat(new Consistency(3).verdict()).isEqualTo(Verdict.TOO_FEW_SAMPLES);
        assertThat(trend(1).effectiveSamples()).isLessThan(10);
        assertThat(trend(1).inBand()).isTrue();
        assertThat(trend(1).verdict()).isEqualTo(Verdict.TOO_FEW_SAMPLES);
        assertThat(trend(100).verdict()).isEqualTo(Verdict.OVERCONFIDENT);
        assertThat(trend(1e-6).verdict()).isEqualTo(Verdict.CONSERVATIVE);
    }

    /** A thousand squares that only grow, from half to one and a half times what is given: they tell as much as very few. */
    private static Consistency trend(double mean) {
        Consistency test = new Consistency(1);
        for (int i = 0; i < 1000; i++) {
            test.add(mean * (0.5 + 1e-3 * i));
        }
        return test;
    }

    @Test
    void bandOfIndependentSamplesIsThatOfTheTables() {
        // one sample of 10 degrees of freedom: χ² tables say 3.247 and 20.483; the approximation is good to 0.03
        Consistency one = new Consistency(10);
        one.add(10);
        assertThat(one.lower()).isEqualTo(3.247, within(0.03));
        assertThat(one.upper()).isEqualTo(20.483, within(0.03));
    }

    @Test
    void correlatedErrorsCountForFewerSamples() {
        // squares of AR(1) errors with ρ = 0.9 correlate with ρ² = 0.81: (1 − 0.81) / (1 + 0.81) of the samples count
        Consistency squares = new Consistency(1);
        Random random = new Random(3);
        double error = 0;
        int n = 4000;
        for (int i = 0; i < n; i++) {
            error = 0.9 * error + Math.sqrt(1 - 0.81) * random.nextGaussian();
            squares.add(error * error);
        }
        double expected = n * 0.19 / 1.81;
        assertThat(squares.effectiveSamples()).isCloseTo(expected, within(0.4 * expected));
        assertThat(independent(1).effectiveSamples()).isGreaterThan(0.8 * 3000);
        assertThat(squares.verdict()).isEqualTo(Verdict.CONSISTENT);
    }

    private static Consistency independent(double scale) {
        Consistency test = new Consistency(3);
        Random random = new Random(4);
        for (int i = 0; i < 3000; i++) {
            double sum = 0;
            for (int k = 0; k < 3; k++) {
                double error = scale * random.nextGaussian();
                sum += error * error;
            }
            test.add(sum);
        }
        return test;
    }
}
