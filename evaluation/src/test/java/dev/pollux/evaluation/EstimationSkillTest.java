package dev.pollux.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollux.estimation.base.BaseEstimate;
import dev.pollux.estimation.base.ImuMount;
import dev.pollux.model.RobotModel;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.spatial.SO3;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinState;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A robot that walks 10 m straight on; its estimate began elsewhere, turned, and drifts sideways by 1 %. */
class EstimationSkillTest {
    private static final double YAW = 0.7;

    private final RobotModel model = BuiltInModels.humanoid28();
    private final TwinState state = new TwinState(model, 1);
    private final Truth truth = new Truth(model);
    private final EstimationSkill skill = new EstimationSkill();
    private final BaseEstimate estimate = new BaseEstimate(2, new ImuMount(new double[16]));

    EstimationSkillTest() {
        Arrays.fill(estimate.nis, Double.NaN);
    }

    @Test
    void driftIsFoundWhereverTheEstimateBegan() {
        walk(0.01, 0.02);
        assertThat(skill.path()).isEqualTo(10, within(0.06));
        assertThat(skill.finalPosition().rms()).isEqualTo(0.1, within(1e-9));
        assertThat(skill.driftPerMetre()).isEqualTo(0.01, within(1e-4));
        // a ramp from 0 to 0.1 has rms 0.1 / √3
        assertThat(skill.position().rms()).isEqualTo(0.1 / Math.sqrt(3), within(1e-3));
        assertThat(skill.unalignedPosition().rms()).isGreaterThan(3);
        assertThat(skill.tilt().rms()).isEqualTo(0.02, within(1e-9));
        assertThat(skill.yaw().rms()).isEqualTo(0, within(2e-4));
        assertThat(skill.velocity().rms()).isEqualTo(0.05, within(1e-12));
    }

    @Test
    void normalisedErrorsAreErrorsOverTheirStatedCovariance() {
        fill(estimate.orientationCovariance, 1e-4, 0);
        fill(estimate.velocityCovariance, 1e-2, 0);
        walk(0.01, 0.02);
        // (0.02 / 0.01)², and (0.05 / 0.1)²
        assertThat(skill.tiltNees().mean()).isEqualTo(4, within(1e-6));
        assertThat(skill.velocityNees().mean()).isEqualTo(0.25, within(1e-9));
    }

    @Test
    void correlationBetweenTheAxesCounts() {
        fill(estimate.orientationCovariance, 1e-4, 0);
        fill(estimate.velocityCovariance, 1e-2, 0.5e-2);
        walk(0.01, 0.02);
        // C = 0.005 (1 + 11ᵀ) has (1 − 11ᵀ/4) / 0.005 for its inverse
        assertThat(skill.velocityNees().mean()).isEqualTo(0.05 * 0.05 * 0.75 / 0.005, within(1e-9));
    }

    @Test
    void tiltIsNormalisedInTheEstimatorsOwnWorld() {
        fill(estimate.orientationCovariance, 1e-4, 0);
        estimate.orientationCovariance[0] = 1; // surely known about its y axis only
        state.anchor[3] = Math.PI / 2 + YAW;
        walk(0.01, 0.02);
        // the robot rolls by 0.02 about its x axis, which is W's at yaw: minus y in a world turned a quarter further
        assertThat(skill.tiltNees().mean()).isEqualTo(4, within(1e-6));
    }

    @Test
    void innovationsOfTheFeetCountPerDegreeOfFreedom() {
        estimate.nis[0] = 3.3;
        walk(0, 0);
        assertThat(skill.nis().count()).isEqualTo(1001);
        assertThat(skill.nis().mean()).isEqualTo(1.1, within(1e-9));
    }

    private static void fill(double[] C, double variance, double covariance) {
        Arrays.fill(C, covariance);
        C[0] = C[4] = C[8] = variance;
    }

    @Test
    void perfectEstimateHasNoError() {
        walk(0, 0);
        assertThat(skill.position().max()).isEqualTo(0, within(1e-12));
        assertThat(skill.tilt().max()).isEqualTo(0, within(1e-12));
        assertThat(skill.contactAgreement()).isEqualTo(0.75, within(1e-3));
    }

    private void walk(double sideways, double tilt) {
        SensorFrame said = new SensorFrame();
        for (int k = 0; k <= 1000; k++) {
            double x = 0.01 * k;
            said.clear();
            said.mark(Truth.BASE_POSE | Truth.BASE_VELOCITY | Truth.CONTACTS);
            place(said.basePose, 0, x, 0, 0);
            said.baseVelocity[0] = 1;
            said.contacts[0] = 1;
            said.contacts[1] = k % 2;
            truth.take(x, said, null, false);
            double c = Math.cos(YAW);
            double s = Math.sin(YAW);
            double y = sideways * x;
            place(state.basePose, YAW, c * x - s * y + 5, s * x + c * y - 3, tilt);
            state.baseVelocity[0] = 1.05;
            if (sideways == 0) {
                state.baseVelocity[0] = 1;
            }
            state.contacts[0] = true;
            state.contacts[1] = k % 4 < 2;
            state.learn(TwinState.BASE_POSE | TwinState.BASE_VELOCITY | TwinState.CONTACTS);
            skill.add(state, estimate, truth, true);
        }
        skill.restart();
    }

    /** T = Rz(yaw) Rx(tilt) at (x, y, 0.9). */
    private static void place(double[] T, double yaw, double x, double y, double tilt) {
        double[] R = new double[9];
        SO3.fromRollPitchYaw(tilt, 0, yaw, R, 0);
        for (int i = 0; i < 3; i++) {
            System.arraycopy(R, 3 * i, T, 4 * i, 3);
        }
        T[3] = x;
        T[7] = y;
        T[11] = 0.9;
        T[15] = 1;
    }
}
