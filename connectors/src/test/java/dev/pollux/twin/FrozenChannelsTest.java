package dev.pollux.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Encoders that repeat one sample, in the noisy MuJoCo walk. */
class FrozenChannelsTest {
    private static final int KNEE = 3;
    private static final int FRAMES = 3_000;
    private static final int FREEZES = 1_500;
    private static final int GOES_ON = 2_200;

    @ParameterizedTest
    @CsvSource({"true, 125", "false, 125"})
    void aFrozenEncoderIsNamedLeavesTheStateAndIsTakenBackWhenItMoves(boolean velocityGoesOn, int within)
            throws Exception {
        double[] kept = new double[2];
        List<Boolean> known = new ArrayList<>();
        WalkFrames.Run run = WalkFrames.run(
                "walk",
                FRAMES,
                0,
                (frame, i) -> {
                    if (i == FREEZES) {
                        kept[0] = frame.jointPositions[KNEE];
                        kept[1] = 0;
                    }
                    if (i >= FREEZES && i < GOES_ON) {
                        frame.jointPositions[KNEE] = kept[0];
                        frame.jointVelocities[KNEE] = velocityGoesOn ? frame.jointVelocities[KNEE] : kept[1];
                    }
                },
                (state, i) -> known.add(state.knowsJoint(KNEE)));
        List<WalkFrames.Told> told = run.told.stream()
                .filter(t -> t.event().kind() == Kind.SENSOR_REFUSED)
                .toList();
        assertThat(told).hasSize(1);
        assertThat(told.get(0).event().message()).startsWith("position of joint left_knee is frozen");
        int named = told.get(0).frame();
        assertThat(named).isBetween(FREEZES, FREEZES + within);
        assertThat(known.subList(named + 16, GOES_ON)).containsOnly(false);
        assertThat(known.subList(GOES_ON, FRAMES)).containsOnly(true);
        assertThat(run.told(Kind.RESTORED))
                .extracting(TwinEvent::message)
                .containsExactly("known again: the position of joint left_knee");
        assertThat(run.told(Kind.RESET)).isEmpty();
        // the other foot holds the base; as recorded 2.3 mm/s
        assertThat(run.skill.velocity().rms()).isLessThan(0.004);
        assertThat(run.skill.velocityNees().mean()).isLessThan(4.5);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.01, 0.02})
    void coarseEncodersAreNotTakenForFrozen(double step) throws Exception {
        for (String recording : List.of("walk", "stand")) {
            WalkFrames.Run run = WalkFrames.run(
                    recording,
                    FRAMES,
                    0,
                    (frame, i) -> {
                        for (int j = 0; j < frame.jointCount; j++) {
                            frame.jointPositions[j] = step * Math.round(frame.jointPositions[j] / step);
                        }
                    },
                    (state, i) -> {});
            assertThat(run.told(Kind.SENSOR_REFUSED)).as(recording).isEmpty();
        }
    }

    @Test
    void jointsThatABridgeRepeatsFiveTimesAreNotTakenForFrozen() throws Exception {
        double[] q = new double[28];
        double[] v = new double[28];
        WalkFrames.Run run = WalkFrames.run(
                "walk",
                FRAMES,
                0,
                (frame, i) -> {
                    System.arraycopy(
                            i % 5 == 0 ? frame.jointPositions : q, 0, i % 5 == 0 ? q : frame.jointPositions, 0, 28);
                    System.arraycopy(
                            i % 5 == 0 ? frame.jointVelocities : v, 0, i % 5 == 0 ? v : frame.jointVelocities, 0, 28);
                },
                (state, i) -> {});
        assertThat(run.told(Kind.SENSOR_REFUSED)).isEmpty();
    }

    @Test
    void aRobotThatLiesStillUnderCommandsThatGoOnKeepsItsJoints() throws Exception {
        SensorFrame first = new SensorFrame();
        WalkFrames.Run run = WalkFrames.run(
                "walk",
                FRAMES,
                0,
                (frame, i) -> {
                    if (i == 1_000) {
                        first.copyFrom(frame);
                    } else if (i > 1_000) {
                        System.arraycopy(first.jointPositions, 0, frame.jointPositions, 0, 28);
                        java.util.Arrays.fill(frame.jointVelocities, 0, 28, 0);
                        System.arraycopy(first.imu, 0, frame.imu, 0, 6);
                    }
                },
                (state, i) -> assertThat(state.knowsJoint(KNEE)).isTrue());
        assertThat(run.told(Kind.SENSOR_REFUSED)).isEmpty();
    }
}
