package dev.pollux.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import org.junit.jupiter.api.Test;

/** Six seconds of the built-in walk of a robot whose feet are told by its efforts alone. */
class CarriedWeightTest {
    @Test
    void effortsOfTheMotorBeforeItsGearDoNotTellWhichFeetStand() throws Exception {
        tellsNoFeet(1.0 / 80, Kind.LIMITED, "the efforts do not show which feet stand");
    }

    @Test
    void effortsOfTheWrongSignAreTold() throws Exception {
        tellsNoFeet(-1, Kind.SENSOR_REFUSED, "the efforts of the joints seem to have the wrong sign");
    }

    private static void tellsNoFeet(double factor, Kind kind, String words) throws Exception {
        ChangedWalk walk = ChangedWalk.run((frame, i) -> {
            frame.drop(ChangedWalk.FEET | ChangedWalk.COMMANDS);
            for (int j = 0; j < 28 && frame.has(SensorFrame.JOINT_EFFORTS); j++) {
                frame.jointEfforts[j] *= factor;
            }
        });

        assertThat(walk.events)
                .anyMatch(event -> event.kind() == kind && event.message().startsWith(words));
        assertThat(walk.events).extracting(TwinEvent::kind).doesNotContain(Kind.FALL_RISK, Kind.FALLEN);
        assertThat(walk.skill.velocityNees().mean()).as("%s", walk).isLessThan(4.5);
    }
}
