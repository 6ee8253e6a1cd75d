package dev.pollux.twin;

import dev.pollux.state.SensorFrame;

/**
 * Removes numbers from a frame that no robot can produce, such as uninitialised memory or an overflow. The limits are
 * far outside any robot's range, and far from overflow in double arithmetic: accepted numbers can never cause a NaN
 * later. {@link SampleGate#tellImpossible} reports them. Working memory for one thread; allocates nothing.
 */
final class SampleBounds {
    /** Commands count as a whole: a drive uses all parts. */
    static final int COMMANDS = SensorFrame.COMMAND_POSITION
            | SensorFrame.COMMAND_VELOCITY
            | SensorFrame.COMMAND_EFFORT
            | SensorFrame.COMMAND_KP
            | SensorFrame.COMMAND_KD;

    /** rad or m. */
    private static final double MAX_POSITION = 1e6;

    /** rad/s or m/s. */
    static final double MAX_VELOCITY = 1e5;

    /** N·m or N. */
    static final double MAX_EFFORT = 1e7;

    private static final double MAX_GAIN = 1e7;

    /** rad/s or m/s². */
    static final double MAX_IMU = 1e5;

    /** m. */
    static final double MAX_DISTANCE = 1e8;

    private final SensorFrame possible = new SensorFrame();

    /** Greatest number that is accepted in a joint array, in its unit. */
    static double limit(int sensor) {
        return switch (sensor) {
            case SensorFrame.JOINT_POSITIONS, SensorFrame.COMMAND_POSITION -> MAX_POSITION;
            case SensorFrame.JOINT_VELOCITIES, SensorFrame.COMMAND_VELOCITY -> MAX_VELOCITY;
            case SensorFrame.COMMAND_KP, SensorFrame.COMMAND_KD -> MAX_GAIN;
            default -> MAX_EFFORT;
        };
    }

    /** Index of the first of {@code count} numbers beyond a limit; −1: none. A missing number (NaN) is not. */
    static int firstBeyond(double[] values, int from, int count, double limit) {
        for (int i = from; i < from + count; i++) {
            if (Math.abs(values[i]) > limit) {
                return i;
            }
        }
        return -1;
    }

    /** Index of the first coordinate of a pose's position beyond the limit; −1: none. */
    static int firstBeyond(double[] pose) {
        for (int i = 3; i < 12; i += 4) {
            if (Math.abs(pose[i]) > MAX_DISTANCE) {
                return i;
            }
        }
        return -1;
    }

    /**
     * The frame without impossible numbers.
     *
     * @param frame in the model's order
     * @return the frame if all numbers are possible, otherwise a copy, valid until the next call
     */
    SensorFrame pass(SensorFrame frame) {
        SensorFrame out = frame;
        for (int bits = frame.present() & SensorFrame.JOINT_ARRAYS; bits != 0; bits &= bits - 1) {
            int sensor = Integer.lowestOneBit(bits);
            double[] values = frame.jointArray(sensor);
            for (int j = firstBeyond(values, 0, frame.jointCount, limit(sensor));
                    j >= 0;
                    j = firstBeyond(values, j + 1, frame.jointCount - j - 1, limit(sensor))) {
                out = changed(frame, out);
                if ((sensor & COMMANDS) != 0) {
                    out.drop(COMMANDS);
                    break;
                }
                out.jointArray(sensor)[j] = Double.NaN;
            }
        }
        out = whole(frame, out, SensorFrame.IMU, frame.imu, 6, MAX_IMU);
        out = whole(frame, out, SensorFrame.CONTACT_WRENCHES, frame.contactWrenches, 6 * frame.wrenchCount, MAX_EFFORT);
        out = whole(frame, out, SensorFrame.BASE_VELOCITY, frame.baseVelocity, 6, MAX_VELOCITY);
        if (frame.has(SensorFrame.BASE_POSE) && firstBeyond(frame.basePose) >= 0) {
            out = changed(frame, out);
            out.drop(SensorFrame.BASE_POSE);
        }
        return out;
    }

    private SensorFrame whole(
            SensorFrame frame, SensorFrame out, int sensor, double[] values, int count, double limit) {
        if (!frame.has(sensor) || firstBeyond(values, 0, count, limit) < 0) {
            return out;
        }
        SensorFrame without = changed(frame, out);
        without.drop(sensor);
        return without;
    }

    private SensorFrame changed(SensorFrame frame, SensorFrame out) {
        if (out == frame) {
            possible.copyFrom(frame);
        }
        return possible;
    }
}
