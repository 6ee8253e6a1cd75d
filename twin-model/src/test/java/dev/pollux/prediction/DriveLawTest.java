package dev.pollux.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.ModelFixtures;
import dev.pollux.model.RobotDescription;
import dev.pollux.model.RobotModel;
import dev.pollux.state.SensorFrame;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DriveLawTest {
    private final RobotModel model = ModelFixtures.humanoid28();
    private final DriveLaw drives = new DriveLaw(model);
    private final SensorFrame frame = new SensorFrame();
    private final double[] q = new double[28];
    private final double[] v = new double[28];
    private final double[] tau = new double[28];
    private final int knee = model.jointIndex("left_knee"); // kp 200, kd 6, ± 320 N·m

    @Test
    void torqueIsFeedForwardPlusGainsTimesErrors() {
        command(0.1, 0.5, 7);
        q[knee] = 0.05;
        v[knee] = 0.25;
        drives.torques(frame, q, v, tau, 0);
        assertThat(tau[knee]).isEqualTo(7 + 200 * (0.1 - 0.05) + 6 * (0.5 - 0.25));
    }

    @Test
    void torqueStopsAtTheEffortLimit() {
        command(10, 0, 0);
        drives.torques(frame, q, v, tau, 0);
        assertThat(tau[knee]).isEqualTo(320);
        command(-10, 0, 0);
        drives.torques(frame, q, v, tau, 0);
        assertThat(tau[knee]).isEqualTo(-320);
    }

    @Test
    void gainsInTheFrameReplaceTheModels() {
        command(0.1, 0, 0);
        frame.mark(SensorFrame.COMMAND_KP | SensorFrame.COMMAND_KD);
        frame.commandKp[knee] = 50;
        drives.torques(frame, q, v, tau, 0);
        assertThat(tau[knee]).isEqualTo(5);
    }

    @Test
    void aTargetWithoutFeedForwardIsNoLawWhereEffortsAreMeasured() {
        frame.mark(SensorFrame.COMMAND_POSITION);
        assertThat(drives.commanded(frame)).isTrue();
        frame.mark(SensorFrame.JOINT_EFFORTS);
        assertThat(drives.commanded(frame)).isFalse();
        frame.mark(SensorFrame.COMMAND_EFFORT);
        assertThat(drives.commanded(frame)).isTrue();
    }

    @Test
    void aTargetOfWhichNoGainIsKnownCommandsNothing() {
        DriveLaw unknown = new DriveLaw(
                ModelFixtures.humanoid28(new RobotDescription("imu_link", List.of(), Map.of(), Map.of(), false)));
        frame.mark(SensorFrame.COMMAND_POSITION);
        assertThat(unknown.commanded(frame)).isFalse();
        assertThat(unknown.tells(frame, knee)).isFalse();
        assertThat(drives.tells(frame, knee)).isTrue();
        frame.mark(SensorFrame.COMMAND_KP);
        assertThat(unknown.commanded(frame)).isTrue();
        assertThat(unknown.tells(frame, knee)).isTrue();
        frame.commandPosition[knee] = Double.NaN;
        assertThat(unknown.tells(frame, knee)).isFalse();
    }

    @Test
    void whatTheSenderLeftOutCommandsNothing() {
        command(Double.NaN, Double.NaN, Double.NaN);
        drives.torques(frame, q, v, tau, 0);
        assertThat(tau[knee]).isZero();
    }

    private void command(double position, double velocity, double effort) {
        frame.mark(SensorFrame.COMMAND_POSITION | SensorFrame.COMMAND_VELOCITY | SensorFrame.COMMAND_EFFORT);
        frame.commandPosition[knee] = position;
        frame.commandVelocity[knee] = velocity;
        frame.commandEffort[knee] = effort;
    }
}
