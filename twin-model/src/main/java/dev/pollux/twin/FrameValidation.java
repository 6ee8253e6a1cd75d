package dev.pollux.twin;

import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.RejectReason;
import dev.pollux.state.SensorFrame;
import org.jspecify.annotations.Nullable;

/**
 * Checks that fields have a valid meaning: negative gains and a pose that is not a rigid transform are not faults of a
 * sensor, but show a sender with another convention, of which nothing can be trusted.
 */
final class FrameValidation {
    /** Tolerance for rounded poses: RᵀR may differ from I by this much. */
    private static final double ROTATION_TOLERANCE = 1e-3;

    private FrameValidation() {}

    /** Throws OUT_OF_RANGE with what is wrong. */
    static void check(SensorFrame frame) throws FrameRejectedException {
        notNegative(frame, SensorFrame.COMMAND_KP, "joint_commands.kp");
        notNegative(frame, SensorFrame.COMMAND_KD, "joint_commands.kd");
        String complaint = frame.has(SensorFrame.BASE_POSE) ? notRigid(frame.basePose) : null;
        if (complaint != null) {
            throw new FrameRejectedException(RejectReason.OUT_OF_RANGE, complaint);
        }
    }

    private static void notNegative(SensorFrame frame, int gains, String name) throws FrameRejectedException {
        double[] values = frame.jointArray(gains);
        for (int j = 0; frame.has(gains) && j < frame.jointCount; j++) {
            if (values[j] < 0) {
                throw new FrameRejectedException(
                        RejectReason.OUT_OF_RANGE, name + "[" + j + "] is " + values[j] + "; a gain is not negative");
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
                if (!(Math.abs(dot - (i == j ? 1 : 0)) <= ROTATION_TOLERANCE)) {
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
}
