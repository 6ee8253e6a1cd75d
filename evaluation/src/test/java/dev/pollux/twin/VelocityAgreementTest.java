package dev.pollux.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Six seconds of the built-in walk, whose joints' velocities are not the rates of their positions. */
@Tag("slow")
class VelocityAgreementTest {
    private static final double AS_WITHOUT_VELOCITIES = 0.0025;

    @Test
    void velocitiesOfTheWrongSignAreToldOfAllJointsAndNotUsed() throws Exception {
        ChangedWalk walk = ChangedWalk.run((frame, i) -> times(-1, frame.jointVelocities, 0, 28));

        assertThat(messages(walk)).allMatch(message -> message.contains("seem to have the wrong sign"));
        assertThat(messages(walk)).anyMatch(message -> message.startsWith("the velocities of all joints seem"));
        isSound(walk);
    }

    @Test
    void velocitiesOfTheWrongSignOfOneLegAreToldByTheNamesOfItsJoints() throws Exception {
        ChangedWalk walk = ChangedWalk.run((frame, i) -> times(-1, frame.jointVelocities, 6, 12));

        assertThat(messages(walk))
                .isNotEmpty()
                .allMatch(message -> message.contains("right_") && !message.contains("left_"))
                .allMatch(message -> message.contains("seem to have the wrong sign"));
        isSound(walk);
    }

    @Test
    void velocitiesThatTurnOverForAMomentAreUsedAgainAfterIt() throws Exception {
        ChangedWalk walk =
                ChangedWalk.run((frame, i) -> times(i >= 2_050 && i < 2_200 ? -1 : 1, frame.jointVelocities, 0, 28));

        assertThat(messages(walk)).first().asString().contains("left_knee").contains("seem to have the wrong sign");
        assertThat(messages(walk)).last().asString().endsWith("agree with the positions again: they are used");
        isSound(walk);
    }

    @Test
    void velocitiesInDegreesOrRevolutionsAreToldByTheirUnitAndNotUsed() throws Exception {
        for (var unit : List.of(
                List.of(180 / Math.PI, "degrees per second"), List.of(30 / Math.PI, "revolutions per minute"))) {
            ChangedWalk walk = ChangedWalk.run((frame, i) -> times((Double) unit.get(0), frame.jointVelocities, 0, 28));

            assertThat(messages(walk))
                    .anyMatch(
                            message -> message.startsWith("the velocities of all joints seem to be in " + unit.get(1)));
            assertThat(walk.velocity()).as("regression guard: %s", walk).isLessThan(AS_WITHOUT_VELOCITIES);
            assertThat(walk.events).extracting(TwinEvent::kind).doesNotContain(Kind.FALL_RISK, Kind.RESET);
        }
    }

    @Test
    void velocitiesThatComeLateAreNotTakenForOpposed() throws Exception {
        double[][] said = new double[ChangedWalk.FRAMES][];
        ChangedWalk walk = ChangedWalk.run((frame, i) -> {
            said[i] = frame.jointVelocities.clone();
            System.arraycopy(said[Math.max(0, i - 20)], 0, frame.jointVelocities, 0, 28);
        });

        assertThat(messages(walk)).isEmpty();
    }

    @Test
    void whatIsKnownOfThemIsKeptInTheState() throws Exception {
        assertThat(ChangedWalk.differWhenRestored(900, (frame, i) -> times(-1, frame.jointVelocities, 0, 28)))
                .isZero();
    }

    private static void isSound(ChangedWalk walk) {
        assertThat(walk.velocity()).as("regression guard: %s", walk).isLessThan(AS_WITHOUT_VELOCITIES);
        assertThat(walk.skill.velocityNees().mean()).as("%s", walk).isLessThan(4.5);
        assertThat(walk.events).extracting(TwinEvent::kind).containsOnly(Kind.SENSOR_REFUSED);
    }

    private static List<String> messages(ChangedWalk walk) {
        return walk.events.stream()
                .filter(event -> event.kind() == Kind.SENSOR_REFUSED)
                .map(TwinEvent::message)
                .toList();
    }

    private static void times(double factor, double[] velocities, int from, int to) {
        for (int j = from; j < to; j++) {
            velocities[j] *= factor;
        }
    }
}
