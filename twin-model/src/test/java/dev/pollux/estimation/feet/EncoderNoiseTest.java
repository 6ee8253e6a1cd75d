package dev.pollux.estimation.feet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.ModelFixtures;
import dev.pollux.estimation.base.EstimatorInput;
import dev.pollux.estimation.joints.JointEstimate;
import dev.pollux.estimation.joints.JointFilter;
import dev.pollux.model.RobotModel;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EncoderNoiseTest {
    private final RobotModel model = ModelFixtures.humanoid28();

    @Test
    void solesArePlacedAsSurelyAsTheEncodersHaveBeenFoundToMeasure() {
        double usual = variance(1e-4);
        assertThat(variance(5e-4) / usual).isBetween(15.0, 30.0);
        assertThat(variance(2e-3) / usual).isBetween(300.0, 500.0);
    }

    @Test
    void encodersBetterThanTheLeastNoiseCountAsThat() {
        assertThat(variance(2e-5)).isEqualTo(variance(1e-4));
    }

    /** Of the first sole's place along x, m², after 4 s with encoders of this noise. */
    private double variance(double sigma) {
        int n = model.jointCount();
        JointFilter filter = new JointFilter(model);
        JointEstimate x = new JointEstimate(n);
        Random random = new Random(1);
        double[] q = new double[n];
        for (int k = 0; k < 2000; k++) {
            for (int j = 0; j < n; j++) {
                q[j] = sigma * random.nextGaussian();
            }
            filter.advance(x, q, null, null, k == 0 ? 0 : 0.002);
        }
        SoleKinematics soles = new SoleKinematics(model, 1e-4);
        EstimatorInput in = new EstimatorInput(soles.contacts());
        soles.setNoise(x);
        soles.fill(new double[n], in);
        return in.soleCovariance[0];
    }
}
