package dev.pollux.benchmarks;

import dev.pollux.model.RobotModel;
import dev.pollux.state.SensorFrame;
import java.util.Random;

/** A frame as sent by the built-in humanoid, about 1.5 kB of JSON, with the digits of its sensors. */
final class SampleFrame {
    private SampleFrame() {}

    static SensorFrame of(RobotModel model) {
        Random random = new Random(1);
        int n = model.jointCount();
        SensorFrame frame = new SensorFrame();
        frame.robotId = "h-0007";
        frame.model = model.name();
        frame.seq = 48_213;
        frame.stampNanos = 1_790_000_000_123_456_789L;
        frame.jointCount = n;
        frame.jointNames = model.jointNames().toArray(String[]::new);
        fill(random, frame.jointPositions, n, 1, 1e7);
        fill(random, frame.jointVelocities, n, 2, 1e3);
        fill(random, frame.jointEfforts, n, 50, 1e3);
        fill(random, frame.imu, 6, 5, 1e5);
        int contacts = model.contacts().size();
        String[] names = new String[contacts];
        for (int i = 0; i < contacts; i++) {
            names[i] = model.contacts().get(i).name();
            frame.contacts[i] = i & 1;
        }
        frame.contactNames = names;
        frame.contactCount = contacts;
        frame.wrenchNames = names;
        frame.wrenchCount = contacts;
        fill(random, frame.contactWrenches, 6 * contacts, 100, 1e3);
        frame.mark(SensorFrame.ROBOT_ID
                | SensorFrame.SEQ
                | SensorFrame.STAMP
                | SensorFrame.JOINT_POSITIONS
                | SensorFrame.JOINT_VELOCITIES
                | SensorFrame.JOINT_EFFORTS
                | SensorFrame.IMU
                | SensorFrame.CONTACTS
                | SensorFrame.CONTACT_WRENCHES);
        return frame;
    }

    private static void fill(Random random, double[] values, int count, double size, double perUnit) {
        for (int i = 0; i < count; i++) {
            values[i] = Math.rint(size * random.nextGaussian() * perUnit) / perUnit;
        }
    }
}
