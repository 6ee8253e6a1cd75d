package dev.pollux.late;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.state.SensorFrame;
import org.junit.jupiter.api.Test;

class HeldFrameTest {
    @Test
    void whatIsSaidOfFollowersIsHeldWithTheFrame() {
        SensorFrame frame = new SensorFrame();
        frame.mark(SensorFrame.JOINT_POSITIONS | SensorFrame.FOLLOWER_POSITIONS | SensorFrame.IMU);
        frame.jointCount = 2;
        frame.jointPositions[1] = 0.5;
        frame.followerCount = 3;
        frame.followerPositions[0] = Double.NaN;
        frame.followerPositions[2] = 0.25;
        frame.imu[5] = 9.81;
        SensorFrame read = new SensorFrame();
        HeldFrame.read(HeldFrame.bytes(frame), read);
        assertThat(read.has(SensorFrame.FOLLOWER_POSITIONS)).isTrue();
        assertThat(read.followerCount).isEqualTo(3);
        assertThat(read.followerPositions).startsWith(Double.NaN, 0, 0.25);
        assertThat(read.jointPositions).startsWith(0, 0.5);
        assertThat(read.imu).endsWith(9.81);
    }
}
