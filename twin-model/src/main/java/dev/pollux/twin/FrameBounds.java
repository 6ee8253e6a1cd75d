package dev.pollux.twin;

import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.RejectReason;
import dev.pollux.state.SensorFrame;
import org.jspecify.annotations.Nullable;

/**
 * Whether a frame's numbers can be a robot's at all. Limits are far outside what any robot does, and far inside where
 * double arithmetic overflows: what passes can never make a NaN later.
 */
final class FrameBounds {
    private static final double MAX_POSITION = 1e6;
    private static final double MAX_VELOCITY = 1e5;
    private static final double MAX_EFFORT = 1e7;
    private static final double MAX_GAIN = 1e7;
    private static final double MAX_IMU = 1e5;
    private static final double MAX_DISTANCE = 1e8;

    /** Sensors round poses to a few digits: RᵀR may differ from I by this much. */
    private static final double ROTATION_TOLERANCE = 1e-3;

    private FrameBounds() {}

    /** Throws OUT_OF_RANGE with the first number that is impossible; NaN means missing and passes in lists. */
    static void check(SensorFrame frame) throws FrameRejectedException {
        for (int bits = frame.present() & SensorFrame.JOINT_ARRAYS; bits != 0; bits &= bits - 1) {
            int sensor = Integer.lowestOneBit(bits);
            within(frame.jointArray(sensor), frame.jointCount, limit(sensor), name(sensor), true);
        }
        notNegative(frame, SensorFrame.COMMAND_KP);
        notNegative(frame, SensorFrame.COMMAND_KD);
        if (frame.has(SensorFrame.FOLLOWER_POSITIONS)) {
            within(frame.followerPositions, frame.followerCount, MAX_POSITION, "joint_positions of followers", true);
        }
        if (frame.has(SensorFrame.IMU)) {
            within(frame.imu, 6, MAX_IMU, "imu", false);
        }
        if (frame.has(SensorFrame.CONTACT_WRENCHES)) {
            within(frame.contactWrenches, 6 * frame.wrenchCount, MAX_EFFORT, "contact_wrenches", true);
        }
        if (frame.has(SensorFrame.BASE_VELOCITY)) {
            within(frame.baseVelocity, 6, MAX_VELOCITY, "base_velocity", false);
        }
        if (frame.has(SensorFrame.BASE_POSE)) {
            within(frame.basePose, 16, MAX_DISTANCE, "base_pose", false);
            String complaint = notRigid(frame.basePose);
            if (complaint != null) {
                throw new FrameRejectedException(RejectReason.OUT_OF_RANGE, complaint);
            }
        }
    }

    private static void notNegative(SensorFrame frame, int gains) throws FrameRejectedException {
        double[] values = frame.jointArray(gains);
        for (int j = 0; frame.has(gains) && j < frame.jointCount; j++) {
            if (values[j] < 0) {
                throw new FrameRejectedException(
                        RejectReason.OUT_OF_RANGE,
                        name(gains) + "[" + j + "] is " + values[j] + "; a gain is not negative");
            }
        }
    }

    private static void within(double[] values, int count, double limit, String field, boolean mayMiss)
            throws FrameRejectedException {
        for (int i = 0; i < count; i++) {
            double x = values[i];
            if (!(Math.abs(x) <= limit || mayMiss && Double.isNaN(x))) {
                throw new FrameRejectedException(
                        RejectReason.OUT_OF_RANGE,
                        field + "[" + i + "] is " + x + "; at most ±" + limit + " is believed");
            }
        }
    }

    private static @Nullable String notRigid(double[] T) {
        if (T[12] != 0 || T[13] != 0 || T[14] != 0 || T[15] != 1) {
            return "base_pose is no homogeneous transform: its last row is not 0 0 0 1 (row-major expected)";
        }
        for (int i = 0; i < 3; i++) {
            for (int j = i; j < 3; j++) {
                double dot = T[i] * T[j] + T[4 + i] * T[4 + j] + T[8 + i] * T[8 + j];
                if (Math.abs(dot - (i == j ? 1 : 0)) > ROTATION_TOLERANCE) {
                    return "base_pose is no rigid transform: columns " + i + " and " + j + " of its rotation have the"
                            + " scalar product " + dot;
                }
            }
        }
        double det = T[0] * (T[5] * T[10] - T[6] * T[9])
                - T[1] * (T[4] * T[10] - T[6] * T[8])
                + T[2] * (T[4] * T[9] - T[5] * T[8]);
        return det > 0 ? null : "base_pose mirrors: the determinant of its rotation is " + det;
    }

    private static double limit(int sensor) {
        return switch (sensor) {
            case SensorFrame.JOINT_POSITIONS, SensorFrame.COMMAND_POSITION -> MAX_POSITION;
            case SensorFrame.JOINT_VELOCITIES, SensorFrame.COMMAND_VELOCITY -> MAX_VELOCITY;
            case SensorFrame.COMMAND_KP, SensorFrame.COMMAND_KD -> MAX_GAIN;
            default -> MAX_EFFORT;
        };
    }

    private static String name(int sensor) {
        return switch (sensor) {
            case SensorFrame.JOINT_POSITIONS -> "joint_positions";
            case SensorFrame.JOINT_VELOCITIES -> "joint_velocities";
            case SensorFrame.JOINT_EFFORTS -> "joint_efforts";
            case SensorFrame.COMMAND_POSITION -> "joint_commands.position";
            case SensorFrame.COMMAND_VELOCITY -> "joint_commands.velocity";
            case SensorFrame.COMMAND_EFFORT -> "joint_commands.effort";
            case SensorFrame.COMMAND_KP -> "joint_commands.kp";
            default -> "joint_commands.kd";
        };
    }
}
