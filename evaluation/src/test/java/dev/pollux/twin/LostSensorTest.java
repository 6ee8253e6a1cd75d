package dev.pollux.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.messages.Format;
import dev.pollux.messages.PredictionEncoder;
import dev.pollux.model.Joint;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TorqueSource;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import dev.pollux.state.TwinState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Six seconds of the built-in walk, with sensors that die on the way or never lived. */
@Tag("slow")
class LostSensorTest {
    private static final int KNEE = 3;
    private static final int NECK = 15;
    private static final int DIES = 1_000;
    private static final int BACK = 2_000;

    @Test
    void anImuThatDiesIsToldAndTheBaseLeavesTheStateWithinASecond() throws Exception {
        List<Boolean> imu = new ArrayList<>();
        List<Boolean> base = new ArrayList<>();
        List<Double> sigma = new ArrayList<>();
        ChangedWalk walk = ChangedWalk.run(
                (frame, i) -> frame.drop(i < DIES || i >= BACK ? 0 : SensorFrame.IMU), (i, state, forecast) -> {
                    imu.add(state.knows(TwinState.IMU));
                    base.add(state.knows(TwinState.BASE_POSE));
                    sigma.add(state.baseSigma[6]);
                });

        assertThat(told(walk, Kind.LIMITED, "imu")).isBetween(DIES, DIES + 20);
        assertThat(imu.subList(DIES + 20, BACK)).containsOnly(false);
        // the velocity is doubted more and more, then nothing is said of the base
        assertThat(sigma.get(DIES + 100)).isGreaterThan(10 * sigma.get(DIES - 1));
        assertThat(sigma.get(DIES + 400)).isGreaterThan(sigma.get(DIES + 100));
        assertThat(base.subList(DIES + 502, BACK)).containsOnly(false);
        assertThat(walk.skill.velocityNees().mean()).as("%s", walk).isLessThan(4.5);
        assertThat(walk.skill.tiltNees().mean()).as("%s", walk).isLessThan(3);
        // half a second of samples, then the base is back
        assertThat(base.subList(BACK + 260, base.size())).containsOnly(true);
        assertThat(sigma.get(BACK + 400)).isLessThan(4 * sigma.get(DIES - 1));
        assertThat(told(walk, Kind.RESTORED, "imu")).isBetween(BACK, BACK + 260);
        assertThat(walk.events).extracting(TwinEvent::kind).doesNotContain(Kind.FALLEN, Kind.FALL_RISK);
    }

    @ParameterizedTest
    @CsvSource({"1500, 3000", "1500, 2200", "0, 1500"})
    void torquesThatFallSilentAreNoDivergence(int dies, int back) throws Exception {
        ChangedWalk walk = ChangedWalk.run(
                (frame, i) -> frame.drop(i < dies || i >= back ? 0 : SensorFrame.JOINT_EFFORTS | ChangedWalk.COMMANDS));

        assertThat(walk.events).extracting(TwinEvent::kind).doesNotContain(Kind.DIVERGED, Kind.CONVERGED);
    }

    @Test
    void nothingIsCarriedOnOverASilenceOfTheWholeRobot() throws Exception {
        double[] error = new double[ChangedWalk.FRAMES];
        double[] knee = new double[ChangedWalk.FRAMES];
        ChangedWalk walk = ChangedWalk.run(
                (frame, i) -> {
                    frame.stampNanos += i < DIES ? 0 : 2_000_000_000L;
                    knee[i] = frame.jointPositions[KNEE];
                },
                (i, state, forecast) -> error[i] = Math.abs(state.joints.position[KNEE] - knee[i]));

        assertThat(error[DIES]).isLessThan(1e-3);
        assertThat(Arrays.stream(error).max().orElseThrow()).isLessThan(5e-3);
        assertThat(walk.events).extracting(TwinEvent::kind).doesNotContain(Kind.SENSOR_REFUSED);
    }

    @Test
    void anImuThatIsSilentForAMomentCostsNoNewStart() throws Exception {
        double[] sigma = new double[ChangedWalk.FRAMES];
        ChangedWalk walk = ChangedWalk.run(
                (frame, i) -> frame.drop(i < DIES || i >= DIES + 100 ? 0 : SensorFrame.IMU),
                (i, state, forecast) -> sigma[i] = state.baseSigma[6]);

        assertThat(sigma[DIES + 99]).isGreaterThan(0.01);
        assertThat(sigma[DIES + 120]).isLessThan(4 * sigma[DIES - 1]);
        assertThat(walk.events).extracting(TwinEvent::kind).containsExactly(Kind.LIMITED, Kind.RESTORED);
    }

