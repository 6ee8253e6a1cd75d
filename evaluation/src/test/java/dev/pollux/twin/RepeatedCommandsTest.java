package dev.pollux.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent.Kind;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Controllers that are slower than the frames, which repeat their last command. */
@Tag("slow")
class RepeatedCommandsTest {
    @ParameterizedTest
    @CsvSource({"50, 50, 0", "100, 100, 0", "33, 100, 0", "50, 120, 0", "50, 120, 0.3"})
    void commandsThatFramesRepeatUnevenlyAreNoForceAndNoStrangeJoint(double slowest, double fastest, double absent)
            throws Exception {
        Random random = new Random(7);
        SensorFrame command = new SensorFrame();
        double[] next = {0};
        ChangedWalk walk = ChangedWalk.run((frame, i) -> {
            if (i * 0.002 >= next[0]) {
                command.copyFrom(frame);
                next[0] = i * 0.002 + 1 / (slowest + (fastest - slowest) * random.nextDouble());
            }
            for (int bits = ChangedWalk.COMMANDS & frame.present(); bits != 0; bits &= bits - 1) {
                int array = Integer.lowestOneBit(bits);
                System.arraycopy(command.jointArray(array), 0, frame.jointArray(array), 0, frame.jointCount);
            }
            if (random.nextDouble() < absent) {
                frame.drop(ChangedWalk.COMMANDS);
            }
        });
        assertThat(walk.events).extracting(event -> event.kind()).doesNotContain(Kind.DIVERGED);
        assertThat(walk.velocity()).as("regression guard: %s", walk).isLessThan(0.003);
    }

    @Test
    void velocityTargetsThatADriverFillsWithZerosAreNoPlanAndNoForce() throws Exception {
        ChangedWalk walk = ChangedWalk.run((frame, i) -> Arrays.fill(frame.commandVelocity, 0, frame.jointCount, 0));
        assertThat(walk.events).isEmpty();
        assertThat(walk.velocity()).as("regression guard: %s", walk).isLessThan(0.003);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTwinThatIsRestoredBetweenTwoCommandsGoesOnByteForByte(boolean repeated) throws Exception {
        SensorFrame command = new SensorFrame();
        int differ = ChangedWalk.differWhenRestored(900, (frame, i) -> {
            if (i % 5 == 0) {
                command.copyFrom(frame);
            } else if (repeated) {
                System.arraycopy(command.commandVelocity, 0, frame.commandVelocity, 0, frame.jointCount);
            } else {
                frame.drop(ChangedWalk.COMMANDS);
            }
        });
        assertThat(differ).isZero();
    }
}
