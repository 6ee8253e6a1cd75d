package dev.pollux.estimation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.estimation.base.BaseEstimate;
import dev.pollux.estimation.base.BaseEstimatorState;
import dev.pollux.estimation.base.EstimatorInput;
import dev.pollux.estimation.base.EstimatorOptions;
import dev.pollux.estimation.base.ImuMount;
import dev.pollux.evaluation.Consistency;
import dev.pollux.state.Floor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A real humanoid walking before motion capture (Ramadoss et al., ICRA 2021), with parameters from Cassie; what is learned of
 * its feet is learned in the run. The C++ invariant EKF reached 0.029 m, 0.77° and 0.095 m/s.
 */
@Tag("data")
class ICubTest {
    private final ICubWalk walk = new ICubWalk();

    /** @param truthLost whether errors count where the truth has lost the robot */
    private EstimateErrors run(EstimatorOptions options, boolean truthLost) {
        double[] T_BI = ICubWalk.imuInBase();
        BaseEstimator estimator = new BaseEstimator(options, 2, new ImuMount(T_BI));
        BaseEstimatorState x = new BaseEstimatorState(2);
        EstimatorInput in = new EstimatorInput(2);
        BaseEstimate out = new BaseEstimate(2, new ImuMount(T_BI));
        EstimateErrors errors = new EstimateErrors();
        for (int i = 0; i < walk.log.samples.size(); i++) {
            walk.log.fill(i, true, in);
            // the reference's input was given even stamps; these are the robot's own, 0.2 to 27 ms apart
            in.stampNs = Math.round(walk.times.get(i) * 1e9);
            estimator.update(x, in, out);
            if (out.running) {
                if (walk.times.get(i) < ICubWalk.LOST || walk.times.get(i) > ICubWalk.FOUND || truthLost) {
                    errors.add(out, walk.poses.get(i), walk.velocity(i));
                }
            }
        }
        return errors;
    }

    @Test
    void walkIsNearerToMotionCaptureThanTheReferenceFilter() {
        EstimateErrors errors = run(EstimatorOptions.general(333), true);
        EstimateErrors seen = run(EstimatorOptions.general(333), false);
        String said = errors + "; but for 0.35 s of lost motion capture: " + seen;
        assertThat(errors.positionRms()).as(said).isLessThan(0.029);
        assertThat(Math.toDegrees(errors.tiltRms())).as(said).isLessThan(0.77);
        assertThat(errors.velocityRms()).as(said).isLessThan(0.095);
        assertThat(seen.footNis.mean() / 3).as(said).isBetween(0.7, 1.4);
        assertThatLiesInTwiceItsBand(seen.velocityNees, said);
        assertThatLiesInTwiceItsBand(seen.tiltNees, said);
    }

    private static void assertThatLiesInTwiceItsBand(Consistency nees, String said) {
        double right = nees.degrees();
        assertThat(nees.mean()).as(said).isBetween(2 * nees.lower() - right, 2 * nees.upper() - right);
    }

    /** A leg with play makes its sole a poor level: σ has to say so, and there is nothing to win. */
    @Test
    void onALevelFloorSolesThatTiltDoNoHarm() {
        EstimatorOptions options = EstimatorOptions.general(333).withFloorSlope(Floor.LEVEL.slope());
        EstimateErrors errors = run(options, true);
        String said = errors.toString();
        assertThat(errors.positionRms()).as(said).isLessThan(0.029);
        assertThat(Math.toDegrees(errors.tiltRms())).as(said).isLessThan(0.77);
        assertThat(errors.velocityRms()).as(said).isLessThan(0.095);
        assertThat(errors.tiltNees.mean()).as(said).isLessThan(errors.tiltNees.upper());
    }
}
