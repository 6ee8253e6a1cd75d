package dev.pollux.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollux.model.RobotModel;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.spatial.SO3;
import org.junit.jupiter.api.Test;

class TruthTest {
    private final RobotModel model = BuiltInModels.humanoid28();

    @Test
    void quarterOfTheWayBetweenTwoInstantsIsAQuarterOfTheTurnAndOfTheWay() {
        Truth a = at(1.0, 0, 2);
        Truth b = at(1.2, 0.8, 6);
        Truth between = new Truth(model);
        between.between(a, b, 1.05);
        Truth expected = at(1.05, 0.2, 3);
        assertThat(between.basePose).containsExactly(expected.basePose, within(1e-12));
        assertThat(between.jointPositions).containsExactly(expected.jointPositions, within(1e-12));
        between.between(a, b, 1.2);
        assertThat(between.basePose).containsExactly(b.basePose, within(1e-15));
    }

    private Truth at(double time, double yaw, double x) {
        Truth truth = new Truth(model);
        truth.time = time;
        double[] R = new double[9];
        SO3.fromRollPitchYaw(0, 0, yaw, R, 0);
        for (int i = 0; i < 3; i++) {
            System.arraycopy(R, 3 * i, truth.basePose, 4 * i, 3);
        }
        truth.basePose[3] = x;
        truth.jointPositions[4] = x / 10;
        return truth;
    }
}
