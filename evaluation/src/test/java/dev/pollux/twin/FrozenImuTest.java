package dev.pollux.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import dev.pollux.state.TwinState;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An IMU some axes of which repeat one sample, one that sends zeros, and a motion capture that repeats one pose, in the noisy MuJoCo walk. */
@Tag("data")
class FrozenImuTest {
    private static final double[] POSE = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0.9, 0, 0, 0, 1};

    @ParameterizedTest
    @CsvSource({"0, 3, angular velocity", "3, 6, specific force", "0, 1, angular velocity x", "5, 6, specific force z"})
    void axesThatFreezeAreNamedWithinAnEighthOfASecondAndTheImuIsTakenBackWhenTheyChange(int from, int to, String axes)
            throws Exception {
        FreezingWalk walk = FreezingWalk.run(
                (frame, frozen) -> System.arraycopy(frozen.imu, from, frame.imu, from, to - from),
                state -> state.knows(TwinState.IMU));
        walk.isNamedLeavesAndReturns("the IMU is frozen in part: its " + axes + " repeated one sample", 60)
                .isBackAtOnce("known again: imu");
    }

    @ParameterizedTest
    @ValueSource(strings = {"walk", "stand", "push-fall"})
    void coarseImusAreNotTakenForFrozen(String recording) throws Exception {
        WalkFrames.Run run = WalkFrames.run(recording, FreezingWalk.FRAMES, (frame, i) -> {
            for (int k = 3; k < 6; k++) {
                frame.imu[k] = 0.05 * Math.rint(frame.imu[k] / 0.05);
            }
        });
        assertThat(run.told(Kind.SENSOR_REFUSED)).isEmpty();
    }

    @Test
    void aCoarseAccelerometerThatComesToRestBesideAFineGyroIsNotTakenForFrozen() throws Exception {
        double[] rest = new double[3];
        Random random = new Random(1);
        WalkFrames.Run run = WalkFrames.run("walk", FreezingWalk.FRAMES, (frame, i) -> {
            if (i == FreezingWalk.FREEZES) {
                System.arraycopy(frame.imu, 3, rest, 0, 3);
            } else if (i > FreezingWalk.FREEZES) {
                System.arraycopy(rest, 0, frame.imu, 3, 3);
                for (int k = 0; k < 3; k++) {
                    frame.imu[k] = 1e-5 * random.nextGaussian();
                }
            }
        });
        assertThat(run.told(Kind.SENSOR_REFUSED))
                .extracting(TwinEvent::message)
                .noneMatch(message -> message.contains("frozen in part"));
    }

    @Test
    void anImuThatTurnsToZeroIsRefusedAtOnceAndTakenBack() throws Exception {
        FreezingWalk walk = FreezingWalk.run(
                (frame, frozen) -> Arrays.fill(frame.imu, 0, 6, 0), state -> state.knows(TwinState.IMU));
        walk.isNamedLeavesAndReturns("the IMU says exactly 0 on all six axes", 0)
                .isBackAtOnce("known again: imu");
    }

    @Test
    void aPoseThatRepeatsWhileTheRobotWalksIsNoLongerUsedUntilItChanges() throws Exception {
        FreezingWalk walk = FreezingWalk.run(
                (frame, i) -> {},
                (frame, frozen) -> {
                    System.arraycopy(POSE, 0, frame.basePose, 0, 16);
                    frame.mark(SensorFrame.BASE_POSE);
                },
                state -> state.reporting.holds(state.reporting.basePose()));
        // 0.4 m/s, of which the estimate is drawn back by the pose until then
        walk.isNamedLeavesAndReturns("pose of the base is frozen", 300);
        assertThat(walk.skill().velocity().rms())
                .as("regression guard: %s", walk)
                .isLessThan(0.006);
    }

    @Test
    void aPoseThatRepeatsWhileTheRobotStandsIsUsed() throws Exception {
        WalkFrames.Run run = WalkFrames.run("stand", 1_000, (frame, i) -> {
            System.arraycopy(POSE, 0, frame.basePose, 0, 16);
            frame.mark(SensorFrame.BASE_POSE);
        });
        assertThat(run.told(Kind.SENSOR_REFUSED)).isEmpty();
        assertThat(run.told(Kind.LIMITED)).isEmpty();
    }
}
