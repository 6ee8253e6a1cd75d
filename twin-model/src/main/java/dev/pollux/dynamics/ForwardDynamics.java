package dev.pollux.dynamics;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Forward dynamics, q̈ = M⁻¹ (τ − h), by the articulated body algorithm (Featherstone 2008, section 7.3), in base axes
 * about the base's origin. Where joints are tied the algorithm has no tree to run along, and the mass matrix is factored as
 * a whole.
 *
 * <p>Departs from the book in one point: the velocity products are taken out of the recursion. Each body's bias force is
 * the whole wrench it needs where q̈ = 0, so accelerations run outward without them, and the same factors serve free
 * motion, contacts and impacts. See docs/algorithms/forward-dynamics.md.
 */
public final class ForwardDynamics {
    final TreeMotion motion;
    final ArticulatedInertias factors;

    /** Per body: the joint's torque that remains for its own acceleration, u = τ − S · p. */
    final double[] drive;

    /** U⁻ᵀ times the base's remaining wrench, 6; that of the whole generalised force if joints are tied. */
    final double[] baseDrive;

    /** The inertia of a robot with tied joints, null for a tree. */
    final @Nullable JointSpaceInertia whole;

    private final JointModel joints;

    /** Per body 6: bias wrench p, including the children's. */
    private final double[] bias;

    /** Per body 6: spatial acceleration without the velocity products. */
    private final double[] acceleration;

    /** Forward dynamics of pure rigid bodies. */
    public ForwardDynamics(TreeMotion motion) {
        this(motion, JointModel.rigid(motion.model));
    }

    /** Forward dynamics with additional forces in the joints: armature, damping, friction. */
    public ForwardDynamics(TreeMotion motion, JointModel joints) {
        this.motion = motion;
        this.joints = joints;
        factors = new ArticulatedInertias(motion, joints);
        whole = motion.tied ? new JointSpaceInertia(motion, joints) : null;
        baseDrive = new double[motion.tied ? motion.velocityCount : 6];
        drive = new double[motion.bodies];
        bias = new double[6 * motion.bodies];
        acceleration = new double[6 * motion.bodies];
    }

    /**
     * Writes the acceleration due to a generalised force.
     *
     * @param tau generalised force dual to v: [force, moment on the base (base axes), joint torques]
     * @param qdd result: time derivative of the components of v
     */
    public void accelerations(double[] tau, double[] qdd) {
        Arguments.exactly("tau", tau, motion.velocityCount);
        Arguments.exactly("qdd", qdd, motion.velocityCount);
        inward(tau);
        outward(qdd);
    }

    /** Computes {@link #drive} and {@link #baseDrive} from a force, gravity and velocities. */
    void inward(double[] tau) {
        if (whole != null) {
            whole.drive(tau, baseDrive);
            return;
        }
        factors.factor();
        motion.move();
        motion.inertias.wrenches(motion.drift, bias);
        int n0 = motion.baseCount;
        double[] S = motion.axis;
        double[] U = factors.u;
        for (int b = motion.bodies - 1; b > 0; b--) {
            int o = 6 * b;
            int a = 6 * motion.parent[b];
            int j = motion.joint[b];
            double fx = bias[o];
            double fy = bias[o + 1];
            double fz = bias[o + 2];
            double nx = bias[o + 3];
            double ny = bias[o + 4];
            double nz = bias[o + 5];
            double load = S[o] * fx + S[o + 1] * fy + S[o + 2] * fz + S[o + 3] * nx + S[o + 4] * ny + S[o + 5] * nz;
            double left = tau[n0 + j] - joints.loss(j, motion.v[n0 + j]) - load;
            double share = left * factors.dInverse[b];
            drive[b] = left;
            // p_parent += p + U u / D
            bias[a] += fx + U[o] * share;
            bias[a + 1] += fy + U[o + 1] * share;
            bias[a + 2] += fz + U[o + 2] * share;
            bias[a + 3] += nx + U[o + 3] * share;
            bias[a + 4] += ny + U[o + 4] * share;
            bias[a + 5] += nz + U[o + 5] * share;
        }
        if (n0 > 0) {
            for (int i = 0; i < 6; i++) {
                baseDrive[i] = tau[i] - bias[i];
            }
            Cholesky.solveTransposed(factors.base, 6, baseDrive, 0);
        }
    }

    /** Sets both to zero: forces added afterwards act alone. */
    void rest() {
        Arrays.fill(drive, 0);
        Arrays.fill(baseDrive, 0);
    }

    /** Accelerations from {@link #drive} and {@link #baseDrive}, which stay unchanged. */
    void outward(double[] qdd) {
        if (whole != null) {
            whole.accelerations(baseDrive, qdd);
            return;
        }
        int n0 = motion.baseCount;
        double[] S = motion.axis;
        double[] U = factors.u;
        double[] A = acceleration;
        if (n0 > 0) {
            System.arraycopy(baseDrive, 0, A, 0, 6);
            Cholesky.solve(factors.base, 6, A, 0);
            System.arraycopy(A, 0, qdd, 0, 6);
        }
        for (int b = 1; b < motion.bodies; b++) {
            int o = 6 * b;
            int a = 6 * motion.parent[b];
            double x = A[a];
            double y = A[a + 1];
            double z = A[a + 2];
            double ax = A[a + 3];
            double ay = A[a + 4];
            double az = A[a + 5];
            // q̈ = (u − U · A_parent) / D
            double carried = U[o] * x + U[o + 1] * y + U[o + 2] * z + U[o + 3] * ax + U[o + 4] * ay + U[o + 5] * az;
            double rate = (drive[b] - carried) * factors.dInverse[b];
            qdd[n0 + motion.joint[b]] = rate;
            A[o] = x + S[o] * rate;
            A[o + 1] = y + S[o + 1] * rate;
            A[o + 2] = z + S[o + 2] * rate;
            A[o + 3] = ax + S[o + 3] * rate;
            A[o + 4] = ay + S[o + 4] * rate;
            A[o + 5] = az + S[o + 5] * rate;
        }
    }
}
