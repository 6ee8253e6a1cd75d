package dev.pollux.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Six seconds of the built-in walk, the moments of whose wrenches are in another unit. */
@Tag("slow")
class WrenchMomentsTest {
    @Test
    void momentsInNewtonCentimetresAreToldOfEachFootAndNotUsed() throws Exception {
        ChangedWalk walk = ChangedWalk.run((frame, i) -> times(100, frame.contactWrenches, 0, 1));

        assertThat(walk.events).extracting(TwinEvent::kind).containsExactly(Kind.SENSOR_REFUSED, Kind.SENSOR_REFUSED);
        assertThat(walk.events)
                .extracting(TwinEvent::message)
                .allMatch(message -> message.startsWith("the moments of the contact wrench of ")
                        && message.contains("off the sole: they are not used; are they in N·m"));
        assertThat(walk.velocity()).as("regression guard: %s", walk).isLessThan(0.003);
        assertThat(walk.skill.velocityNees().mean()).as("%s", walk).isLessThan(4.5);
    }

    @Test
    void momentsOfOneFootAreUsedAgainOnceTheyAreRight() throws Exception {
        ChangedWalk walk = ChangedWalk.run((frame, i) -> times(i < 1_700 ? 100 : 1, frame.contactWrenches, 1, 1));

        assertThat(walk.events)
                .extracting(TwinEvent::message)
                .satisfiesExactly(
                        wrong -> assertThat(wrong).contains("right_sole lay the centre of pressure at x"),
                        right -> assertThat(right)
                                .endsWith("right_sole lay the centre of pressure on the sole again: they are used"));
        assertThat(walk.velocity()).as("regression guard: %s", walk).isLessThan(0.003);
    }

    @Test
    void whatIsKnownOfThemIsKeptInTheState() throws Exception {
        assertThat(ChangedWalk.differWhenRestored(700, (frame, i) -> times(100, frame.contactWrenches, 0, 1)))
                .isZero();
    }

    private static void times(double factor, double[] wrenches, int from, int to) {
        for (int k = from; k <= to; k++) {
            for (int i = 6 * k + 3; i < 6 * k + 6; i++) {
                wrenches[i] *= factor;
            }
        }
    }
}
