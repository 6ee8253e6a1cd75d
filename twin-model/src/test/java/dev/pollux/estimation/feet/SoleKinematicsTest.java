package dev.pollux.estimation.feet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollux.estimation.base.EstimatorInput;
import dev.pollux.model.RobotDescription;
import dev.pollux.model.RobotModel;
import dev.pollux.model.UrdfReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoleKinematicsTest {
    private static final String LINK =
            "<link name='%s'><inertial><mass value='1'/><inertia ixx='0.01' iyy='0.01' izz='0.01'/></inertial></link>";
    private static final String JOINT = "<joint name='%s' type='%s'><parent link='%s'/><child link='%s'/>"
            + "<origin xyz='0.05 0.02 -0.4'/><axis xyz='0 1 0'/>%s</joint>";
    private static final double SIGMA = 1e-3;

    /** A knee that a linkage turns back twice as far as the hip goes, and an IMU that may ride on the thigh. */
    private static RobotModel leg(String imuOn) {
        return UrdfReader.read(
                "<robot name='leg'>" + LINK.formatted("body") + LINK.formatted("thigh") + LINK.formatted("shank")
                        + LINK.formatted("foot") + LINK.formatted("imu")
                        + JOINT.formatted("hip", "revolute", "body", "thigh", "")
                        + JOINT.formatted("knee", "revolute", "thigh", "shank", "<mimic joint='hip' multiplier='-2'/>")
                        + JOINT.formatted("ankle", "revolute", "shank", "foot", "")
                        + JOINT.formatted("mount", "fixed", imuOn, "imu", "") + "</robot>",
                RobotDescription.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"body", "thigh", "foot"})
    void encoderNoiseOfTiedJointsMovesTheSoleAsTheyDo(String imuOn) {
        RobotModel model = leg(imuOn);
        assertThat(model.jointNames()).containsExactly("hip", "ankle");
        SoleKinematics soles = new SoleKinematics(model, SIGMA);
        double[] q = {0.3, -0.1};
        double[] J = new double[6];
        double step = 1e-6;
        EstimatorInput in = new EstimatorInput(1);
        for (int j = 0; j < 2; j++) {
            double[] moved = q.clone();
            moved[j] += step;
            soles.fill(moved, in);
            double[] after = in.sole.clone();
            moved[j] -= 2 * step;
            soles.fill(moved, in);
            for (int i = 0; i < 3; i++) {
                J[2 * i + j] = (after[i] - in.sole[i]) / (2 * step);
            }
        }
        soles.fill(q, in);
        for (int i = 0; i < 3; i++) {
            for (int k = 0; k < 3; k++) {
                double expected = SIGMA * SIGMA * (J[2 * i] * J[2 * k] + J[2 * i + 1] * J[2 * k + 1]);
                assertThat(in.soleCovariance[3 * i + k]).isCloseTo(expected, within(1e-14));
            }
        }
        if (!imuOn.equals("foot")) {
            assertThat(in.soleCovariance[0] + in.soleCovariance[8]).isGreaterThan(1e-8);
        }
    }
}
