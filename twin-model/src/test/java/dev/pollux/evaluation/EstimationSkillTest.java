package dev.pollux.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollux.ModelFixtures;
import dev.pollux.model.RobotModel;
import dev.pollux.spatial.SO3;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinState;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A robot that walks 10 m straight on; its estimate began elsewhere, turned, and drifts sideways by 1 %. */
class EstimationSkillTest {
    private static final double YAW = 0.7;

    private final RobotModel model = ModelFixtures.humanoid28();
    private final TwinState state = new TwinState(model, 1);
    private final Truth truth = new Truth(model);
    private final EstimationSkill skill = new EstimationSkill();

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
    void normalisedErrorsAreErrorsOverTheirStatedDeviation() {
        walk(0.01, 0.02);
        // (0.02 / 0.01)², and (0.05 / 0.1)²
        assertThat(skill.tiltNees().mean()).isEqualTo(4, within(1e-6));
        assertThat(skill.velocityNees().mean()).isEqualTo(0.25, within(1e-9));
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
            Arrays.fill(state.baseSigma, 0, 6, 0.01);
            Arrays.fill(state.baseSigma, 6, 9, 0.1);
            state.learn(TwinState.BASE_POSE | TwinState.BASE_VELOCITY | TwinState.BASE_SIGMA | TwinState.CONTACTS);
            skill.add(state, truth, true);
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
