package dev.pollux.dynamics;

import dev.pollux.model.Follower;
import dev.pollux.model.Joint;
import dev.pollux.model.RobotModel;

/**
 * Joint effects beyond rigid bodies: rotor inertia, viscous damping, Coulomb friction. Immutable.
 *
 * <p>τ_loss = d q̇ + f tanh(q̇ / q̇₀), with q̇₀ = 0.01 rad/s or m/s: Coulomb's law, smoothed so that a resting joint
 * does not chatter. Rotor inertia is reflected to the joint and acts on the diagonal of the mass matrix (Featherstone
 * 2008, section 9.6, without the gyroscopic part).
 */
public final class JointModel {
    private static final double SMOOTHING_SPEED = 0.01;

    final double[] armature;
    private final double[] damping;
    private final double[] friction;
    private final boolean lossless;

    private JointModel(double[] armature, double[] damping, double[] friction) {
        this.armature = armature;
        this.damping = damping;
        this.friction = friction;
        boolean none = true;
        for (int j = 0; j < damping.length; j++) {
            none &= damping[j] == 0 && friction[j] == 0;
        }
        this.lossless = none;
    }

    /** No additional effects: pure rigid bodies. */
    public static JointModel rigid(RobotModel model) {
        int n = model.jointCount();
        return new JointModel(new double[n], new double[n], new double[n]);
    }

    /** Armature, damping and friction of the model's joints; those of followers reflected to their leaders. */
    public static JointModel of(RobotModel model) {
        int n = model.jointCount();
        double[] armature = new double[n];
        double[] damping = new double[n];
        double[] friction = new double[n];
        for (int j = 0; j < n; j++) {
            Joint joint = model.joints().get(j);
            armature[j] = joint.armature();
            damping[j] = joint.damping();
            friction[j] = joint.friction();
        }
        for (Follower follower : model.followers()) {
            if (follower.leader() >= 0) {
                reflect(follower, armature, damping, friction);
            }
        }
        return new JointModel(armature, damping, friction);
    }

    /**
     * Reflects a follower's effects to its leader, which moves it at m times its own speed: by lost power and kinetic
     * energy, m² for rotor and viscous damping; |m| for Coulomb's force, which is smoothed with the leader's speed.
     */
    private static void reflect(Follower follower, double[] armature, double[] damping, double[] friction) {
        Joint joint = follower.joint();
        double m = Math.abs(follower.multiplier());
        armature[follower.leader()] += m * m * joint.armature();
        damping[follower.leader()] += m * m * joint.damping();
        friction[follower.leader()] += m * joint.friction();
    }

    /** Loss of joint j's torque at a velocity, N·m or N. */
    double loss(int j, double velocity) {
        if (lossless) {
            return 0;
        }
        double coulomb = friction[j] == 0 ? 0 : friction[j] * Math.tanh(velocity / SMOOTHING_SPEED);
        return damping[j] * velocity + coulomb;
    }
}
