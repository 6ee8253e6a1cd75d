package dev.pollux.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Encoders that repeat one sample, in the noisy MuJoCo walk. */
@Tag("data")
class FrozenChannelsTest {
    private static final int KNEE = 3;
    private static final int COMMANDS = ChangedWalk.COMMANDS;
    private static final int FRAMES = FreezingWalk.FRAMES;
    private static final int JOINTS = 28;
    private static final int LEG = 6;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFrozenEncoderIsNamedLeavesTheStateAndIsTakenBackWhenItMoves(boolean velocityGoesOn) throws Exception {
        FreezingWalk walk = FreezingWalk.run(
                (frame, frozen) -> {
                    frame.jointPositions[KNEE] = frozen.jointPositions[KNEE];
                    frame.jointVelocities[KNEE] = velocityGoesOn ? frame.jointVelocities[KNEE] : 0;
                },
                state -> state.knowsJoint(KNEE));
        walk.isNamedLeavesAndReturns("position of joint left_knee is frozen", 125)
                .isBackAtOnce("known again: the position of joint left_knee");
        assertThat(walk.run.told(Kind.RESET)).isEmpty();
        // the other foot holds the base; as recorded 2.3 mm/s
        assertThat(walk.skill().velocity().rms())
                .as("regression guard: %s", walk)
                .isLessThan(0.004);
        assertThat(walk.skill().velocityNees().mean()).as("%s", walk).isLessThan(4.5);
    }

    /** Positions alone, positions beside velocities that repeat, and beside velocities of zero. */
    enum Velocities {
        ABSENT,
        REPEATED,
        ZERO
    }

    @ParameterizedTest
    @EnumSource(Velocities.class)
    void aBusOfEncodersThatFreezesIsToldOnceWithinATwentiethOfASecond(Velocities velocities) throws Exception {
        FreezingWalk walk =
                FreezingWalk.run(without(velocities), freezes(LEG, velocities), state -> state.knowsJoint(KNEE));
        walk.isNamedLeavesAndReturns(
                        "positions of joints left_hip_yaw, left_hip_roll, left_hip_pitch, left_knee, left_ankle_pitch,"
                                + " left_ankle_roll are frozen",
                        25)
                .isBackAtOnce();
        assertThat(walk.skill().velocity().rms())
                .as("regression guard: %s", walk)
                .isLessThan(0.004);
        assertThat(walk.skill().velocityNees().mean()).as("%s", walk).isLessThan(4.5);
    }

    @ParameterizedTest
    @EnumSource(Velocities.class)
    void allEncodersThatFreezeAreToldOnceAndTheVelocityKnowsHowUnsureItIs(Velocities velocities) throws Exception {
        FreezingWalk walk =
                FreezingWalk.run(without(velocities), freezes(JOINTS, velocities), state -> state.knowsJoint(KNEE));
        walk.isNamedLeavesAndReturns("positions of joints left_hip_yaw, left_hip_roll, left_hip_pitch", 25);
        assertThat(walk.run.told(Kind.SENSOR_REFUSED).get(0).message()).contains("and 18 more are frozen");
        // 371 mm/s with a NEES of 50,000 where the readings are believed
        assertThat(walk.skill().velocity().rms())
                .as("regression guard: %s", walk)
                .isLessThan(0.05);
        assertThat(walk.skill().velocityNees().mean()).as("%s", walk).isLessThan(4.5);
    }

    @ParameterizedTest
    @ValueSource(ints = {LEG, JOINTS})
    void encodersThatTurnToZeroAreToldOnceAndNotBelieved(int count) throws Exception {
        FreezingWalk walk = FreezingWalk.run(
                (frame, frozen) -> {
                    Arrays.fill(frame.jointPositions, 0, count, 0);
                    Arrays.fill(frame.jointVelocities, 0, count, 0);
                },
                state -> state.knowsJoint(KNEE));
        walk.isNamedLeavesAndReturns("positions of joints left_hip_yaw, left_hip_roll, left_hip_pitch", 0);
        assertThat(walk.run.told(Kind.SENSOR_REFUSED).get(0).message()).contains("turned to exactly 0 in one frame");
        assertThat(walk.skill().velocity().rms())
                .as("regression guard: %s", walk)
                .isLessThan(0.05);
        assertThat(walk.skill().velocityNees().mean()).as("%s", walk).isLessThan(4.5);
    }

