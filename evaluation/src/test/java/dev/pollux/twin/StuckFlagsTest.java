package dev.pollux.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.estimation.feet.LoadFromEfforts;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import dev.pollux.state.TwinState;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Contact flags that stay at one value in the noisy MuJoCo walk. */
@Tag("data")
class StuckFlagsTest {
    private static final int FRAMES = 4_000;
    private static final int STICKS = 1_500;
    private static final int WRENCHES = SensorFrame.CONTACT_WRENCHES;
    private static final int LOADS = WRENCHES | SensorFrame.JOINT_EFFORTS;
    private static final int LEFT = 0;

    private static WalkFrames.Run run(int drop, int skip, WalkFrames.Change change) throws Exception {
        return WalkFrames.run(
                "walk",
                FRAMES,
                skip,
                (frame, i) -> {
                    frame.drop(drop);
                    change.apply(frame, i);
                },
                (state, i) -> {});
    }

    /** The flags stay as they are in one frame. */
    private static WalkFrames.Change freezing() {
        double[] frozen = new double[2];
        return (frame, i) -> {
            if (i == STICKS) {
                System.arraycopy(frame.contacts, 0, frozen, 0, 2);
            } else if (i > STICKS) {
                System.arraycopy(frozen, 0, frame.contacts, 0, 2);
            }
        };
    }

    @Test
    void flagsThatSayInTheAirAreLeftOutForEffortsThatCarryTheRobot() throws Exception {
        WalkFrames.Run run = run(WRENCHES, 2_500, (frame, i) -> Arrays.fill(frame.contacts, 0));
        assertThat(run.refusals())
                .extracting(t -> t.event().message())
                .isNotEmpty()
                .allMatch(m -> m.contains("in the air, while its load says that it carries the robot"))
                .anyMatch(m -> m.contains("left_sole"))
                .anyMatch(m -> m.contains("right_sole"));
        assertThat(run.told(Kind.FALLEN)).isEmpty();
        assertThat(run.skill.velocity().rms()).as("regression guard: %s", run).isLessThan(0.004);
        assertThat(run.skill.velocityNees().mean()).as("%s", run).isLessThan(6);
    }

    @Test
    void flagsThatSayInTheAirWhileNothingElseTellsAreToldAndTheVelocityIsHonestUntilTheyWorkAgain() throws Exception {
        int back = 3_000;
        WalkFrames.Run run = run(LOADS, 0, (frame, i) -> {
            if (i >= STICKS && i < back) {
                Arrays.fill(frame.contacts, 0);
            }
        });
        assertThat(run.refusals()).hasSizeBetween(2, 3);
        assertThat(run.refusals().get(0).event().message())
                .startsWith("all contact flags say that the feet are in the air (left_sole, right_sole)");
        assertThat(run.refusals().get(0).frame()).isBetween(STICKS + 450, STICKS + 700);
        assertThat(run.refusals().get(1).event().message()).endsWith("changes again as the rest says: it is used");
        assertThat(run.refusals().get(1).frame()).isBetween(back, back + 500);
        assertThat(run.state.knowsContact(LEFT)).isTrue();
        assertThat(run.skill.velocityNees().mean()).as("%s", run).isLessThan(6);
    }

