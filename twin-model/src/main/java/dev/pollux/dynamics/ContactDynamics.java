package dev.pollux.dynamics;

import java.util.List;

/**
 * Forward dynamics with rigid contacts: M q̈ + h = τ + Jᵀ λ and J q̈ + J̇ v = 0 for the contacts that are closed, through
 * the Delassus matrix on the articulated inertias (Carpentier, Budhiraja and Mansard 2021; Sathya and Carpentier 2024).
 *
 * <p>Wrenches are the ground's on the robot, in world axes at the contact frame's origin, force then moment. See
 * docs/algorithms/contact-dynamics.md.
 */
public final class ContactDynamics {
    /** A sole that carries less than this share of the robot's weight is open. */
    private static final double NOTHING = 1e-9;

    /**
     * Per contact: the coefficient of friction that its last force needs, |f_t| / f_n in the contact's own axes. 0 if
     * it is open, infinite if it pulls. Beyond {@link RigidContact#friction} a real contact would slip; here it is
     * held.
     */
    public final double[] frictionTaken;

    private final TreeMotion motion;
    private final ForwardDynamics dynamics;
    private final Delassus delassus;
    private final ProximalSolver solver;
    private final PressureLimits limits;
    private final boolean[] limited;
    private final double[] target;
    private final double[] lambda;
    private final double weight;

    /**
     * @param motion the robot's motion
     * @param joints additional forces in the joints
     * @param contacts all frames that the ground may hold; an index into this list identifies a contact
     */
    public ContactDynamics(TreeMotion motion, JointModel joints, List<RigidContact> contacts) {
        this.motion = motion;
        dynamics = new ForwardDynamics(motion, joints);
        delassus = new Delassus(dynamics, contacts);
        solver = new ProximalSolver(delassus.rows.capacity);
        limits = new PressureLimits(delassus.rows, solver, contacts);
        frictionTaken = new double[contacts.size()];
        limited = new boolean[contacts.size()];
        for (int k = 0; k < limited.length; k++) {
            limited[k] = contacts.get(k).point() || !contacts.get(k).polygon().isEmpty();
        }
        target = new double[delassus.rows.capacity];
        lambda = new double[delassus.rows.capacity];
        weight = motion.model.weight();
    }

    /**
     * Accelerations and wrenches with closed contacts that hold in every direction, including pulling.
     *
     * @param closed which contacts hold
     * @param tau generalised force
     * @param qdd result: generalised acceleration
     * @param wrenches result: 6 per contact
     */
    public void accelerations(boolean[] closed, double[] tau, double[] qdd, double[] wrenches) {
        check(closed, qdd, wrenches);
        Arguments.exactly("tau", tau, motion.velocityCount);
        dynamics.inward(tau);
        delassus.build(closed);
        aimAtRest();
        finish(qdd, wrenches);
    }

    /**
     * Accelerations and wrenches with ground that only pushes: each centre of pressure stays in its sole, otherwise the
     * sole turns about an edge or a corner; a contact that would pull is opened.
     *
     * @param closed in: which contacts touch; out: which of them carry force
     * @param tau generalised force
     * @param qdd result: generalised acceleration
     * @param wrenches result: 6 per contact
     */
    public void accelerationsOnGround(boolean[] closed, double[] tau, double[] qdd, double[] wrenches) {
        check(closed, qdd, wrenches);
        Arguments.exactly("tau", tau, motion.velocityCount);
        dynamics.inward(tau);
        do {
            delassus.build(closed);
            aimAtRest();
            limits.apply(lambda);
        } while (letGo(closed, NOTHING * weight));
        finish(qdd, wrenches);
    }

    /**
     * Touchdown: the velocity after an inelastic impact of the closed contacts, M (v⁺ − v⁻) = Jᵀ Λ, J v⁺ = 0
     * (Featherstone 2008, section 11.7). If the ground only pushes, contacts that would be pulled are opened.
     *
     * @param closed in: which contacts touch; out: which of them got an impulse
     * @param after result: v⁺, generalised velocity
     * @param impulses result: 6 per contact, N·s and N·m·s
     */
    public void impact(boolean[] closed, double[] after, double[] impulses) {
        check(closed, after, impulses);
        dynamics.rest();
        do {
            delassus.build(closed);
            delassus.rows.velocities(target);
            solveForTarget();
            limits.apply(lambda);
        } while (letGo(closed, NOTHING * motion.model.mass()));
        finish(after, impulses);
        for (int i = 0; i < after.length; i++) {
            after[i] += motion.v[i];
        }
    }

    /**
     * Holds a joint's acceleration at zero, or releases it, from the next motion that is set on.
     *
     * @param joint its index
     */
    public void hold(int joint, boolean held) {
        dynamics.factors.held[joint] = held;
    }

    private void check(boolean[] closed, double[] generalised, double[] wrenches) {
        if (closed.length != limited.length) {
            throw new IllegalArgumentException(
                    "closed has " + closed.length + " flags, expected one for each of " + limited.length + " contacts");
        }
        Arguments.exactly("result", generalised, motion.velocityCount);
        Arguments.exactly("wrenches", wrenches, 6 * limited.length);
    }

    /** λ with J q̈ = −J̇ v. */
    private void aimAtRest() {
        delassus.rows.biasAccelerations(target);
        delassus.addFreeAccelerations(dynamics, target);
        solveForTarget();
    }

    /** λ with G λ = −target. */
    private void solveForTarget() {
        for (int i = 0; i < delassus.rows.count; i++) {
            target[i] = -target[i];
        }
        solver.factor(delassus.G, delassus.rows.count);
        solver.solve(target, lambda);
    }

    /** Opens the limited contacts that carry nothing; returns whether there were any. */
    private boolean letGo(boolean[] closed, double nothing) {
        boolean any = false;
        for (int k = 0; k < closed.length; k++) {
            if (closed[k] && limited[k] && lambda[delassus.rows.start[k] + 2] <= nothing) {
                closed[k] = false;
                any = true;
            }
        }
        return any;
    }

    private void finish(double[] result, double[] wrenches) {
        delassus.push(lambda, dynamics);
        dynamics.outward(result);
        delassus.rows.wrenches(lambda, wrenches);
        delassus.rows.friction(lambda, frictionTaken);
    }
}
