package dev.pollux.dynamics;

import java.util.Arrays;

/**
 * The articulated-body inertias of a robot (Featherstone 2008, section 7.2), in base axes about the base's origin: the
 * factors of M⁻¹ that {@link ForwardDynamics} and {@link ContactDynamics} share.
 *
 * <p>An inertia is 21 numbers: the symmetric M (6, packed), H (9, row-major) and the symmetric I (6) of
 * f = M a + H α, n = Hᵀ a + I α.
 */
final class ArticulatedInertias {
    /** Per body 6: U = I_A S. */
    final double[] u;

    /** Per joint: whether its acceleration is held at zero. Set it before the motion. */
    final boolean[] held;

    /** Per body: 1/D, D = S · U + armature; 0 if the joint has no inertia or is held: it does not accelerate. */
    final double[] dInverse;

    /** The base's articulated inertia, factored, 6 × 6; unused with a fixed base. */
    final double[] base = new double[36];

    private final TreeMotion motion;
    private final JointModel joints;
    private final double[] inertia;
    private long stamp;

    ArticulatedInertias(TreeMotion motion, JointModel joints) {
        this.motion = motion;
        this.joints = joints;
        u = new double[6 * motion.bodies];
        dInverse = new double[motion.bodies];
        held = new boolean[motion.model.jointCount()];
        inertia = new double[21 * motion.bodies];
    }

    /** Updates the factors to the motion's positions. */
    void factor() {
        if (stamp == motion.stamp) {
            return;
        }
        motion.inertias.weigh();
        stamp = motion.stamp;
        Arrays.fill(inertia, 0);
        for (int b = motion.bodies - 1; b > 0; b--) {
            addOwn(b);
            project(b);
            handOn(b);
        }
        if (motion.baseCount > 0) {
            addOwn(0);
            factorBase();
        }
    }

    /** Adds the rigid body to the contributions of its children: M = m 1, H = −h×. */
    private void addOwn(int b) {
        double[] I = inertia;
        double m = motion.inertias.mass[b];
        double[] own = motion.inertias.atBase;
        int o = 21 * b;
        int k = 9 * b;
        double hx = own[k];
        double hy = own[k + 1];
        double hz = own[k + 2];
        I[o] += m;
        I[o + 3] += m;
        I[o + 5] += m;
        I[o + 7] += hz;
        I[o + 8] -= hy;
        I[o + 9] -= hz;
        I[o + 11] += hx;
        I[o + 12] += hy;
        I[o + 13] -= hx;
        I[o + 15] += own[k + 3];
        I[o + 16] += own[k + 4];
        I[o + 17] += own[k + 5];
        I[o + 18] += own[k + 6];
        I[o + 19] += own[k + 7];
        I[o + 20] += own[k + 8];
    }

    /** U = I_A S and D = S · U + armature. */
    private void project(int b) {
        double[] I = inertia;
        double[] S = motion.axis;
        int o = 21 * b;
        int s = 6 * b;
        double vx = S[s];
        double vy = S[s + 1];
        double vz = S[s + 2];
        double wx = S[s + 3];
        double wy = S[s + 4];
        double wz = S[s + 5];
        double fx = I[o] * vx + I[o + 1] * vy + I[o + 2] * vz + I[o + 6] * wx + I[o + 7] * wy + I[o + 8] * wz;
        double fy = I[o + 1] * vx + I[o + 3] * vy + I[o + 4] * vz + I[o + 9] * wx + I[o + 10] * wy + I[o + 11] * wz;
        double fz = I[o + 2] * vx + I[o + 4] * vy + I[o + 5] * vz + I[o + 12] * wx + I[o + 13] * wy + I[o + 14] * wz;
        double nx = I[o + 6] * vx + I[o + 9] * vy + I[o + 12] * vz + I[o + 15] * wx + I[o + 16] * wy + I[o + 17] * wz;
        double ny = I[o + 7] * vx + I[o + 10] * vy + I[o + 13] * vz + I[o + 16] * wx + I[o + 18] * wy + I[o + 19] * wz;
        double nz = I[o + 8] * vx + I[o + 11] * vy + I[o + 14] * vz + I[o + 17] * wx + I[o + 19] * wy + I[o + 20] * wz;
        u[s] = fx;
        u[s + 1] = fy;
        u[s + 2] = fz;
        u[s + 3] = nx;
        u[s + 4] = ny;
        u[s + 5] = nz;
        int j = motion.joint[b];
        double d = vx * fx + vy * fy + vz * fz + wx * nx + wy * ny + wz * nz + joints.armature[j];
        dInverse[b] = d > 0 && !held[j] ? 1 / d : 0;
    }

    /** Adds I_A − U Uᵀ / D to the parent. */
    private void handOn(int b) {
        double[] I = inertia;
        int o = 21 * b;
        int a = 21 * motion.parent[b];
        int s = 6 * b;
        double d = dInverse[b];
        double fx = u[s];
        double fy = u[s + 1];
        double fz = u[s + 2];
        double nx = u[s + 3];
        double ny = u[s + 4];
        double nz = u[s + 5];
        double gx = d * fx;
        double gy = d * fy;
        double gz = d * fz;
        double lx = d * nx;
        double ly = d * ny;
        double lz = d * nz;
        I[a] += I[o] - gx * fx;
        I[a + 1] += I[o + 1] - gx * fy;
        I[a + 2] += I[o + 2] - gx * fz;
        I[a + 3] += I[o + 3] - gy * fy;
        I[a + 4] += I[o + 4] - gy * fz;
        I[a + 5] += I[o + 5] - gz * fz;
        I[a + 6] += I[o + 6] - gx * nx;
        I[a + 7] += I[o + 7] - gx * ny;
        I[a + 8] += I[o + 8] - gx * nz;
        I[a + 9] += I[o + 9] - gy * nx;
        I[a + 10] += I[o + 10] - gy * ny;
        I[a + 11] += I[o + 11] - gy * nz;
        I[a + 12] += I[o + 12] - gz * nx;
        I[a + 13] += I[o + 13] - gz * ny;
        I[a + 14] += I[o + 14] - gz * nz;
        I[a + 15] += I[o + 15] - lx * nx;
        I[a + 16] += I[o + 16] - lx * ny;
        I[a + 17] += I[o + 17] - lx * nz;
        I[a + 18] += I[o + 18] - ly * ny;
        I[a + 19] += I[o + 19] - ly * nz;
        I[a + 20] += I[o + 20] - lz * nz;
    }

    private void factorBase() {
        int linear = 0;
        int angular = 15;
        for (int i = 0; i < 3; i++) {
            for (int j = i; j < 3; j++) {
                base[6 * i + j] = inertia[linear++];
                base[6 * (3 + i) + 3 + j] = inertia[angular++];
            }
            for (int j = 0; j < 3; j++) {
                base[6 * i + 3 + j] = inertia[6 + 3 * i + j];
            }
        }
        Cholesky.factor(base, 6);
    }
}