    @Test
    void oneFlagThatIsStuckIsNamedAndNotTheOther() throws Exception {
        for (int drop : new int[] {WRENCHES, LOADS}) {
            WalkFrames.Run run = run(drop, 0, (frame, i) -> frame.contacts[LEFT] = 0);
            assertThat(run.refusals())
                    .extracting(t -> t.event().message())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "the contact flag of left_sole seems to be stuck: it says all the time that the foot is in the air");
            assertThat(run.skill.velocity().rms())
                    .as("regression guard: %s", run)
                    .isLessThan(0.006);
            assertThat(run.skill.velocityNees().mean()).as("%s", run).isLessThan(6);
        }
    }

    @Test
    void flagsThatFreezeInMidStrideBesideWrenchesNeverMakeTheVelocityUnknown() throws Exception {
        WalkFrames.Run run = WalkFrames.run(
                "walk",
                FRAMES,
                0,
                freezing(),
                (state, i) -> assertThat(i < STICKS || state.knows(TwinState.BASE_VELOCITY))
                        .as("velocity known in frame %d", i)
                        .isTrue());
        assertThat(run.refusals())
                .extracting(t -> t.event().message())
                .isNotEmpty()
                .allMatch(m -> m.contains("seems to be stuck"));
        assertThat(run.skill.velocity().rms()).as("regression guard: %s", run).isLessThan(0.003);
    }

    @Test
    void flagsThatFreezeInMidStrideAreBothNamedAndMakeNoConfidentVelocity() throws Exception {
        for (int drop : new int[] {WRENCHES, LOADS}) {
            WalkFrames.Run run = run(drop, STICKS + 1_500, freezing());
            assertThat(run.refusals()).hasSize(2);
            assertThat(run.refusals().get(1).frame()).isLessThan(STICKS + 1_500);
            assertThat(run.told(Kind.LIMITED))
                    .extracting(TwinEvent::message)
                    .anyMatch(m -> m.contains("left_sole") && m.contains("right_sole"));
            if (drop == WRENCHES) {
                assertThat(run.skill.velocityNees().mean()).as("%s", run).isLessThan(6);
            } else {
                assertThat(run.state.knows(TwinState.BASE_VELOCITY)).isFalse();
            }
        }
    }

    @Test
    void flagsThatSayOnTheGroundAllTheTimeAreToldAndUsedWhereNothingElseTells() throws Exception {
        WalkFrames.Run run = run(LOADS, 0, (frame, i) -> Arrays.fill(frame.contacts, 1));
        assertThat(run.refusals()).isEmpty();
        assertThat(run.told(Kind.LIMITED))
                .extracting(TwinEvent::message)
                .filteredOn(m -> m.startsWith("the contact flag of"))
                .isNotEmpty()
                .allMatch(m -> m.contains("on the ground, also while the leg lifts it"));
        assertThat(run.told(Kind.LIMITED))
                .extracting(TwinEvent::message)
                .allMatch(m -> m.startsWith("the contact flag of") || m.startsWith("IMU and standing legs contradict"));
        assertThat(run.skill.velocity().rms()).as("regression guard: %s", run).isLessThan(0.005);
    }

    @Test
    void flagsOfARobotThatHangsAreBelievedWhereItsEffortsCarryItsLegsOnly() throws Exception {
        LoadFromEfforts loads = new LoadFromEfforts(BuiltInModels.humanoid28());
        double[] still = new double[28];
        double[] torque = new double[28];
        WalkFrames.Run run = WalkFrames.run(
                "stand",
                2_000,
                0,
                (frame, i) -> {
                    frame.drop(WRENCHES | ChangedWalk.COMMANDS);
                    Arrays.fill(frame.contacts, 0);
                    loads.unloaded(Arrays.copyOf(frame.jointPositions, 28), still, still, frame.imu, torque);
                    System.arraycopy(torque, 0, frame.jointEfforts, 0, 28);
                },
                (state, i) -> assertThat(state.knows(TwinState.CONTACTS)).isTrue());
        assertThat(run.refusals()).isEmpty();
        assertThat(run.told(Kind.FALLEN)).isEmpty();
    }

    @Test
    void flagsOfARobotThatRestsAFootOnAStepAreBelieved() throws Exception {
        int hip = BuiltInModels.humanoid28().jointIndex("left_hip_pitch");
        int knee = BuiltInModels.humanoid28().jointIndex("left_knee");
        int ankle = BuiltInModels.humanoid28().jointIndex("left_ankle_pitch");
        WalkFrames.Run run = WalkFrames.run("stand", 2_000, (frame, i) -> {
            frame.drop(LOADS | ChangedWalk.COMMANDS);
            // the left foot is some 7 cm higher, and level
            frame.jointPositions[hip] -= 0.4;
            frame.jointPositions[knee] += 0.8;
            frame.jointPositions[ankle] -= 0.4;
        });
        assertThat(run.state.contacts).containsOnly(true);
        assertThat(run.told).extracting(t -> t.event().message()).noneMatch(m -> m.startsWith("the contact flag"));
    }
}
