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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contact wrenches that repeat one sample, in the noisy MuJoCo walk. */
@Tag("data")
class FrozenWrenchTest {
    private static final int FRAMES = FreezingWalk.FRAMES;
    private static final List<String> SOLES = List.of("left_sole", "right_sole");

    @ParameterizedTest
    @CsvSource({"0, false", "1, false", "0, true", "1, true"})
    void aFrozenWrenchIsNamedLeavesTheStateAndIsTakenBackWhenItChanges(int foot, boolean atNothing) throws Exception {
        FreezingWalk walk = FreezingWalk.run(
                (frame, frozen) -> {
                    Arrays.fill(frame.contactWrenches, 6 * foot, 6 * foot + 6, 0);
                    if (!atNothing) {
                        System.arraycopy(frozen.contactWrenches, 6 * foot, frame.contactWrenches, 6 * foot, 6);
                    }
                },
                state -> (state.knownWrenches >> foot & 1) != 0);
        // half a second, or a whole stride where the foot felt nothing
        walk.isNamedLeavesAndReturns(
                        "contact wrench of " + SOLES.get(foot) + " is frozen: it has repeated one sample",
                        atNothing ? 400 : 250)
                .isBackAtOnce("known again: the contact wrench of " + SOLES.get(foot));
        if (!atNothing) {
            // a load that is not felt before the flag comes is a force
            assertThat(walk.run.told(Kind.DIVERGED)).isEmpty();
        }
        assertThat(walk.run.told(Kind.FALL_RISK)).isEmpty();
        assertThat(walk.skill().velocity().rms())
                .as("regression guard: %s", walk)
                .isLessThan(0.004);
    }

    @ParameterizedTest
    @ValueSource(strings = {"walk", "stand", "push-survive", "push-fall"})
    void wrenchesThatRoundToTenNewtonsAreNotTakenForFrozen(String recording) throws Exception {
        WalkFrames.Run run = WalkFrames.run(recording, FRAMES, (frame, i) -> {
            for (int k = 0; k < 12; k++) {
                frame.contactWrenches[k] = 10 * Math.rint(frame.contactWrenches[k] / 10);
            }
        });
        assertThat(run.told(Kind.SENSOR_REFUSED)).isEmpty();
    }

    @Test
    void wrenchesThatABridgeRepeatsForATenthOfASecondAreNotTakenForFrozen() throws Exception {
        SensorFrame last = new SensorFrame();
        WalkFrames.Run run = WalkFrames.run("walk", FRAMES, (frame, i) -> {
            if (i % 50 == 0) {
                last.copyFrom(frame);
            }
            System.arraycopy(last.contactWrenches, 0, frame.contactWrenches, 0, 12);
        });
        assertThat(run.told(Kind.SENSOR_REFUSED)).isEmpty();
    }

    @Test
    void aRobotThatHangsFeelsNothingAndKeepsItsWrenches() throws Exception {
        WalkFrames.Run run = WalkFrames.run(
                "stand",
                FRAMES,
                0,
                (frame, i) -> {
                    if (i > 1_000) {
                        Arrays.fill(frame.contactWrenches, 0, 12, 0);
                        Arrays.fill(frame.contacts, 0, 2, 0);
                    }
                },
                (state, i) -> {
                    if (i > 1_000) {
                        assertThat(state.knownWrenches).isEqualTo(3);
                    }
                });
        assertThat(run.told(Kind.SENSOR_REFUSED)).extracting(TwinEvent::message).noneMatch(m -> m.contains("frozen"));
    }
}
