package dev.pollux.dynamics;

import java.util.Arrays;

/**
 * The mass matrix of a robot whose joints are tied, factored as a whole. Bodies that move with one joint are no tree of
 * joints that the articulated body algorithm could run along; M by {@link MassMatrix} and Cholesky's factors of it do (cf.
 * Featherstone 2008, sections 6.3 and 8.3, with the loops' constraints eliminated: v_full = G v).
 *
 * <p>Directions are numbered from the last entry of v to the first: joints that carry others then come late, so that the
 * factor of a tree stays as sparse as M (Featherstone 2008, section 6.5).
 */
final class JointSpaceInertia {
    /** U of Uᵀ U = M as {@link Cholesky} leaves it, nv × nv, over the directions. */
    final double[] factor;

    private final TreeMotion motion;
    private final MassMatrix massMatrix;
    private final InverseDynamics inverse;
    private final JointModel joints;
    private final double[] load;
    private final int n;
    private long stamp;

    JointSpaceInertia(TreeMotion motion, JointModel joints) {
        this.motion = motion;
        this.joints = joints;
        massMatrix = new MassMatrix(motion, joints);
        inverse = new InverseDynamics(motion);
        n = motion.velocityCount;
        factor = new double[n * n];
        load = new double[n];
    }

    /** Updates the factor to the motion's positions. */
    void factor() {
        if (stamp == motion.stamp) {
            return;
        }
        stamp = motion.stamp;
        massMatrix.compute(factor);
        for (int i = 0, k = n * n - 1; i < k; i++, k--) { // both orders turned about
            double entry = factor[i];
            factor[i] = factor[k];
            factor[k] = entry;
        }
        Cholesky.factor(factor, n);
    }

    /** Writes U⁻ᵀ (τ − h), the part of a generalised force that accelerates. */
    void drive(double[] tau, double[] drive) {
        factor();
        inverse.bias(load);
        for (int i = 0; i < n; i++) {
            double loss = i < motion.baseCount ? 0 : joints.loss(i - motion.baseCount, motion.v[i]);
            drive[n - 1 - i] = tau[i] - loss - load[i];
        }
        Cholesky.solveTransposed(factor, n, drive, 0);
    }

    /** Writes U⁻¹ times a drive: the accelerations. The drive stays unchanged. */
    void accelerations(double[] drive, double[] qdd) {
        System.arraycopy(drive, 0, load, 0, n);
        Cholesky.solve(factor, n, load, 0);
        for (int i = 0; i < n; i++) {
            qdd[i] = load[n - 1 - i];
        }
    }

    /**
     * Writes U⁻ᵀ Jᵀ F: the effect of wrenches on a body in each direction.
     *
     * @param wrenches 6 × columns, row-major, base axes about the base's origin
     * @param out nv × columns, row-major
     */
    void responses(int body, double[] wrenches, int columns, double[] out) {
        Arrays.fill(out, 0);
        for (int b = body; b > 0; b = motion.parent[b]) {
            int row = (motion.joints - 1 - motion.joint[b]) * columns;
            for (int i = 0; i < 6; i++) {
                double s = motion.axis[6 * b + i];
                for (int c = 0; c < columns; c++) {
                    out[row + c] += s * wrenches[i * columns + c];
                }
            }
        }
        for (int i = 0; i < motion.baseCount; i++) {
            System.arraycopy(wrenches, i * columns, out, (n - 1 - i) * columns, columns);
        }
        Cholesky.solveTransposedColumns(factor, n, out, columns);
    }
}