    @Test
    void jointsThatComeToRestToTheLastBitBesideALiveImuStayKnown() throws Exception {
        double[] rest = new double[JOINTS];
        WalkFrames.Run run = WalkFrames.run(
                "walk",
                FRAMES,
                0,
                (frame, i) -> {
                    if (i == FreezingWalk.FREEZES) {
                        System.arraycopy(frame.jointPositions, 0, rest, 0, JOINTS);
                    } else if (i > FreezingWalk.FREEZES) {
                        double going = Math.exp(-(i - FreezingWalk.FREEZES) / 50.0); // over a tenth of a second
                        for (int j = 0; j < JOINTS; j++) {
                            double moving = frame.jointPositions[j] - rest[j];
                            frame.jointPositions[j] = rest[j] + 1e-5 * Math.rint(1e5 * going * moving);
                        }
                    }
                    frame.drop(SensorFrame.JOINT_VELOCITIES | SensorFrame.JOINT_EFFORTS | COMMANDS);
                },
                (state, i) -> assertThat(state.knowsJoint(KNEE)).isTrue());
        assertThat(run.told(Kind.SENSOR_REFUSED)).isEmpty();
    }

    /** Joints that from the first frame on accelerate, go on evenly and brake; their encoders of 0.1 mrad have no noise. */
    @ParameterizedTest
    @ValueSource(doubles = {20, 30, 40, 80})
    void jointsThatBrakeAndRestToTheLastBitBesideALiveImuAreNotTakenForFrozen(double acceleration) throws Exception {
        double speed = 1;
        double ramp = speed / acceleration;
        WalkFrames.Run run = WalkFrames.run(
                "walk",
                1_500,
                0,
                (frame, i) -> {
                    double begun = Math.min(i / 500.0, ramp);
                    double even = Math.max(0, Math.min(i / 500.0 - ramp, 0.5));
                    double left = ramp - Math.max(0, Math.min(i / 500.0 - ramp - 0.5, ramp));
                    double way = acceleration / 2 * (begun * begun + ramp * ramp - left * left) + speed * even;
                    for (int j = 0; j < JOINTS; j++) {
                        frame.jointPositions[j] = 1e-4 * Math.rint(1e4 * (0.3 + 0.02 * j) * way);
                    }
                    Arrays.fill(frame.contacts, 0); // of a robot that hangs, legs tell nothing of its IMU
                    frame.drop(SensorFrame.JOINT_VELOCITIES
                            | SensorFrame.JOINT_EFFORTS
                            | SensorFrame.CONTACT_WRENCHES
                            | COMMANDS);
                },
                (state, i) -> assertThat(state.knowsJoint(KNEE)).isTrue());
        assertThat(run.told(Kind.SENSOR_REFUSED))
                .extracting(TwinEvent::message)
                .noneMatch(message -> message.contains("frozen"));
    }

    private static WalkFrames.Change without(Velocities velocities) {
        int drop = velocities == Velocities.ABSENT
                ? SensorFrame.JOINT_VELOCITIES | SensorFrame.JOINT_EFFORTS | COMMANDS
                : 0;
        return (frame, i) -> frame.drop(drop);
    }

    private static FreezingWalk.Freeze freezes(int count, Velocities velocities) {
        return (frame, frozen) -> {
            System.arraycopy(frozen.jointPositions, 0, frame.jointPositions, 0, count);
            if (velocities == Velocities.ZERO) {
                Arrays.fill(frame.jointVelocities, 0, count, 0);
            } else {
                System.arraycopy(frozen.jointVelocities, 0, frame.jointVelocities, 0, count);
            }
        };
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.01, 0.02})
    void coarseEncodersAreNotTakenForFrozen(double step) throws Exception {
        for (String recording : List.of("walk", "stand")) {
            WalkFrames.Run run = WalkFrames.run(recording, FRAMES, (frame, i) -> {
                for (int j = 0; j < frame.jointCount; j++) {
                    frame.jointPositions[j] = step * Math.round(frame.jointPositions[j] / step);
                }
            });
            assertThat(run.told(Kind.SENSOR_REFUSED)).as(recording).isEmpty();
        }
    }

    @Test
    void jointsThatABridgeRepeatsFiveTimesAreNotTakenForFrozen() throws Exception {
        double[] q = new double[28];
        double[] v = new double[28];
        WalkFrames.Run run = WalkFrames.run("walk", FRAMES, (frame, i) -> {
            System.arraycopy(i % 5 == 0 ? frame.jointPositions : q, 0, i % 5 == 0 ? q : frame.jointPositions, 0, 28);
            System.arraycopy(i % 5 == 0 ? frame.jointVelocities : v, 0, i % 5 == 0 ? v : frame.jointVelocities, 0, 28);
        });
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
                        Arrays.fill(frame.jointVelocities, 0, 28, 0);
                        System.arraycopy(first.imu, 0, frame.imu, 0, 6);
                    }
                },
                (state, i) -> assertThat(state.knowsJoint(KNEE)).isTrue());
        assertThat(run.told(Kind.SENSOR_REFUSED)).isEmpty();
    }
}
