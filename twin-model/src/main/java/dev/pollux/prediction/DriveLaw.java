package dev.pollux.prediction;

import dev.pollux.model.Joint;
import dev.pollux.model.RobotModel;
import dev.pollux.state.SensorFrame;

/**
 * The torque a drive produces: τ = clip(τ_ff + k_p (q* − q) + k_d (q̇* − q̇)), within ± the joint's effort limit. A part of
 * the command that a frame leaves out is zero; gains it leaves out are the model's.
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
    }

    /**
     * Whether the frame commands torque completely: a feed-forward effort, or a target and gains that hold without one.
     * A robot that sends a position target but keeps its feed-forward to itself cannot be told from one that has none,
     * so a target alone counts only where efforts are not measured either.
     */
    public boolean commanded(SensorFrame frame) {
        return frame.has(SensorFrame.COMMAND_EFFORT)
                || frame.has(SensorFrame.COMMAND_POSITION) && !frame.has(SensorFrame.JOINT_EFFORTS);
    }

    /**
     * The drives' torques at a state.
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

    /** What the sender left out (NaN) commands nothing. */
    private static double orZero(double x) {
        return Double.isNaN(x) ? 0 : x;
    }
}
