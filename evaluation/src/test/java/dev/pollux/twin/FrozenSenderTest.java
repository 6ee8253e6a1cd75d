package dev.pollux.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import dev.pollux.state.TwinState;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A sender that repeats what moving joints say, an IMU and drives that freeze as a whole, and velocities that nobody measures, in the
 * noisy MuJoCo walk.
 */
@Tag("slow")
class FrozenSenderTest {
    private static final int FRAMES = 3_000;
    private static final int FREEZES = 1_500;

    /** The frame says what the frozen one did, at its own time. */
    private static void freeze(SensorFrame frame, SensorFrame frozen) {
        long seq = frame.seq;
        long stamp = frame.stampNanos;
        frame.copyFrom(frozen);
        frame.seq = seq;
        frame.stampNanos = stamp;
    }

    @Test
    @Tag("data")
    void ofSensorsThatAllFreezeInMotionNoneIsUsedAndTheVelocityIsGivenUpWithinASecond() throws Exception {
        SensorFrame frozen = new SensorFrame();
        boolean[] known = new boolean[FRAMES];
        WalkFrames.Run run = WalkFrames.run(
                "walk",
                FRAMES,
                0,
                (frame, i) -> {
                    if (i == FREEZES) {
                        frozen.copyFrom(frame);
                    } else if (i > FREEZES && i < 2_500) {
                        freeze(frame, frozen);
                    }
                },
                (state, i) -> known[i] = state.knows(TwinState.BASE_VELOCITY));
        assertThat(run.told(Kind.SENSOR_REFUSED))
                .extracting(TwinEvent::message)
                .singleElement()
                .asString()
                .startsWith("all sensors are frozen: each has repeated one sample for 0.0");
        assertThat(run.told(Kind.DIVERGED)).isEmpty();
        for (int i = FREEZES + 530; i < 2_500; i++) {
            assertThat(known[i]).as("frame " + i).isFalse();
        }
        assertThat(run.skill.velocityNees().mean()).as("%s", run).isLessThan(6);
        assertThat(run.state.knows(TwinState.JOINT_POSITIONS | TwinState.IMU)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"400, false", "508, false", "508, true", "796, false"})
    void ofSensorsThatAllFreezeForHalfASecondWhileJointsAreSlowNoneIsUsed(int freezes, boolean withoutVelocities)
            throws Exception {
        SensorFrame frozen = new SensorFrame();
        ChangedWalk walk = ChangedWalk.run((frame, i) -> {
            if (withoutVelocities) {
                frame.drop(SensorFrame.JOINT_VELOCITIES);
            }
            if (i == freezes) {
                frozen.copyFrom(frame);
            } else if (i > freezes && i <= freezes + 250) {
                freeze(frame, frozen);
            }
        });
        assertThat(walk.events)
                .filteredOn(event -> event.kind() == Kind.SENSOR_REFUSED)
                .extracting(TwinEvent::message)
                .singleElement()
                .asString()
                .startsWith("all sensors are frozen: each has repeated one sample for 0.0");
        assertThat(walk.events).extracting(TwinEvent::kind).doesNotContain(Kind.DIVERGED);
        assertThat(walk.skill.velocityNees().mean())
                .as("regression guard: %s", walk)
                .isLessThan(7);
    }

    @Test
    void aRobotThatASimulatorLetsSleepIsNotFrozen() throws Exception {
        SensorFrame asleep = new SensorFrame();
        ChangedWalk walk = ChangedWalk.run((frame, i) -> {
            if (i == 400) {
                asleep.copyFrom(frame);
                Arrays.fill(asleep.jointVelocities, 0);
                Arrays.fill(asleep.imu, 0, 3, 0);
            }
            if (i >= 400) {
                freeze(frame, asleep);
            }
        });
        assertThat(walk.events).isEmpty();
        assertThat(walk.state.knows(TwinState.JOINT_POSITIONS | TwinState.BASE_VELOCITY))
                .isTrue();
    }

