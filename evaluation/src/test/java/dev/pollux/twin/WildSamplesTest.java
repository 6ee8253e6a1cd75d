package dev.pollux.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollux.robot.BuiltInModels;
import dev.pollux.spatial.SE3;
import dev.pollux.spatial.SO3;
import dev.pollux.state.RejectReason;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import dev.pollux.state.TwinState;
import dev.pollux.storage.FiniteNumbers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Samples that cannot be, in the noisy MuJoCo walk. */
@Tag("data")
class WildSamplesTest {
    private static final int KNEE = 3;
    private static final int FRAMES = 3_000;
    private static final int GLITCH = 1_500;

    @ParameterizedTest
    @CsvSource({
        "JOINT_POSITIONS, 0.2, position of joint left_knee",
        "JOINT_POSITIONS, 100, position of joint left_knee",
        "JOINT_POSITIONS, 1000, position of joint left_knee",
        "JOINT_POSITIONS, 900000, position of joint left_knee",
        "JOINT_POSITIONS, 1e12, position of joint left_knee",
        "JOINT_POSITIONS, 3.4e38, position of joint left_knee",
        "JOINT_POSITIONS, 1.7e308, position of joint left_knee",
        "JOINT_VELOCITIES, 32768, velocity of joint left_knee",
        "JOINT_VELOCITIES, -1e9, velocity of joint left_knee",
        "JOINT_VELOCITIES, 1.7e308, velocity of joint left_knee",
        "GYRO, 10000, angular velocity of the IMU",
        "GYRO, 32768, angular velocity of the IMU",
        "GYRO, 3.4e38, angular velocity of the IMU",
        "ACCELEROMETER, 50, specific force of the IMU",
        "ACCELEROMETER, -1.7e308, specific force of the IMU"
    })
    void aWildSampleIsRefusedByNameAndChangesNothingElse(String sensor, double added, String named) throws Exception {
        double[][] sound = new double[FRAMES][];
        WalkFrames.Run before = WalkFrames.run(
                "walk", FRAMES, 0, (frame, i) -> {}, (state, i) -> sound[i] = state.joints.position.clone());
        double[] furthest = new double[1];
        WalkFrames.Run run = WalkFrames.run(
                "walk", FRAMES, 0, (frame, i) -> spoil(frame, sensor, i == GLITCH ? added : 0), (state, i) -> {
                    for (int j = 0; j < sound[i].length; j++) {
                        furthest[0] = Math.max(furthest[0], Math.abs(state.joints.position[j] - sound[i][j]));
                    }
                });
        List<TwinEvent> told = run.told(Kind.SENSOR_REFUSED);
        assertThat(told).hasSize(1);
        assertThat(told.get(0).message()).contains(named);
        assertThat(run.told).hasSize(1 + before.told.size());
        assertThat(run.refused).isEqualTo(1);
        assertThat(furthest[0]).as("any joint, any frame").isLessThan(1e-3);
        assertThat(run.skill.velocity().rms()).isCloseTo(before.skill.velocity().rms(), within(2e-4));
    }

    @ParameterizedTest
    @ValueSource(doubles = {2, 5, 60, -60})
    void aCommandedVelocityThatLeapsForOneFrameLeadsNothingAstrayAndIsNoForce(double wild) throws Exception {
        double[][] sound = new double[FRAMES][];
        WalkFrames.Run before = WalkFrames.run(
                "walk", FRAMES, 0, (frame, i) -> {}, (state, i) -> sound[i] = state.joints.velocity.clone());
        double[] furthest = new double[1];
        WalkFrames.Run run = WalkFrames.run(
                "walk",
                FRAMES,
                0,
                (frame, i) -> {
                    assertThat(frame.has(SensorFrame.COMMAND_VELOCITY)).isTrue();
                    frame.commandVelocity[KNEE] = i == GLITCH ? wild : frame.commandVelocity[KNEE];
                },
                (state, i) ->
                        furthest[0] = Math.max(furthest[0], Math.abs(state.joints.velocity[KNEE] - sound[i][KNEE])));
        assertThat(furthest[0]).as("the knee, rad/s, in any frame").isBetween(1e-9, 0.1);
        for (Kind kind : Kind.values()) {
            assertThat(run.told(kind)).hasSameSizeAs(before.told(kind));
        }
    }

