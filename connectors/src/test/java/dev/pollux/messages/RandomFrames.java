package dev.pollux.messages;

import dev.pollux.state.SensorFrame;
import java.util.Random;

/** Frames for tests. */
final class RandomFrames {
    private RandomFrames() {}

    /** A frame with all sensors, from a seed. */
    static SensorFrame full(long seed, int joints) {
        Random random = new Random(seed);
        SensorFrame frame = new SensorFrame();
        frame.robotId = "h-" + seed;
        frame.model = "humanoid_28";
        frame.source = "simulator";
        frame.clock = "sim";
        frame.seq = random.nextInt(Integer.MAX_VALUE);
        frame.stampNanos = 1_790_000_000_123_456_789L + random.nextInt();
        frame.jointCount = joints;
        frame.jointNames = new String[joints];
        for (int i = 0; i < joints; i++) {
            frame.jointNames[i] = "joint_" + i;
        }
        for (int sensor = 1; sensor <= SensorFrame.COMMAND_KD; sensor <<= 1) {
            fill(random, frame.jointArray(sensor), joints);
        }
        for (int i = 0; i < joints; i++) { // gains are not negative
            frame.commandKp[i] = Math.abs(frame.commandKp[i]);
            frame.commandKd[i] = Math.abs(frame.commandKd[i]);
        }
        fill(random, frame.imu, 6);
        frame.contactNames = new String[] {"left_sole", "right_sole"};
        frame.contactCount = 2;
        frame.contacts[0] = 1;
        frame.contacts[1] = 0;
        frame.wrenchNames = new String[] {"left_sole", "right_sole"};
        frame.wrenchCount = 2;
        fill(random, frame.contactWrenches, 12);
        fill(random, frame.basePose, 16);
        fill(random, frame.baseVelocity, 6);
        frame.mark((1 << 16) - 1);
        return frame;
    }

    private static void fill(Random random, double[] values, int count) {
        for (int i = 0; i < count; i++) {
            values[i] = random.nextGaussian() * 10;
        }
    }
}
