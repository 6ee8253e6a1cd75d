package dev.pollux.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.robot.BuiltInModels;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent.Kind;
import dev.pollux.state.TwinState;
import dev.pollux.state.TwinStateFormat;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Controllers that are slower than the frames, which repeat their last command. */
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
        assertThat(walk.velocity()).isLessThan(0.003);
    }

    @Test
    void velocityTargetsThatADriverFillsWithZerosAreNoPlanAndNoForce() throws Exception {
        ChangedWalk walk = ChangedWalk.run((frame, i) -> Arrays.fill(frame.commandVelocity, 0, frame.jointCount, 0));
        assertThat(walk.events).isEmpty();
        assertThat(walk.velocity()).isLessThan(0.003);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTwinThatIsRestoredBetweenTwoCommandsGoesOnByteForByte(boolean repeated) throws Exception {
        DigitalTwin twin = new DigitalTwin(BuiltInModels.humanoid28(), 10_000_000, 20_000_000, 50_000_000);
        TwinState[] restored = {twin.newState()};
        SensorFrame command = new SensorFrame();
        SensorFrame again = new SensorFrame();
        int[] differ = {0};
        ChangedWalk.run(
                (frame, i) -> {
                    if (i % 5 == 0) {
                        command.copyFrom(frame);
                    } else if (repeated) {
                        System.arraycopy(command.commandVelocity, 0, frame.commandVelocity, 0, frame.jointCount);
                    } else {
                        frame.drop(ChangedWalk.COMMANDS);
                    }
                    again.copyFrom(frame);
                },
                (i, state, forecast) -> {
                    if (i >= 900) {
                        return;
                    }
                    try {
                        TwinState other = restored[0];
                        twin.sync(other, again, twin.admit(other, again, again.stampNanos / 1_000_000));
                        twin.predict(other);
                        byte[] bytes = TwinStateFormat.bytes(other);
                        differ[0] += Arrays.equals(bytes, TwinStateFormat.bytes(state)) ? 0 : 1;
                        restored[0] = TwinStateFormat.read(new DataInputStream(new ByteArrayInputStream(bytes)));
                    } catch (FrameRejectedException | IOException e) {
                        throw new AssertionError(e);
                    }
                });
        assertThat(differ[0]).isZero();
    }
}