    @Test
    void posesFarAwayThatAgreeMoveTheWorldAndNothingElse() throws Exception {
        double[][] sound = new double[FRAMES][];
        WalkFrames.Run before =
                WalkFrames.run("walk", FRAMES, 0, (frame, i) -> {}, (state, i) -> sound[i] = withoutThePlace(state));
        double[] furthest = new double[2];
        WalkFrames.Run run = WalkFrames.run(
                "walk",
                FRAMES,
                0,
                (frame, i) -> {
                    if (i >= GLITCH && i < GLITCH + 5) {
                        SE3.identity(frame.basePose);
                        frame.basePose[3] = frame.basePose[7] = frame.basePose[11] = 1e5;
                        frame.mark(SensorFrame.BASE_POSE);
                    }
                },
                (state, i) -> {
                    double[] now = withoutThePlace(state);
                    for (int k = 0; k < now.length; k++) {
                        furthest[0] = Math.max(furthest[0], Math.abs(now[k] - sound[i][k]));
                    }
                    furthest[1] = i >= GLITCH + 4 ? state.basePose[3] : 0;
                    assertThat(state.frames).isEqualTo(i + 1);
                });
        assertThat(furthest[0])
                .as("joints, velocities, and all that is said to be known of them")
                .isLessThan(1e-5);
        assertThat(furthest[1]).isCloseTo(1e5, within(5.0)); // it walked on from there
        assertThat(run.told(Kind.RESET))
                .singleElement()
                .satisfies(told -> assertThat(told.message())
                        .isEqualTo("the pose of the base was reset: base_pose has moved by 1.732e+05 m and stays"
                                + " there; joints, feet and velocities continue"));
        assertThat(run.told(Kind.DIVERGED)).hasSameSizeAs(before.told(Kind.DIVERGED));
    }

    @Test
    void odometryThatRestartsElsewhereIsNoDivergenceAndLeavesTheVelocityAsGood() throws Exception {
        double[][] poses = new double[FRAMES][];
        double[][] velocities = new double[FRAMES][];
        WalkFrames.run("walk", FRAMES, 0, (frame, i) -> {}, (state, i) -> {
            poses[i] = state.basePose.clone();
            velocities[i] = state.baseVelocity.clone();
        });
        double[] yaw = new double[FRAMES];
        WalkFrames.Run before = withOdometry(poses, velocities, FRAMES, yaw);
        double unmoved = yaw[FRAMES - 1];
        WalkFrames.Run run = withOdometry(poses, velocities, GLITCH, yaw);
        assertThat(yaw[FRAMES - 1] - unmoved).as("its odometry is followed").isCloseTo(1.5, within(0.01));
        assertThat(run.told(Kind.DIVERGED)).hasSameSizeAs(before.told(Kind.DIVERGED));
        assertThat(run.rejected).isEmpty();
        assertThat(run.skill.velocity().rms()).isCloseTo(before.skill.velocity().rms(), within(1e-4));
    }

    /** The walk with odometry, whose pose leaps by 1 m and 1.5 rad at a frame and goes on from there. */
    private static WalkFrames.Run withOdometry(double[][] poses, double[][] velocities, int leap, double[] yaw)
            throws Exception {
        double c = Math.cos(1.5);
        double s = Math.sin(1.5);
        return WalkFrames.run(
                "walk",
                FRAMES,
                0,
                (frame, i) -> {
                    double[] T = poses[i].clone();
                    for (int k = 0; k < 4 && i >= leap; k++) {
                        T[k] = c * poses[i][k] - s * poses[i][4 + k] + (k == 3 ? 1 : 0);
                        T[4 + k] = s * poses[i][k] + c * poses[i][4 + k];
                    }
                    System.arraycopy(T, 0, frame.basePose, 0, T.length);
                    System.arraycopy(velocities[i], 0, frame.baseVelocity, 0, 6);
                    frame.mark(SensorFrame.BASE_POSE | SensorFrame.BASE_VELOCITY);
                },
                (state, i) -> yaw[i] = Math.atan2(state.basePose[4], state.basePose[0]));
    }

