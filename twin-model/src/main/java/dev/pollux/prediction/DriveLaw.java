package dev.pollux.prediction;

import dev.pollux.model.Joint;
import dev.pollux.model.RobotModel;
import dev.pollux.state.SensorFrame;
import java.util.Arrays;

/**
 * Control law of the drives: τ = clip(τ_ff + k_p (q* − q) + k_d (q̇* − q̇)), within ± the joint's effort limit. Parts
 * of the command that are not in the frame are zero; gains that are not in it are the model's.
 */
public final class DriveLaw {
    /** The command fields of a frame. */
    static final int[] COMMANDS = {
        SensorFrame.COMMAND_POSITION,
        SensorFrame.COMMAND_VELOCITY,
        SensorFrame.COMMAND_EFFORT,
        SensorFrame.COMMAND_KP,
        SensorFrame.COMMAND_KD
    };

    private final int n;
    private final double[] kp;
    private final double[] kd;
    private final double[] limit;
    private final boolean gains;

    /** The drives of a model. */
    public DriveLaw(RobotModel model) {
        n = model.jointCount();
        kp = new double[n];
        kd = new double[n];
        limit = new double[n];
        for (int j = 0; j < n; j++) {
            Joint joint = model.joints().get(j);
            kp[j] = joint.kp();
            kd[j] = joint.kd();
            limit[j] = joint.maxEffort();
        }
        gains = Arrays.stream(kp).anyMatch(k -> k != 0) || Arrays.stream(kd).anyMatch(k -> k != 0);
    }

    /**
     * Whether the frame determines the torques: a feed-forward effort, or a target and gains without feed-forward. A
     * robot that sends a position target but not its feed-forward looks like one without feed-forward, so a target
     * alone is used only if efforts are not measured either. A target without any known gain is not used, since any
     * torque may result from it.
     */
    public boolean commanded(SensorFrame frame) {
        return frame.has(SensorFrame.COMMAND_EFFORT)
                || frame.has(SensorFrame.COMMAND_POSITION) && !frame.has(SensorFrame.JOINT_EFFORTS) && hasGains(frame);
    }

    /** Whether a gain of any drive is known, from the frame or the model. */
    public boolean hasGains(SensorFrame frame) {
        return gains || frame.has(SensorFrame.COMMAND_KP) || frame.has(SensorFrame.COMMAND_KD);
    }

    /** Whether the frame has a command for any joint. */
    static boolean commandsAny(SensorFrame frame) {
        return frame.has(SensorFrame.COMMAND_POSITION) || frame.has(SensorFrame.COMMAND_EFFORT);
    }

    /** Whether a frame that commands torque determines that of joint j: by its effort, or by a target and a gain. */
    public boolean tells(SensorFrame frame, int j) {
        if (frame.has(SensorFrame.COMMAND_EFFORT) && !Double.isNaN(frame.commandEffort[j])) {
            return true;
        }
        boolean p = frame.has(SensorFrame.COMMAND_KP) ? !Double.isNaN(frame.commandKp[j]) : kp[j] != 0;
        boolean d = frame.has(SensorFrame.COMMAND_KD) ? !Double.isNaN(frame.commandKd[j]) : kd[j] != 0;
        return frame.has(SensorFrame.COMMAND_POSITION) && !Double.isNaN(frame.commandPosition[j]) && (p || d);
    }

    /**
     * Computes the drives' torques.
     *
     * @param q joint positions, n
     * @param v joint velocities, n
     * @param tau result from {@code at}, n numbers, N·m or N
     */
    public void torques(SensorFrame frame, double[] q, double[] v, double[] tau, int at) {
        boolean target = frame.has(SensorFrame.COMMAND_POSITION);
        boolean moving = frame.has(SensorFrame.COMMAND_VELOCITY);
        boolean forward = frame.has(SensorFrame.COMMAND_EFFORT);
        boolean ownKp = frame.has(SensorFrame.COMMAND_KP);
        boolean ownKd = frame.has(SensorFrame.COMMAND_KD);
        for (int j = 0; j < n; j++) {
            double p = ownKp ? orZero(frame.commandKp[j]) : kp[j];
            double d = ownKd ? orZero(frame.commandKd[j]) : kd[j];
            double torque = forward ? orZero(frame.commandEffort[j]) : 0;
            if (target) {
                torque += orZero(p * (frame.commandPosition[j] - q[j]));
            }
            if (target || moving) {
                torque += orZero(d * ((moving ? frame.commandVelocity[j] : 0) - v[j]));
            }
            tau[at + j] = Math.max(-limit[j], Math.min(limit[j], torque));
        }
    }

    /** Values that were not sent (NaN) count as 0. */
    private static double orZero(double x) {
        return Double.isNaN(x) ? 0 : x;
    }
}
