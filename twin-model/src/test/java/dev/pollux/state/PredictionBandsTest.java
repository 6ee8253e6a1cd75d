package dev.pollux.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollux.ModelFixtures;
import dev.pollux.model.RobotModel;
import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class PredictionBandsTest {
    @Test
    void boundsCoverTheirShareOfNormalErrors() {
        coverage(Random::nextGaussian);
    }

    @Test
    void boundsCoverTheirShareOfErrorsWithHeavyTails() {
        // A tenth of the errors are ten times larger: no single sigma covers both shares.
        coverage(random -> random.nextGaussian() * (random.nextInt(10) == 0 ? 10 : 1));
    }

    @Test
    void aWrongFirstGuessIsLeftWithinASecond() {
        PredictionBands bands = new PredictionBands(1, 1);
        Residual residual = new Residual(10_000_000, 1);
        Random random = new Random(3);
        // 1 rad where 0.1 mrad was expected, at 100 scores a second
        for (int i = 0; i < 100; i++) {
            residual.joints[0] = random.nextGaussian();
            bands.learn(0, residual);
        }
        assertThat(bands.sigma(0, 0)).isBetween(0.3, 3.0);
    }

    @Test
    void theBoundOf95IsNotBelowSigmaWhereErrorsAreAllOfOneSize() {
        RobotModel model = ModelFixtures.humanoid28();
        TwinState state = new TwinState(model, 1);
        Arrays.fill(state.joints.known, true);
        Arrays.fill(state.joints.noise, 1e-8f);
        Residual residual = new Residual(10_000_000, model.jointCount());
        Arrays.fill(residual.joints, 1e-3);
        for (int i = 0; i < 10_000; i++) {
            state.bands.learn(0, residual);
        }
        Prediction prediction = new Prediction(model, 10_000_000);
        state.bands.describe(0, state, prediction);
        assertThat(prediction.jointPositionSigma[0]).isCloseTo(1e-3, within(1e-4));
        assertThat(prediction.jointPositionBound[0]).isGreaterThanOrEqualTo(prediction.jointPositionSigma[0]);
    }

    private static void coverage(ToDoubleFunction<Random> errors) {
        PredictionBands bands = new PredictionBands(1, 1);
        Residual residual = new Residual(10_000_000, 1);
        Random random = new Random(2);
        int inside = 0;
        int insideOuter = 0;
        int count = 100_000;
        for (int i = 0; i < count + 1_000; i++) {
            double error = 1e-3 * errors.applyAsDouble(random);
            if (i >= 1_000) {
                inside += Math.abs(error) <= bands.sigma(0, 0) ? 1 : 0;
                insideOuter += Math.abs(error) <= bands.bound(0, 0) ? 1 : 0;
            }
            residual.joints[0] = error;
            bands.learn(0, residual);
        }
        // The bounds hover about their quantiles: that costs less than a percent of coverage.
        assertThat((double) inside / count).isCloseTo(0.683, within(0.01));
        assertThat((double) insideOuter / count).isCloseTo(0.95, within(0.01));
    }
}