    @Test
    void anEncoderThatDiesTakesItsOwnJointAndComesBack() throws Exception {
        Joint knee = new ChangedWalkModel().joint(KNEE);
        List<Boolean> known = new ArrayList<>();
        double[] sample = new double[ChangedWalk.FRAMES];
        double[] sigma = new double[ChangedWalk.FRAMES];
        double[] error = new double[ChangedWalk.FRAMES];
        ChangedWalk walk = ChangedWalk.run(
                (frame, i) -> {
                    frame.drop(ChangedWalk.COMMANDS);
                    sample[i] = frame.jointPositions[KNEE];
                    if (i >= DIES && i < BACK) {
                        lose(frame, KNEE);
                    }
                },
                (i, state, forecast) -> {
                    known.add(state.knowsJoint(KNEE));
                    sigma[i] = forecast.predictions[0].jointPositionSigma[KNEE];
                    error[i] = Math.abs(state.joints.position[KNEE] - sample[i]);
                    assertThat(state.joints.position[KNEE]).isBetween(knee.lower(), knee.upper());
                    if (state.knowsJoint(KNEE)) {
                        assertThat(forecast.predictions[2].jointPositions[KNEE]).isBetween(knee.lower(), knee.upper());
                    } else {
                        assertThat(forecast.predictions[2].jointPositions[KNEE]).isNaN();
                    }
                    for (int j = 0; j < state.joints.position.length; j++) {
                        assertThat(j == KNEE || state.knowsJoint(j)).isTrue();
                        assertThat(j == KNEE || Math.abs(forecast.predictions[0].jointPositions[j]) < 4)
                                .isTrue();
                    }
                });

        assertThat(told(walk, Kind.LIMITED, "left_knee")).isBetween(DIES, DIES + 20);
        assertThat(known.subList(0, DIES)).containsOnly(true);
        assertThat(known.subList(DIES + 20, BACK)).containsOnly(false);
        // as unsure as it is wrong, as long as it is told
        int gone = known.indexOf(false);
        assertThat(sigma[gone - 1]).isGreaterThan(2 * sigma[DIES - 1]);
        for (int i = DIES + 1; i < gone; i++) {
            assertThat(sigma[i]).isGreaterThanOrEqualTo(sigma[i - 1]);
            assertThat(error[i]).isLessThan(4 * sigma[i]);
        }
        // nor is it told with the deviation of a joint that is known
        assertThat(Arrays.stream(sigma, gone, BACK)).containsOnly(Double.NaN);
        assertThat(known.subList(BACK, known.size())).containsOnly(true);
        assertThat(Arrays.stream(error, BACK, error.length).max().orElseThrow()).isLessThan(1e-3);
        assertThat(sigma[BACK]).isLessThan(2 * sigma[DIES - 1]);
        assertThat(told(walk, Kind.RESTORED, "left_knee")).isBetween(BACK, BACK + 260);
        assertThat(walk.events).extracting(TwinEvent::kind).doesNotContain(Kind.DIVERGED);
        // the other foot holds the base
        assertThat(walk.velocity()).as("%s", walk).isLessThan(2 * ChangedWalk.BASELINE);
        assertThat(walk.skill.velocityNees().mean()).as("%s", walk).isLessThan(4.5);
    }