    /** What a twin knows but for where the base is and how it is turned about the vertical. */
    private static double[] withoutThePlace(TwinState state) {
        return Stream.of(
                        state.joints.position,
                        state.joints.velocity,
                        state.baseVelocity,
                        Arrays.copyOfRange(state.baseSigma, 6, 9))
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    private static void spoil(SensorFrame frame, String sensor, double added) {
        switch (sensor) {
            case "JOINT_POSITIONS" -> frame.jointPositions[KNEE] += added;
            case "JOINT_VELOCITIES" -> frame.jointVelocities[KNEE] += added;
            case "GYRO" -> frame.imu[1] += added;
            default -> frame.imu[3] += added;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"walk", "stand", "push-survive", "push-fall"})
    void nothingThatARobotReallyDidIsRefused(String recording) throws Exception {
        WalkFrames.Run run = WalkFrames.run(recording, Integer.MAX_VALUE);
        assertThat(run.refused).isZero();
        assertThat(run.told(Kind.SENSOR_REFUSED)).isEmpty();
    }

    @Test
    void anImpactIsFeltWithItsFirstSampleSinceItShakesTheJointsToo() throws Exception {
        double[] sent = new double[6];
        int[] impacts = {0};
        WalkFrames.run(
                "push-fall",
                Integer.MAX_VALUE,
                0,
                (frame, i) -> {
                    double change = 0;
                    for (int k = 3; k < 6; k++) {
                        change += (frame.imu[k] - sent[k]) * (frame.imu[k] - sent[k]);
                    }
                    // beyond 32 m/s² one sample alone is refused
                    impacts[0] += i > 0 && change > 32 * 32 ? 1 : 0;
                    System.arraycopy(frame.imu, 0, sent, 0, 6);
                },
                (state, i) -> {
                    for (int k = 0; k < 6; k++) {
                        assertThat(state.imu[k]).as("frame " + i).isEqualTo((float) sent[k]);
                    }
                });
        assertThat(impacts[0]).isGreaterThanOrEqualTo(5);
    }

    @Test
    void spikesOfAnAccelerometerThatComeWhileJointsBeginToMoveAreNoImpacts() throws Exception {
        ChangedWalk walk = ChangedWalk.run((frame, i) -> frame.imu[3] += i % 11 == 5 ? 50 : 0);
        assertThat(walk.events)
                .singleElement()
                .satisfies(event -> assertThat(event.message()).contains("specific force of the IMU"));
        assertThat(walk.velocity()).as("regression guard: %s", walk).isLessThan(0.004);
    }

    @Test
    void anEncoderThatJumpsAndStaysIsBelievedWithinATwentiethOfASecondAndTold() throws Exception {
        int[] followed = {-1};
        WalkFrames.Run run = WalkFrames.run(
                "walk", FRAMES, 0, (frame, i) -> frame.jointPositions[15] += i >= GLITCH ? 0.8 : 0, (state, i) -> {
                    if (i >= GLITCH && followed[0] < 0 && state.joints.position[15] > 0.6) {
                        followed[0] = i - GLITCH;
                    }
                    assertThat(Math.abs(state.joints.velocity[15])).isLessThan(2);
                });
        assertThat(followed[0]).isBetween(5, 30);
        assertThat(run.told(Kind.SENSOR_REFUSED)).hasSize(1);
        assertThat(run.told(Kind.RESTORED))
                .extracting(TwinEvent::message)
                .containsExactly("known again: the position of joint neck_yaw");
    }

    @Test
    void samplesRefusedOneAfterAnotherAreToldOnceAndCountedAtTheEnd() throws Exception {
        WalkFrames.Run run = WalkFrames.run(
                "walk",
                6_000,
                (frame, i) -> frame.jointPositions[KNEE] += i >= 1_000 && i < 3_000 && i % 7 == 0 ? 900 + i : 0);
        List<TwinEvent> told = run.told(Kind.SENSOR_REFUSED);
        assertThat(told).hasSize(2);
        assertThat(told.get(1).numbers()).isEqualTo(Map.of("refused", 286.0));
    }

    @Test
    void wrenchesWithTheWrongSignAreNotUsedBesideRightFlags() throws Exception {
        WalkFrames.Run flags = WalkFrames.run("walk", FRAMES, (frame, i) -> frame.drop(SensorFrame.CONTACT_WRENCHES));
        WalkFrames.Run run = WalkFrames.run("walk", FRAMES, (frame, i) -> {
            for (int k = 0; k < 12; k++) {
                frame.contactWrenches[k] = -frame.contactWrenches[k];
            }
        });
        assertThat(run.told(Kind.SENSOR_REFUSED))
                .hasSize(2)
                .allSatisfy(e ->
                        assertThat(e.message()).contains("the ground pulls").contains("is its sign wrong?"));
        assertThat(run.skill.velocity().rms())
                .as("%s", run)
                .isLessThan(1.2 * flags.skill.velocity().rms());
        assertThat(run.skill.position().rms()).as("regression guard: %s", run).isLessThan(0.05);
    }

    @ParameterizedTest
    @CsvSource({"JOINT_POSITIONS, 1000, the position of joint left_knee", "GYRO, 10000, imu"})
    void aSensorThatIsRefusedFromTheStartIsNotCalledUnreported(String sensor, double added, String named)
            throws Exception {
        int neck = BuiltInModels.humanoid28().jointIndex("neck_yaw");
        WalkFrames.Run run = WalkFrames.run("walk", 400, (frame, i) -> {
            spoil(frame, sensor, added);
            frame.jointPositions[neck] = Double.NaN;
        });
        assertThat(run.told(Kind.LIMITED))
                .first()
                .extracting(TwinEvent::message)
                .isEqualTo("refused so far: " + named + "; not reported so far: the position of joint neck_yaw");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, GLITCH})
    void jointsInDegreesAreNamedOnceNotUsedAndUsedAgainWhenTheyAreRight(int from) throws Exception {
        int until = from + 500;
        WalkFrames.Run run = WalkFrames.run(
                "walk",
                6_000,
                4_500,
                (frame, i) -> {
                    for (int j = 0; j < 28 && i >= from && i < until; j++) {
                        frame.jointPositions[j] = Math.toDegrees(frame.jointPositions[j]);
                        frame.jointVelocities[j] = Math.toDegrees(frame.jointVelocities[j]);
                    }
                },
                (state, i) -> {
                    for (double q : state.joints.position) {
                        assertThat(Math.abs(q)).as("frame " + i).isLessThan(3);
                    }
                    if (i > from + 100 && i < until) {
                        assertThat(state.knows(TwinState.JOINT_POSITIONS))
                                .as("frame " + i)
                                .isFalse();
                    }
                });
        List<TwinEvent> told = run.told(Kind.SENSOR_REFUSED);
        assertThat(told).hasSize(2);
        assertThat(told.get(0).message())
                .startsWith("joint positions seem to be in degrees")
                .contains("28");
        assertThat(told.get(1).message()).startsWith("joint positions are within their limits again");
        if (from == 0) {
            assertThat(run.told(Kind.LIMITED))
                    .singleElement()
                    .extracting(TwinEvent::message)
                    .isEqualTo("refused so far: joint_positions");
        }
        assertThat(run.state.knows(TwinState.JOINT_POSITIONS | TwinState.BASE_VELOCITY))
                .isTrue();
        assertThat(run.skill.velocity().rms()).as("regression guard: %s", run).isLessThan(0.005);
    }

