package dev.pollux.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollux.model.RobotModel;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.state.Forecast;
import dev.pollux.state.Prediction;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinState;
import org.junit.jupiter.api.Test;

/** A robot whose first joint follows q = t²/2 and whose base slides along x with x = 2t², measured without error. */
class PredictionSkillTest {
    private static final double H = 0.02;
    private static final double STEP = 0.002;
    private static final long[] HORIZONS = {20_000_000};

    private final RobotModel model = BuiltInModels.humanoid28();
    private final int n = model.jointCount();
    private final TwinState state = new TwinState(model, 1);
    private final Forecast forecast = new Forecast(model, HORIZONS);
    private final PredictionSkill skill =
            new PredictionSkill(model, HORIZONS, new KalmanTuning(new JointLog(n), HORIZONS), 0.003);

    @Test
    void errorsOfEveryMethodAreThoseOfTheKnownMotion() {
        run(100, 0, false);
        SkillTable table = skill.table();
        Phase all = Phase.ALL;
        double perJoint = 1 / Math.sqrt(n);
        ErrorStatistics velocity = table.of(Quantity.JOINTS, Method.CONSTANT_VELOCITY, 0, all);
        // h²/2 · 1 rad/s²
        assertThat(velocity.rms()).isEqualTo(H * H / 2 * perJoint, within(1e-12));
        assertThat(table.of(Quantity.JOINTS, Method.CONSTANT_ACCELERATION, 0, all)
                        .rms())
                .isEqualTo(0, within(1e-12));
        assertThat(table.of(Quantity.JOINTS, Method.HOLD, 0, all).max())
                .isBetween(H * 0.17 * perJoint, H * 0.2 * perJoint);
        assertThat(table.of(Quantity.JOINTS, Method.TWIN, 0, all).rms()).isEqualTo(1e-3, within(1e-12));
        // x: h²/2 · 4 m/s²
        assertThat(table.of(Quantity.BASE_POSITION, Method.CONSTANT_VELOCITY, 0, all)
                        .rms())
                .isEqualTo(H * H * 2, within(1e-12));
        assertThat(table.of(Quantity.BASE_POSITION, Method.CONSTANT_ACCELERATION, 0, all)
                        .rms())
                .isEqualTo(0, within(1e-12));
        assertThat(table.of(Quantity.BASE_ORIENTATION, Method.HOLD, 0, all).rms())
                .isEqualTo(0, within(1e-7));
        assertThat(table.of(Quantity.BASE_POSITION, Method.TUNED_KALMAN, 0, all).count())
                .isZero();
    }

    @Test
    void driftOfTheEstimateDoesNotEnter() {
        run(100, 7.5, false);
        assertThat(skill.table()
                        .of(Quantity.BASE_POSITION, Method.CONSTANT_ACCELERATION, 0, Phase.ALL)
                        .rms())
                .isEqualTo(0, within(1e-12));
    }

    @Test
    void startsBeforeContactChangesAndPushesAreToldApart() {
        run(100, 0, true);
        SkillTable table = skill.table();
        int all = table.of(Quantity.JOINTS, Method.TWIN, 0, Phase.ALL).count();
        int changes =
                table.of(Quantity.JOINTS, Method.TWIN, 0, Phase.CONTACT_CHANGE).count();
        int pushes = table.of(Quantity.JOINTS, Method.TWIN, 0, Phase.PUSH).count();
        // The contact changes at frame 40: starts 30 to 45. The push lasts from 70 to 74: starts 60 to 79.
        assertThat(changes).isEqualTo(16);
        assertThat(pushes).isEqualTo(20);
        assertThat(table.of(Quantity.JOINTS, Method.TWIN, 0, Phase.STEADY).count())
                .isEqualTo(all - changes - pushes);
    }

    @Test
    void bandsCoverTheShareOfJointsThatIsInside() {
        run(100, 0, false);
        // the twin is off by 1 mrad in all joints; half of them claim 2 mrad, and all of them a bound of 3 mrad
        assertThat(skill.coverage().sigma(0, Phase.ALL)).isEqualTo(0.5, within(1e-12));
        assertThat(skill.coverage().bound(0, Phase.ALL)).isEqualTo(1);
    }

    private void run(int frames, double drift, boolean events) {
        Truth truth = new Truth(model);
        SensorFrame said = new SensorFrame();
        for (int k = 0; k < frames; k++) {
            double t = k * STEP;
            said.clear();
            said.mark(Truth.JOINT_POSITIONS | Truth.JOINT_VELOCITIES | Truth.BASE_POSE | Truth.CONTACTS);
            said.jointPositions[0] = t * t / 2;
            said.jointVelocities[0] = t;
            System.arraycopy(truth.basePose, 0, said.basePose, 0, 16);
            said.basePose[3] = 2 * t * t;
            said.contacts[0] = events && k >= 40 ? 1 : 0;
            truth.take(t, said, null, events && k >= 70 && k < 75);
            estimate(t, drift);
            skill.add(said, state, forecast, truth, true);
        }
    }

    private void estimate(double t, double drift) {
        state.basePose[3] = 2 * t * t + drift;
        state.baseVelocity[0] = 4 * t;
        state.learn(TwinState.BASE_POSE | TwinState.BASE_VELOCITY);
        Prediction prediction = forecast.predictions[0];
        double ahead = t + H;
        for (int j = 0; j < n; j++) {
            prediction.jointPositions[j] = (j == 0 ? ahead * ahead / 2 : 0) + 1e-3;
            prediction.jointPositionSigma[j] = j < n / 2 ? 2e-3 : 0.5e-3;
            prediction.jointPositionBound[j] = 3e-3;
        }
        prediction.setKnown(Prediction.SIGMA);
    }
}