    @Test
    void aJointThatIsNeverReportedTakesNothingFromTheOthers() throws Exception {
        PredictionEncoder encoder = new PredictionEncoder(new ChangedWalkModel().model);
        double[] squares = new double[2];
        String[] last = new String[1];
        ChangedWalk whole = ChangedWalk.run((frame, i) -> {}, (i, state, forecast) -> {
            squares[0] += forecast.residuals[1].scored ? square(forecast.residuals[1].jointRms) : 0;
        });
        ChangedWalk walk = ChangedWalk.run((frame, i) -> lose(frame, NECK), (i, state, forecast) -> {
            squares[1] += forecast.residuals[1].scored ? square(forecast.residuals[1].jointRms) : 0;
            assertThat(forecast.predictions[1].jointPositionSigma[NECK]).isNaN();
            if (i >= 500) {
                assertThat(state.torqueSource).isEqualTo(TorqueSource.COMMANDS);
                assertThat(forecast.balance.known).isTrue();
            }
            if (i == ChangedWalk.FRAMES - 1) {
                last[0] = new String(encoder.encode("h-1", state, forecast, Format.JSON), StandardCharsets.UTF_8);
            }
        });

        assertThat(walk.velocity()).as("%s", walk).isLessThan(1.01 * whole.velocity());
        assertThat(Math.sqrt(squares[1])).isLessThan(1.05 * Math.sqrt(squares[0]));
        assertThat(walk.events).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(Kind.LIMITED);
            assertThat(event.message()).isEqualTo("not reported so far: the position of joint neck_yaw");
        });
        // null in the state, in the predictions and in their bands
        assertThat(last[0].split("null", -1)).hasSize(1 + 2 + 3 * 4);
    }

    @Test
    void allFeetThatFallSilentAreToldAndTheEffortsTellTheContacts() throws Exception {
        int[] known = new int[1];
        ChangedWalk walk = ChangedWalk.run(
                (frame, i) -> frame.drop(i < DIES || i >= BACK ? 0 : ChangedWalk.FEET), (i, state, forecast) -> {
                    known[0] += i >= DIES + 20 && state.knowsContact(0) && state.knowsContact(1) ? 1 : 0;
                    if (i >= DIES + 20) {
                        assertThat(state.knownWrenches).isEqualTo(i < BACK ? 0 : 3);
                    }
                });

        assertThat(told(walk, Kind.LIMITED, "left_sole")).isBetween(DIES, DIES + 20);
        assertThat(known[0]).isEqualTo(ChangedWalk.FRAMES - DIES - 20);
        assertThat(told(walk, Kind.RESTORED, "left_sole")).isBetween(BACK, BACK + 260);
        assertThat(walk.velocity()).as("%s", walk).isLessThan(2 * ChangedWalk.BASELINE);
        assertThat(walk.events).extracting(TwinEvent::kind).containsExactly(Kind.LIMITED, Kind.RESTORED);
    }

    /** Zeros for it would be half of the robot's weight that nothing carries. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aFootThatIsNeverReportedIsUnknownAndPhysicsMissesNoForceOfIt(int foot) throws Exception {
        ChangedWalk walk = ChangedWalk.run(
                (frame, i) -> {
                    frame.contacts[foot] = Double.NaN;
                    Arrays.fill(frame.contactWrenches, 6 * foot, 6 * foot + 6, Double.NaN);
                },
                (i, state, forecast) -> {
                    assertThat(state.knowsContact(foot) || state.knowsWrench(foot))
                            .isFalse();
                    assertThat(state.knowsContact(1 - foot) && state.knowsWrench(1 - foot))
                            .isTrue();
                    assertThat(forecast.predictions[0].knownContacts).isEqualTo(2 - foot);
                    assertThat(state.divergence.externalForce).containsOnly(0);
                });

        assertThat(walk.events).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(Kind.LIMITED);
            assertThat(event.message())
                    .isEqualTo("not reported so far: contact flag or wrench of "
                            + walk.model.contacts().get(foot).name());
        });
        assertThat(walk.velocity()).as("regression guard: %s", walk).isLessThan(0.005);
        assertThat(walk.skill.velocityNees().mean()).as("%s", walk).isLessThan(4.5);
    }

    @Test
    void withNeitherFootSensorsNorEffortsThatIsToldAndTheVelocityIsAsWrongAsItSays() throws Exception {
        ChangedWalk walk = ChangedWalk.run(
                (frame, i) -> frame.drop(ChangedWalk.FEET | SensorFrame.JOINT_EFFORTS), (i, state, forecast) -> {
                    assertThat(state.knows(TwinState.CONTACTS)).isFalse();
                });

        assertThat(told(walk, Kind.LIMITED, "nothing shows which feet stand")).isEqualTo(249);
        assertThat(walk.events).hasSize(1);
        // only moments of little motion hold it
        assertThat(walk.velocity()).as("regression guard: %s", walk).isLessThan(0.3);
        assertThat(walk.skill.velocityNees().mean()).as("%s", walk).isLessThan(3);
    }

    private static double square(double a) {
        return a * a;
    }

    @ParameterizedTest
    @Tag("data")
    @CsvSource({
        "3, 1500, false", "3, 1500, true", "3, 1850, true", "3, 2000, true",
        "9, 1500, false", "9, 1500, true", "9, 1850, false", "9, 1850, true"
    })
    void aKneeThatDiesOrFreezesIsNoFall(int knee, int dies, boolean freezes) throws Exception {
        double[] kept = new double[1];
        WalkFrames.Run run = WalkFrames.run("walk", 3_000, (frame, i) -> {
            if (i == dies) {
                kept[0] = frame.jointPositions[knee];
            }
            if (i >= dies && freezes) {
                frame.jointPositions[knee] = kept[0];
            } else if (i >= dies) {
                lose(frame, knee);
            }
        });
        assertThat(run.told(Kind.FALL_RISK)).isEmpty();
        assertThat(run.told(Kind.FALLEN)).isEmpty();
    }

    @Test
    @Tag("data")
    void aRobotWithADeadKneeThatFallsIsToldAsFallen() throws Exception {
        WalkFrames.Run run = WalkFrames.run("push-fall", 3_000, (frame, i) -> lose(frame, KNEE));
        assertThat(run.told(Kind.FALLEN)).isNotEmpty();
        // what is not known of the leg speaks against no other sensor
        assertThat(run.told(Kind.SENSOR_REFUSED)).isEmpty();
    }

    private static void lose(SensorFrame frame, int joint) {
        frame.jointPositions[joint] = Double.NaN;
        frame.jointVelocities[joint] = Double.NaN;
    }

    /** The frame with which an event of a kind that names something was told first; −1 where none was. */
    private static int told(ChangedWalk walk, Kind kind, String name) {
        for (int e = 0; e < walk.events.size(); e++) {
            TwinEvent event = walk.events.get(e);
            if (event.kind() == kind && event.message().contains(name)) {
                return walk.told.get(e);
            }
        }
        return -1;
    }

    /** The robot that walks. */
    private static final class ChangedWalkModel {
        final dev.pollux.model.RobotModel model = dev.pollux.robot.BuiltInModels.humanoid28();

        Joint joint(int j) {
            return model.joints().get(j);
        }
    }
}