    @Test
    @Tag("data")
    void anImuThatFreezesWhileTheLegsMoveIsNoSampleAndTheVelocityIsAsUnsureAsWithoutIt() throws Exception {
        double[] frozen = new double[6];
        WalkFrames.Run run = WalkFrames.run(
                "walk",
                FREEZES + 500,
                FREEZES,
                (frame, i) -> {
                    if (i == FREEZES) {
                        System.arraycopy(frame.imu, 0, frozen, 0, 6);
                    } else if (i > FREEZES) {
                        System.arraycopy(frozen, 0, frame.imu, 0, 6);
                    }
                },
                (state, i) -> {});
        assertThat(run.told(Kind.SENSOR_REFUSED))
                .extracting(TwinEvent::message)
                .singleElement()
                .asString()
                .startsWith("the IMU is frozen");
        assertThat(run.told(Kind.DIVERGED)).isEmpty();
        assertThat(run.skill.velocityNees().mean()).as("%s", run).isLessThan(6);
    }

    @Test
    @Tag("data")
    void effortsThatFreezeWhileTheLegsMoveAreToldWithinATwentiethOfASecondAndLoadNoFoot() throws Exception {
        double[] frozen = new double[28];
        WalkFrames.Run run = WalkFrames.run("walk", FRAMES, (frame, i) -> {
            frame.drop(ChangedWalk.FEET | ChangedWalk.COMMANDS);
            if (i == FREEZES) {
                System.arraycopy(frame.jointEfforts, 0, frozen, 0, 28);
            } else if (i > FREEZES) {
                System.arraycopy(frozen, 0, frame.jointEfforts, 0, 28);
            }
        });
        WalkFrames.Told told = run.told.stream()
                .filter(t -> t.event().kind() == Kind.SENSOR_REFUSED)
                .findFirst()
                .orElseThrow();
        assertThat(told.event().message()).startsWith("efforts of the joints are frozen");
        assertThat(told.frame()).isBetween(FREEZES, FREEZES + 25);
        assertThat(run.told(Kind.FALL_RISK)).isEmpty();
        assertThat(run.skill.velocityNees().mean()).as("%s", run).isLessThan(6);
    }

    @Test
    @Tag("data")
    void velocitiesThatAreAllZeroWhileEncodersMoveAreToldOnceAndLeftOut() throws Exception {
        WalkFrames.Run without = WalkFrames.run("walk", FRAMES, (frame, i) -> frame.drop(SensorFrame.JOINT_VELOCITIES));
        WalkFrames.Run run = WalkFrames.run("walk", FRAMES, (frame, i) -> Arrays.fill(frame.jointVelocities, 0));
        assertThat(run.told(Kind.SENSOR_REFUSED))
                .extracting(TwinEvent::message)
                .singleElement()
                .asString()
                .startsWith("the joints' velocities are all exactly zero");
        assertThat(run.told(Kind.FALL_RISK)).isEmpty();
        assertThat(run.jointRmse()).as("%s", run).isLessThan(2 * without.jointRmse());
    }

    @Test
    void effortsThatStayAsTheyAreWhileTheRobotStandsStillAreBelieved() throws Exception {
        double[] held = new double[28];
        // the walk begins with a second of standing
        ChangedWalk walk = ChangedWalk.run((frame, i) -> {
            if (i == 250) {
                System.arraycopy(frame.jointEfforts, 0, held, 0, 28);
            } else if (i > 250 && i < 450) {
                System.arraycopy(held, 0, frame.jointEfforts, 0, 28);
            }
        });
        assertThat(walk.events).extracting(TwinEvent::message).noneMatch(message -> message.contains("efforts"));
    }

