package dev.pollux.prediction;

import dev.pollux.dynamics.Centroidal;
import dev.pollux.dynamics.ContactDynamics;
import dev.pollux.dynamics.JointModel;
import dev.pollux.dynamics.RigidContact;
import dev.pollux.dynamics.TreeMotion;
import dev.pollux.model.ContactFrame;
import dev.pollux.model.RobotModel;

/**
 * Rigid-body dynamics of one robot at one instant: accelerations and contact wrenches from pose, velocity, torques and
 * the touching soles. Working memory for one thread; allocates nothing.
 */
public final class Physics {
    /** Generalised acceleration: of the base's twist (base frame; absent with a fixed base), then of the joints. */
    public final double[] acceleration;

    /** Per contact force (N) then moment (N·m) of the ground on the robot, world axes, at the sole's origin. */
    public final double[] wrenches;

    /** Per contact: whether the ground carries load there. */
    public final boolean[] carrying;

    /** Generalised torque; zero for the base. */
    public final double[] torque;

    /** Number of base entries in generalised vectors: 6, or 0 with a fixed base. */
    public final int base;

    public final TreeMotion motion;
    public final Centroidal centroidal;

    private final ContactDynamics contacts;
    private final double[] friction;
    private final double[] velocity;
    private final int n;

    /** Working memory for one model. */
    public Physics(RobotModel model) {
        motion = new TreeMotion(model);
        centroidal = new Centroidal(motion);
        contacts = new ContactDynamics(motion, JointModel.of(model), RigidContact.of(model));
        friction = model.contacts().stream().mapToDouble(ContactFrame::friction).toArray();
        n = model.jointCount();
        base = model.floatingBase() ? 6 : 0;
        acceleration = new double[base + n];
        torque = new double[base + n];
        velocity = new double[base + n];
        wrenches = new double[6 * model.contacts().size()];
        carrying = new boolean[model.contacts().size()];
    }

    /**
     * Fixes a joint's acceleration at zero, or releases it: for a joint with unknown position or torque. Takes effect
     * with the next {@link #place}.
     */
    public void hold(int joint, boolean held) {
        contacts.hold(joint, held);
    }

    /**
     * Sets the robot's state.
     *
     * @param basePose T_WB, 16 numbers
     * @param baseVelocity linear, angular, base frame, 6 numbers; ignored with a fixed base
     * @param q joint positions
     * @param qd joint velocities
     */
    public void place(double[] basePose, double[] baseVelocity, double[] q, double[] qd) {
        System.arraycopy(baseVelocity, 0, velocity, 0, base);
        System.arraycopy(qd, 0, velocity, base, n);
        motion.set(basePose, q, velocity);
    }

    /**
     * Computes {@link #acceleration}, {@link #wrenches} and {@link #carrying} from {@link #torque} at the state that
     * was set.
     *
     * @param touching per contact whether it touches the ground
     */
    public void accelerate(boolean[] touching) {
        System.arraycopy(touching, 0, carrying, 0, carrying.length);
        contacts.accelerationsOnGround(carrying, torque, acceleration, wrenches);
    }

    /**
     * Friction reserve: smallest value of coefficient minus |f_t| / f_n over the contacts that carry load. Below 0 one
     * of them would slip. NaN if none carries load.
     */
    public double frictionMargin() {
        double least = Double.NaN;
        for (int k = 0; k < carrying.length; k++) {
            if (carrying[k]) {
                double margin = friction[k] - contacts.frictionTaken[k];
                least = margin >= least ? least : margin;
            }
        }
        return least;
    }

    /**
     * The velocity after an inelastic impact of the touching soles.
     *
     * @param after result, generalised velocity
     * @param impulses result, 6 per contact
     */
    public void touchDown(boolean[] touching, double[] after, double[] impulses) {
        System.arraycopy(touching, 0, carrying, 0, carrying.length);
        contacts.impact(carrying, after, impulses);
    }
}
