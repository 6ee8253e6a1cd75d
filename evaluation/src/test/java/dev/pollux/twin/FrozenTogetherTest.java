package dev.pollux.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import dev.pollux.state.TwinState;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several sensors that freeze in one frame of the noisy MuJoCo walk, 500 frames a second, while the others go on. */
@Tag("data")
class FrozenTogetherTest {
    private static final int FEET = 1_400;
    private static final int MOTION = 300;

    /** What was said last holds for so many frames. */
    private static final int HOLD = 16;

    private static WalkFrames.Run run(
            int freezes, int frozenFrames, boolean exact, int sensors, ToIntFunction<TwinState> known, int[] knew)
            throws Exception {
        SensorFrame frozen = new SensorFrame();
        int goesOn = freezes + frozenFrames;
        return WalkFrames.run(
                "walk",
                goesOn + 300,
                0,
                (frame, i) -> {
                    for (int k = 0; k < 2 && exact; k++) {
                        if (Math.abs(frame.contactWrenches[6 * k + 2]) < 30) {
                            Arrays.fill(frame.contactWrenches, 6 * k, 6 * k + 6, 0);
                        }
                    }
                    if (i == freezes) {
                        frozen.copyFrom(frame);
                    } else if (i > freezes && i < goesOn) {
                        freeze(frame, frozen, sensors);
                    }
                },
                (state, i) -> {
                    if (i >= freezes + HOLD && i < goesOn) {
                        knew[i - freezes] = known.applyAsInt(state);
                    }
                });
    }

    private static void freeze(SensorFrame frame, SensorFrame frozen, int sensors) {
        if ((sensors & SensorFrame.JOINT_POSITIONS) != 0) {
            System.arraycopy(frozen.jointPositions, 0, frame.jointPositions, 0, frame.jointCount);
            System.arraycopy(frozen.jointVelocities, 0, frame.jointVelocities, 0, frame.jointCount);
        }
        if ((sensors & SensorFrame.IMU) != 0) {
            System.arraycopy(frozen.imu, 0, frame.imu, 0, 6);
        }
        if ((sensors & SensorFrame.CONTACT_WRENCHES) != 0) {
            System.arraycopy(frozen.contactWrenches, 0, frame.contactWrenches, 0, 12);
        }
        if ((sensors & SensorFrame.CONTACTS) != 0) {
            System.arraycopy(frozen.contacts, 0, frame.contacts, 0, 2);
        }
    }

    /** The frame of the last event that tells of each of these first. */
    private static int lastFrame(WalkFrames.Run run, List<Predicate<String>> messages) {
        return messages.stream()
                .mapToInt(message -> run.told.stream()
                        .filter(t -> message.test(t.event().message()))
                        .mapToInt(WalkFrames.Told::frame)
                        .findFirst()
                        .orElse(Integer.MAX_VALUE))
                .max()
                .orElseThrow();
    }

    private static Predicate<String> wrench(String foot) {
        return message ->
                message.startsWith("contact wrench of " + foot + "_sole is frozen: it has repeated one sample");
    }

    private static Predicate<String> flag(String foot) {
        return message -> message.startsWith("the contact flag of " + foot + "_sole seems to be stuck");
    }

    private static void isSteady(WalkFrames.Run run) {
        assertThat(run.told).extracting(t -> t.event().kind()).doesNotContain(Kind.FALL_RISK, Kind.DIVERGED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1113, 1561, 2237, 3019})
    void bothWrenchesAreNamedWithinASixthOfASecondAndTheFlagsCarryTheVelocity(int freezes) throws Exception {
        int[] known = new int[FEET];
        WalkFrames.Run run =
                run(freezes, FEET, false, SensorFrame.CONTACT_WRENCHES, state -> state.knownWrenches, known);

        assertThat(lastFrame(run, List.of(wrench("left"), wrench("right")))).isBetween(freezes, freezes + 83);
        assertThat(known).containsOnly(0);
        assertThat(run.refusals()).hasSize(2);
        assertThat(run.told(Kind.RESTORED))
                .extracting(TwinEvent::message)
                .singleElement()
                .asString()
                .contains("wrench");
        isSteady(run);
        // 0.7 m/s with a NEES of 4,000 to 29,000 where the wrenches are believed
        assertThat(run.skill.velocity().rms()).as("regression guard: %s", run).isLessThan(0.004);
        assertThat(run.skill.velocityNees().mean()).as("%s", run).isLessThan(4.5);
    }

    /** Of a sensor without noise a sole in the air feels nothing at all, which says nothing of whether it is frozen. */
    @ParameterizedTest
    @CsvSource({"1113, false", "1561, false", "2237, false", "1113, true", "1561, true", "2237, true"})
    void flagsThatFreezeWithTheWrenchesAreNotBelievedAndAreNamedWithinAStride(int freezes, boolean exact)
            throws Exception {
        int sensors = SensorFrame.CONTACT_WRENCHES | SensorFrame.CONTACTS;
        WalkFrames.Run run = run(freezes, FEET, exact, sensors, state -> 0, new int[FEET]);

        assertThat(Math.min(lastFrame(run, List.of(wrench("left"))), lastFrame(run, List.of(wrench("right")))))
                .isBetween(freezes, freezes + 83);
        assertThat(Math.min(lastFrame(run, List.of(flag("left"))), lastFrame(run, List.of(flag("right")))))
                .isBetween(freezes, freezes + 450);
        assertThat(lastFrame(run, List.of(flag("left"), flag("right"), wrench("left"), wrench("right"))))
                .isBetween(freezes, freezes + 650);
        isSteady(run);
        // 0.4 m/s with a NEES of 4,000 to 8,000 where they are believed
        assertThat(run.skill.velocity().rms()).as("regression guard: %s", run).isLessThan(0.004);
        assertThat(run.skill.velocityNees().mean()).as("%s", run).isLessThan(4.5);
    }

    @ParameterizedTest
    @ValueSource(ints = {707, 1113, 1561, 2237, 2903, 3019, 3403, 4409})
    void encodersAndImuThatFreezeTogetherAreToldOnceAtOnceAndTheVelocityKnowsHowUnsureItIs(int freezes)
            throws Exception {
        int[] known = new int[MOTION];
        WalkFrames.Run run = run(
                freezes,
                MOTION,
                false,
                SensorFrame.JOINT_POSITIONS | SensorFrame.IMU,
                state -> state.knows(TwinState.IMU) || state.knowsJoint(3) ? 1 : 0,
                known);

        assertThat(run.refusals()).hasSize(1);
        assertThat(run.refusals().get(0).event().message())
                .startsWith("encoders and IMU are frozen: each has repeated one sample for 0.0");
        assertThat(run.refusals().get(0).frame()).isBetween(freezes, freezes + HOLD);
        assertThat(known).containsOnly(0);
        // after half a second without an IMU the first tilts are as unsure as they say, and no reason for an alarm
        isSteady(run);
        // 0.1 to 0.4 m/s with a NEES of 1,000 to 10,000 where the readings are believed
        assertThat(run.skill.velocity().rms()).as("regression guard: %s", run).isLessThan(0.05);
        assertThat(run.skill.velocityNees().mean())
                .as("regression guard: %s", run)
                .isLessThan(5);
    }
}