    @Test
    void positionsInDegreesStayRefusedWhileTheRobotIsNowAndThenStraightEnoughToBeInRadians() throws Exception {
        WalkFrames.Run run = WalkFrames.run("walk", 4_000, (frame, i) -> {
            boolean straight = i % 1_000 >= 700; // 0.6 s
            for (int j = 0; j < frame.jointCount; j++) {
                frame.jointPositions[j] = straight ? 0 : Math.toDegrees(frame.jointPositions[j]);
            }
        });
        assertThat(run.told(Kind.SENSOR_REFUSED))
                .extracting(TwinEvent::message)
                .filteredOn(m -> m.startsWith("joint positions"))
                .singleElement()
                .asString()
                .contains("in degrees");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, GLITCH})
    void oneJointInDegreesIsAskedWhetherItIs(int from) throws Exception {
        int knee = BuiltInModels.humanoid28().jointIndex("left_knee");
        WalkFrames.Run run = WalkFrames.run(
                "walk",
                from + 500,
                from,
                (frame, i) -> {
                    if (i >= from) {
                        frame.jointPositions[knee] = Math.toDegrees(frame.jointPositions[knee]);
                    }
                },
                (state, i) -> {});
        assertThat(run.told(Kind.SENSOR_REFUSED))
                .first()
                .satisfies(event -> assertThat(event.message())
                        .startsWith("position of joint left_knee is ")
                        .endsWith(": is it in degrees?"));
    }

    @Test
    void aSpikeBeyondWhatDegreesExplainIsNotAskedWhetherItIsInDegrees() throws Exception {
        int knee = BuiltInModels.humanoid28().jointIndex("left_knee");
        WalkFrames.Run run = WalkFrames.run(
                "walk",
                GLITCH + 100,
                (frame, i) -> frame.jointPositions[knee] = i == GLITCH ? 1_000 : frame.jointPositions[knee]);
        assertThat(run.told(Kind.SENSOR_REFUSED))
                .first()
                .satisfies(event -> assertThat(event.message())
                        .startsWith("position of joint left_knee is 1000 rad")
                        .doesNotContain("degrees"));
    }

    @Test
    void aRobotWhoseLegsCannotBeUsedIsNotTakenToFall() throws Exception {
        WalkFrames.Run run = WalkFrames.run("walk", FRAMES, (frame, i) -> {
            for (int j = 0; j < 28; j++) {
                frame.jointPositions[j] = Math.toDegrees(frame.jointPositions[j]);
            }
        });
        assertThat(run.told(Kind.SENSOR_REFUSED)).hasSize(1);
        assertThat(run.told(Kind.RESET)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "JOINT_EFFORTS, 1e6, effort of joint left_knee",
        "COMMAND_POSITION, 1e3, commanded position of joint left_knee",
        "COMMAND_VELOCITY, 1e3, commanded velocity of joint left_knee",
        "COMMAND_EFFORT, 1e6, commanded effort of joint left_knee",
        "JOINT_EFFORTS, 1.7e308, effort of joint left_knee",
        "COMMAND_POSITION, 1e12, commanded position of joint left_knee",
        "COMMAND_VELOCITY, -3.4e38, commanded velocity of joint left_knee",
        "COMMAND_EFFORT, 1.7e308, commanded effort of joint left_knee",
        "COMMAND_KP, 1e12, position gain of joint left_knee",
        "COMMAND_KP, 1e7, position gain of joint left_knee",
        "COMMAND_KD, 1e6, velocity gain of joint left_knee",
        "COMMAND_KD, 1.7e308, velocity gain of joint left_knee",
        "CONTACT_WRENCHES, -1.7e308, contact wrench of left_sole",
        "BASE_VELOCITY, 1.7e308, velocity of the base",
        "BASE_POSE, 1e5, base_pose is",
        "BASE_POSE, 1.7e308, base_pose is"
    })
    void aWildEffortCommandOrPoseIsRefusedByNameAndThrowsNothing(String field, double value, String named)
            throws Exception {
        double[][] sound = new double[FRAMES][];
        double[][] moving = new double[FRAMES][];
        boolean efforts = field.equals("JOINT_EFFORTS");
        WalkFrames.Run before =
                WalkFrames.run("walk", FRAMES, 0, (frame, i) -> commandless(frame, efforts), (state, i) -> {
                    sound[i] = state.joints.position.clone();
                    moving[i] = state.baseVelocity.clone();
                });
        WalkFrames.Run run = WalkFrames.run(
                "walk",
                FRAMES,
                0,
                (frame, i) -> {
                    commandless(frame, efforts);
                    if (i == GLITCH && field.equals("BASE_POSE")) {
                        frame.mark(SensorFrame.BASE_POSE);
                        Arrays.fill(frame.basePose, 0);
                        frame.basePose[0] = frame.basePose[5] = frame.basePose[10] = frame.basePose[15] = 1;
                        frame.basePose[3] = value;
                    } else if (i == GLITCH) {
                        switch (field) {
                            case "JOINT_EFFORTS" -> frame.jointEfforts[KNEE] = value;
                            case "COMMAND_POSITION" -> frame.commandPosition[KNEE] = value;
                            case "COMMAND_VELOCITY" -> frame.commandVelocity[KNEE] = value;
                            case "COMMAND_EFFORT" -> frame.commandEffort[KNEE] = value;
                            case "COMMAND_KP" -> frame.commandKp[KNEE] = gains(frame, value);
                            case "COMMAND_KD" -> frame.commandKd[KNEE] = gains(frame, value);
                            case "CONTACT_WRENCHES" -> frame.contactWrenches[1] = value;
                            default -> {
                                frame.mark(SensorFrame.BASE_VELOCITY);
                                Arrays.fill(frame.baseVelocity, 0);
                                frame.baseVelocity[4] = value;
                            }
                        }
                    }
                },
                (state, i) -> {
                    for (int j = 0; j < 28; j++) {
                        assertThat(state.joints.position[j]).as("frame " + i).isCloseTo(sound[i][j], within(1e-3));
                    }
                    for (int k = 0; k < 3; k++) {
                        assertThat(state.baseVelocity[k]).as("frame " + i).isCloseTo(moving[i][k], within(1e-3));
                    }
                });
        assertThat(run.told(Kind.SENSOR_REFUSED)).hasSize(1);
        assertThat(run.told(Kind.SENSOR_REFUSED).get(0).message()).contains(named);
        assertThat(run.told).hasSize(before.told.size() + 1);
    }

    private static double gains(SensorFrame frame, double wild) {
        frame.mark(SensorFrame.COMMAND_KP | SensorFrame.COMMAND_KD);
        Arrays.fill(frame.commandKp, 0, frame.jointCount, 100);
        Arrays.fill(frame.commandKd, 0, frame.jointCount, 2);
        return wild;
    }

    private static void commandless(SensorFrame frame, boolean efforts) {
        frame.drop(
                efforts
                        ? SensorFrame.COMMAND_POSITION
                                | SensorFrame.COMMAND_VELOCITY
                                | SensorFrame.COMMAND_EFFORT
                                | SensorFrame.COMMAND_KP
                                | SensorFrame.COMMAND_KD
                        : 0);
    }

    @Test
    void aBaseVelocityThatNoBaseHasIsToldAndCounted() throws Exception {
        WalkFrames.Run run = WalkFrames.run(
                "walk",
                1_000,
                0,
                (frame, i) -> {
                    Arrays.fill(frame.baseVelocity, 0);
                    frame.baseVelocity[0] = 500;
                    frame.mark(SensorFrame.BASE_VELOCITY);
                },
                (state, i) -> assertThat(Math.abs(state.baseVelocity[0])).isLessThan(2));
        assertThat(run.told(Kind.SENSOR_REFUSED))
                .extracting(TwinEvent::message)
                .containsExactly("velocity of the base is 500.0 m/s or rad/s, expected at most 100.0");
        assertThat(run.refused).isEqualTo(1_000);
    }

    @ParameterizedTest
    @CsvSource({
        "JOINT_POSITIONS, 1e5, position of joint left_knee",
        "JOINT_POSITIONS, 1e12, position of joint left_knee",
        "JOINT_POSITIONS, 3.4e38, position of joint left_knee",
        "JOINT_VELOCITIES, 1e9, velocity of joint left_knee",
        "JOINT_VELOCITIES, 1.7e308, velocity of joint left_knee"
    })
    void aSensorThatNeverSaysAnythingElseIsRefusedByNameAndTheRobotGoesOn(String sensor, double value, String named)
            throws Exception {
        int from = 1_000;
        int[] frames = {0};
        WalkFrames.Run run = WalkFrames.run(
                "walk",
                FRAMES,
                from,
                (frame, i) -> {
                    if (i >= from && sensor.equals("JOINT_POSITIONS")) {
                        frame.jointPositions[KNEE] = value;
                    } else if (i >= from) {
                        frame.jointVelocities[KNEE] = value;
                    }
                },
                (state, i) -> {
                    frames[0]++;
                    assertThat(state.sound(new FiniteNumbers()))
                            .as("frame " + i)
                            .isTrue();
                });
        assertThat(frames[0]).isEqualTo(FRAMES);
        assertThat(run.rejected).isEmpty();
        assertThat(run.told(Kind.SENSOR_REFUSED)).singleElement().satisfies(told -> {
            assertThat(told.message()).startsWith(named + " is ");
            assertThat(told.numbers()).containsEntry("value", value);
        });
        if (sensor.equals("JOINT_POSITIONS")) {
            assertThat(run.told(Kind.LIMITED))
                    .anySatisfy(told -> assertThat(told.message()).contains("left_knee"));
            assertThat(run.state.joints.position[KNEE + 1]).isNotNaN();
        }
        assertThat(run.refused).isEqualTo(FRAMES - from);
        assertThat(run.skill.velocity().rms()).as("regression guard: %s", run).isLessThan(0.01);
    }

    @Test
    void aFrameInWhichNothingCanBeIsAFrameAllTheSame() throws Exception {
        WalkFrames.Run run = WalkFrames.run(
                "walk",
                FRAMES,
                GLITCH + 1_000,
                (frame, i) -> {
                    for (int j = 0; j < frame.jointCount && (i == 0 || i == GLITCH); j++) {
                        frame.jointPositions[j] = frame.jointVelocities[j] = frame.jointEfforts[j] = -3.4e38;
                        frame.commandPosition[j] = frame.commandVelocity[j] = 3.4e38;
                    }
                    if (i == 0 || i == GLITCH) {
                        Arrays.fill(frame.imu, 3.4e38);
                        Arrays.fill(frame.contactWrenches, 3.4e38);
                    }
                },
                (state, i) -> assertThat(state.sound(new FiniteNumbers()))
                        .as("frame " + i)
                        .isTrue());
        assertThat(run.rejected).isEmpty();
        assertThat(run.told(Kind.RESET)).isEmpty();
        assertThat(run.skill.velocity().rms()).as("regression guard: %s", run).isLessThan(0.01);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kp", "kd"})
    void aNegativeGainIsOutOfRange(String gain) throws Exception {
        WalkFrames.Run run = WalkFrames.run("walk", 10, (frame, i) -> {
            frame.mark(SensorFrame.COMMAND_KP | SensorFrame.COMMAND_KD);
            double[] gains = gain.equals("kp") ? frame.commandKp : frame.commandKd;
            Arrays.fill(frame.commandKp, 0, frame.jointCount, 2);
            Arrays.fill(frame.commandKd, 0, frame.jointCount, 2);
            gains[KNEE] = i == 5 ? -2 : 2;
        });
        assertThat(run.rejected).isEqualTo(Map.of(RejectReason.OUT_OF_RANGE, 1));
    }

    @Test
    void aStateThatIsNotFiniteStartsAnewAndSaysSo() throws Exception {
        TwinState[] broken = new TwinState[1];
        WalkFrames.Run run = WalkFrames.run(
                "walk",
                FRAMES,
                0,
                (frame, i) -> {
                    if (i == GLITCH) {
                        broken[0].joints.position[KNEE] = Double.NaN;
                    }
                },
                (state, i) -> {
                    broken[0] = state;
                    assertThat(state.sound(new FiniteNumbers())).isTrue();
                });
        assertThat(run.told(Kind.RESET)).hasSize(1);
        assertThat(run.told(Kind.RESET).get(0).message()).contains("not finite");
        assertThat(run.state.knows(TwinState.JOINT_POSITIONS | TwinState.BASE_POSE))
                .isTrue();
        assertThat(run.jointRmse()).as("regression guard: %s", run).isLessThan(1e-3);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whateverAFrameHoldsNoStateIsLeftThatIsNotFiniteAndTheEstimateIsBackInThreeSeconds(long seed) throws Exception {
        Random random = new Random(seed);
        int last = 3_000;
        WalkFrames.Run run = WalkFrames.run(
                "walk",
                6_000,
                last + 1_500,
                (frame, i) -> {
                    if (i < last && random.nextInt(4) == 0) {
                        for (int k = random.nextInt(4); k >= 0; k--) {
                            wild(frame, random);
                        }
                    }
                },
                (state, i) -> {
                    assertThat(state.sound(new FiniteNumbers()))
                            .as("frame " + i)
                            .isTrue();
                    for (double v : state.baseAcceleration) {
                        assertThat(v).isFinite();
                    }
                });
        assertThat(run.told).allSatisfy(t -> {
            assertThat(t.event().message()).doesNotContain("NaN").doesNotContain("Infinity");
            assertThat(t.event().numbers().values()).allMatch(Double::isFinite);
        });
        WalkFrames.Run unspoilt = WalkFrames.run("walk", 6_000, last + 1_500, (frame, i) -> {}, (state, i) -> {});
        assertThat(run.skill.velocity().rms())
                .as("%s", run)
                .isLessThan(1.1 * unspoilt.skill.velocity().rms());
        assertThat(run.skill.tilt().rms()).as("regression guard: %s", run).isLessThan(0.01);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 40, 190})
    void aWrongSeqIsNoTimeThatPassed(int ahead) throws Exception {
        double[][] sound = new double[FRAMES][];
        WalkFrames.Run before =
                WalkFrames.run("walk", FRAMES, 0, (frame, i) -> {}, (state, i) -> sound[i] = withoutThePlace(state));
        double[] furthest = new double[1];
        WalkFrames.Run run =
                WalkFrames.run("walk", FRAMES, 0, (frame, i) -> frame.seq += i == GLITCH ? ahead : 0, (state, i) -> {
                    assertThat(state.frames).isEqualTo(i + 1);
                    double[] now = withoutThePlace(state);
                    for (int k = 0; k < now.length; k++) {
                        furthest[0] = Math.max(furthest[0], Math.abs(now[k] - sound[i][k]));
                    }
                });
        assertThat(furthest[0]).as("any joint and velocity, any frame").isLessThan(0.005);
        assertThat(run.told).isEqualTo(before.told);
    }

    /** Puts a wild value anywhere in a frame. */
    private static void wild(SensorFrame frame, Random random) {
        double sign = random.nextBoolean() ? 1 : -1;
        double value =
                sign * Math.pow(10, random.nextInt(8) == 0 ? random.nextDouble() * 308 : random.nextDouble() * 7 - 1);
        int joint = random.nextInt(28);
        switch (random.nextInt(18)) {
            case 0 -> frame.imu[random.nextInt(6)] = value;
            case 1 -> frame.contactWrenches[random.nextInt(12)] = value;
            case 2 -> frame.contacts[random.nextInt(2)] = random.nextBoolean() ? random.nextInt(2) : Double.NaN;
            case 3 -> {
                frame.mark(SensorFrame.BASE_VELOCITY);
                Arrays.fill(frame.baseVelocity, 0);
                frame.baseVelocity[random.nextInt(6)] = value;
            }
            case 4 -> {
                frame.mark(SensorFrame.BASE_POSE);
                Arrays.fill(frame.basePose, 0);
                frame.basePose[0] = frame.basePose[5] = frame.basePose[10] = frame.basePose[15] = 1;
                frame.basePose[3 + 4 * random.nextInt(3)] = value;
            }
            case 5 -> turn(frame, random);
            case 6 -> frame.basePose[random.nextInt(16)] = value; // where a case before has marked it
            case 7 -> frame.seq = random.nextBoolean() ? (long) value : frame.seq + random.nextInt(400) - 200;
            case 8 -> frame.stampNanos += (long) (value * (random.nextBoolean() ? 1e6 : 1e9));
            case 9 -> rename(frame, random);
            case 10 -> frame.contactNames = new String[] {"right_sole", random.nextBoolean() ? "left_sole" : "bumper"};
            default -> {
                int sensor = 1 << random.nextInt(8);
                double[] values = frame.jointArray(sensor);
                if (!frame.has(sensor)) {
                    Arrays.fill(values, 0, 28, 0);
                    frame.mark(sensor);
                }
                values[joint] = value;
            }
        }
    }

    /** Says that the base is turned by any angle about any axis. */
    private static void turn(SensorFrame frame, Random random) {
        double[] R = new double[9];
        SO3.exp(random.nextGaussian(), random.nextGaussian(), random.nextGaussian(), R, 0);
        SE3.identity(frame.basePose);
        for (int i = 0; i < 9; i++) {
            frame.basePose[i / 3 * 4 + i % 3] = R[i];
        }
        frame.mark(SensorFrame.BASE_POSE);
    }

    /** Names the joints: two of them in each other's place, or one by another name, or one twice. */
    private static void rename(SensorFrame frame, Random random) {
        String[] names = BuiltInModels.humanoid28().jointNames().toArray(String[]::new);
        int a = random.nextInt(names.length);
        int b = random.nextInt(names.length);
        switch (random.nextInt(3)) {
            case 0 -> {
                String name = names[a];
                names[a] = names[b];
                names[b] = name;
            }
            case 1 -> names[a] = "finger";
            default -> names[a] = names[b];
        }
        frame.jointNames = names;
    }
}
