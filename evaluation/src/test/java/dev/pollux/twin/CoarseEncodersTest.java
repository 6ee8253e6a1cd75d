package dev.pollux.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Six seconds of the built-in walk whose encoders, of 0.1 mrad as recorded, are rounded to coarse quanta. */
@Tag("slow")
class CoarseEncodersTest {
    @Test
    void quantaOfThreeMilliradsCostLittleAndAreOwnedUpTo() throws Exception {
        ChangedWalk walk = rounded(0.003);

        assertThat(walk.velocity()).as("regression guard: %s", walk).isLessThan(0.005);
        assertThat(walk.skill.velocityNees().mean()).as("%s", walk).isLessThan(3);
        assertThat(walk.events).isEmpty();
    }

    @Test
    void quantaOfFiveMilliradsAreOwnedUpTo() throws Exception {
        ChangedWalk walk = rounded(0.005);

        assertThat(walk.velocity()).as("regression guard: %s", walk).isLessThan(0.012);
        assertThat(walk.skill.velocityNees().mean()).as("%s", walk).isLessThan(6);
        assertThat(walk.events).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.003, 0.0045, 0.006})
    void quantaOfEncodersWithoutVelocitiesAreNoFaultOfASensor(double quantum) throws Exception {
        ChangedWalk walk = ChangedWalk.run((frame, i) -> {
            round(frame, quantum);
            frame.drop(SensorFrame.JOINT_VELOCITIES);
        });

        assertThat(walk.events).isEmpty();
        assertThat(walk.velocity()).as("regression guard: %s", walk).isLessThan(0.02);
    }

    /** Three samples of a joint do not tell its noise: one of the 112 lies far enough off to be refused. */
    @Test
    void noiseOfTenMilliradsWithoutVelocitiesIsLearntAtOnceAndNoFaultOfASensor() throws Exception {
        Random random = new Random(3);
        ChangedWalk walk = ChangedWalk.run((frame, i) -> {
            frame.drop(SensorFrame.JOINT_VELOCITIES);
            for (int j = 0; j < 28; j++) {
                frame.jointPositions[j] += 0.01 * random.nextGaussian();
            }
        });

        assertThat(walk.events).hasSizeLessThanOrEqualTo(1);
        assertThat(walk.velocity()).as("regression guard: %s", walk).isLessThan(0.06);
        assertThat(walk.skill.velocityNees().mean())
                .as("regression guard: %s", walk)
                .isLessThan(7);
    }

    @Test
    void aQuantumOfFiftyMilliradsIsNoWildSample() throws Exception {
        ChangedWalk walk = ChangedWalk.run((frame, i) -> {
            round(frame, 0.05);
            frame.drop(SensorFrame.JOINT_VELOCITIES);
        });

        assertThat(walk.events)
                .extracting(TwinEvent::kind)
                .doesNotContain(Kind.SENSOR_REFUSED, Kind.RESET, Kind.LIMITED);
    }

    /** Learnt from the first leaps of each joint; until then its samples are taken as they are. */
    @Test
    void quantaOfTwentyMilliradsLeaveTheVelocityKnown() throws Exception {
        ChangedWalk walk = rounded(0.02);

        assertThat(walk.velocity()).as("regression guard: %s", walk).isLessThan(0.015);
        assertThat(walk.skill.velocityNees().mean())
                .as("regression guard: %s", walk)
                .isLessThan(15);
        assertThat(walk.events).isEmpty();
    }

    private static ChangedWalk rounded(double quantum) throws Exception {
        ChangedWalk walk = ChangedWalk.run((frame, i) -> round(frame, quantum));
        return walk;
    }

    private static void round(SensorFrame frame, double quantum) {
        for (int j = 0; j < 28; j++) {
            frame.jointPositions[j] = Math.rint(frame.jointPositions[j] / quantum) * quantum;
        }
    }
}