    @Test
    @Tag("data")
    void effortsThatAreAllZeroInAWalkAreToldOnceAndLeftOutUntilTheyAreMeasuredAgain() throws Exception {
        int back = 2_500;
        WalkFrames.Run without =
                WalkFrames.run("walk", back, (frame, i) -> frame.drop(ChangedWalk.FEET | SensorFrame.JOINT_EFFORTS));
        WalkFrames.Run run = WalkFrames.run("walk", FRAMES, (frame, i) -> {
            frame.drop(ChangedWalk.FEET);
            if (i < back) {
                Arrays.fill(frame.jointEfforts, 0);
            }
        });
        WalkFrames.Run zero = WalkFrames.run("walk", back, (frame, i) -> {
            frame.drop(ChangedWalk.FEET);
            Arrays.fill(frame.jointEfforts, 0);
        });
        assertThat(run.refusals()).hasSize(2);
        assertThat(run.refusals().get(0).event().message()).startsWith("the joints' efforts are all exactly zero");
        assertThat(run.refusals().get(1).event().message()).startsWith("the joints' efforts are no longer all zero");
        assertThat(run.refusals().get(1).frame()).isEqualTo(back);
        assertThat(run.told(Kind.LIMITED))
                .extracting(TwinEvent::message)
                .anyMatch(message -> message.endsWith("joint_efforts; nothing shows which feet stand"));
        assertThat(run.told(Kind.FALL_RISK)).isEmpty();
        assertThat(zero.skill.velocityNees().mean()).as("%s", zero).isLessThan(6);
        assertThat(zero.skill.velocity().rms())
                .isEqualTo(without.skill.velocity().rms());
    }

    @Test
    @Tag("data")
    void effortsThatAreZeroOfARobotThatIsHungUpWithItsDrivesOffAreBelieved() throws Exception {
        WalkFrames.Run run = WalkFrames.run("stand", FRAMES, (frame, i) -> {
            frame.drop(ChangedWalk.FEET | ChangedWalk.COMMANDS);
            for (int j = 0; j < frame.jointEfforts.length; j++) {
                frame.jointPositions[j] *= 0.1; // arms and legs hang
                frame.jointVelocities[j] *= 0.1;
            }
            Arrays.fill(frame.jointEfforts, 0);
        });
        assertThat(run.refusals()).isEmpty();
        assertThat(run.told)
                .extracting(t -> t.event().message())
                .filteredOn(message -> message.contains("efforts"))
                .singleElement()
                .asString()
                .startsWith("the efforts do not show which feet stand: by them the feet bear ")
                .contains("the robot hangs or sits");
    }

    @Test
    @Tag("data")
    void effortsThatAreZeroOfARobotThatLiesOnTheFloorWithItsDrivesOffAreBelieved() throws Exception {
        boolean[] lies = new boolean[1];
        int[] off = new int[1];
        WalkFrames.Run run = WalkFrames.run(
                "push-fall",
                9_422,
                0,
                (frame, i) -> {
                    frame.drop(ChangedWalk.COMMANDS);
                    if (lies[0]) {
                        Arrays.fill(frame.jointEfforts, 0);
                        off[0]++;
                    }
                },
                (state, i) -> lies[0] = state.base.running && state.basePose[10] < 0.5);
        assertThat(off[0]).isGreaterThan(100);
        assertThat(run.told)
                .extracting(t -> t.event().message())
                .noneMatch(message -> message.contains("the joints' efforts are all exactly zero"));
    }

    @Test
    @Tag("data")
    void ofSensorsThatAllFreezeInMotionNoneIsUsedThoughItsImuIsCoarse() throws Exception {
        SensorFrame frozen = new SensorFrame();
        WalkFrames.Run run = WalkFrames.run("walk", FRAMES, (frame, i) -> {
            for (int axis = 0; axis < 6; axis++) {
                double quantum = axis < 3 ? 0.05 : 0.5;
                frame.imu[axis] = quantum * Math.rint(frame.imu[axis] / quantum);
            }
            if (i == FREEZES) {
                frozen.copyFrom(frame);
            } else if (i > FREEZES && i < 2_000) {
                freeze(frame, frozen);
            }
        });
        assertThat(run.refusals().get(0).event().message()).startsWith("all sensors are frozen");
        assertThat(run.refusals().get(0).frame()).isBetween(FREEZES, FREEZES + 30);
    }
}
