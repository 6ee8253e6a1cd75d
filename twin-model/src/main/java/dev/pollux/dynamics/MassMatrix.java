package dev.pollux.dynamics;

import java.util.Arrays;

/**
 * The mass matrix M(q) by the composite rigid body algorithm (Featherstone 2008, section 6.2), in base axes about the
 * base's origin: composite inertias are sums of ten numbers, and an entry is one dot product.
 */
public final class MassMatrix {
    private final TreeMotion motion;
    private final JointModel joints;

    /** Per body 10: mass, first moment, rotational inertia of the subtree that it carries. */
    private final double[] composite;

    private final double[] F = new double[6];

    /** The mass matrix of pure rigid bodies. */
    public MassMatrix(TreeMotion motion) {
        this(motion, JointModel.rigid(motion.model));
    }

    /** The mass matrix with the joints' armature on its diagonal. */
    public MassMatrix(TreeMotion motion, JointModel joints) {
        this.motion = motion;
        this.joints = joints;
        composite = new double[10 * motion.bodies];
    }

    /**
     * Writes M, symmetric, with respect to the generalised velocity.
     *
     * @param M result, nv × nv, row-major
     */
    public void compute(double[] M) {
        int nv = motion.velocityCount;
        Arguments.exactly("M", M, nv * nv);
        Arrays.fill(M, 0);
        gather();
        for (int b = 1; b < motion.bodies; b++) {
            column(b, nv, M);
        }
        if (motion.tied) {
            for (int j = 0; j < motion.joints; j++) {
                M[(motion.baseCount + j) * (nv + 1)] += joints.armature[j];
            }
        }
        if (motion.baseCount > 0) {
            baseBlock(nv, M);
        }
    }

    /** Composite inertias, from the leaves to the base. */
    private void gather() {
        BodyInertias inertias = motion.inertias;
        inertias.weigh();
        for (int b = 0; b < motion.bodies; b++) {
            composite[10 * b] = inertias.mass[b];
            System.arraycopy(inertias.atBase, 9 * b, composite, 10 * b + 1, 9);
        }
        for (int b = motion.bodies - 1; b > 0; b--) {
            int o = 10 * b;
            int a = 10 * motion.parent[b];
            for (int i = 0; i < 10; i++) {
                composite[a + i] += composite[o + i];
            }
        }
    }

    /** The column of body b's joint: F = I_c S, M_ij = S_i · F for every i that carries b. */
    private void column(int b, int nv, double[] M) {
        double[] S = motion.axis;
        int o = 10 * b;
        int s = 6 * b;
        double vx = S[s];
        double vy = S[s + 1];
        double vz = S[s + 2];
        double wx = S[s + 3];
        double wy = S[s + 4];
        double wz = S[s + 5];
        double m = composite[o];
        double hx = composite[o + 1];
        double hy = composite[o + 2];
        double hz = composite[o + 3];
        double fx = m * vx + wy * hz - wz * hy;
        double fy = m * vy + wz * hx - wx * hz;
        double fz = m * vz + wx * hy - wy * hx;
        double nx = composite[o + 4] * wx + composite[o + 5] * wy + composite[o + 6] * wz + hy * vz - hz * vy;
        double ny = composite[o + 5] * wx + composite[o + 7] * wy + composite[o + 8] * wz + hz * vx - hx * vz;
        double nz = composite[o + 6] * wx + composite[o + 8] * wy + composite[o + 9] * wz + hx * vy - hy * vx;
        if (motion.tied) {
            addTied(b, nv, M, fx, fy, fz, nx, ny, nz);
            return;
        }
        int n0 = motion.baseCount;
        int column = n0 + motion.joint[b];
        for (int i = b; i > 0; i = motion.parent[i]) {
            int a = 6 * i;
            double entry = S[a] * fx + S[a + 1] * fy + S[a + 2] * fz + S[a + 3] * nx + S[a + 4] * ny + S[a + 5] * nz;
            int row = n0 + motion.joint[i];
            M[row * nv + column] = entry;
            M[column * nv + row] = entry;
        }
        M[column * nv + column] += joints.armature[column - n0];
        if (n0 > 0) {
            int row = column * nv;
            M[row] = fx;
            M[row + 1] = fy;
            M[row + 2] = fz;
            M[row + 3] = nx;
            M[row + 4] = ny;
            M[row + 5] = nz;
            M[column] = fx;
            M[nv + column] = fy;
            M[2 * nv + column] = fz;
            M[3 * nv + column] = nx;
            M[4 * nv + column] = ny;
            M[5 * nv + column] = nz;
        }
    }

    /** Gᵀ M G for tied joints: sums the entries of bodies that move with the same joint. */
    private void addTied(int b, int nv, double[] M, double fx, double fy, double fz, double nx, double ny, double nz) {
        double[] S = motion.axis;
        int n0 = motion.baseCount;
        int column = n0 + motion.joint[b];
        for (int i = b; i > 0; i = motion.parent[i]) {
            int a = 6 * i;
            double entry = S[a] * fx + S[a + 1] * fy + S[a + 2] * fz + S[a + 3] * nx + S[a + 4] * ny + S[a + 5] * nz;
            int row = n0 + motion.joint[i];
            M[row * nv + column] += entry;
            if (i != b) {
                M[column * nv + row] += entry;
            }
        }
        if (n0 > 0) {
            F[0] = fx;
            F[1] = fy;
            F[2] = fz;
            F[3] = nx;
            F[4] = ny;
            F[5] = nz;
            for (int i = 0; i < 6; i++) {
                M[column * nv + i] += F[i];
                M[i * nv + column] += F[i];
            }
        }
    }

    /** The whole robot's inertia about the base: [m 1, −h×; h×, I]. */
    private void baseBlock(int nv, double[] M) {
        double hx = composite[1];
        double hy = composite[2];
        double hz = composite[3];
        for (int i = 0; i < 3; i++) {
            M[i * nv + i] = composite[0];
        }
        M[4] = hz;
        M[5] = -hy;
        M[nv + 3] = -hz;
        M[nv + 5] = hx;
        M[2 * nv + 3] = hy;
        M[2 * nv + 4] = -hx;
        int k = 4;
        for (int i = 3; i < 6; i++) {
            for (int j = 0; j < 3; j++) {
                M[i * nv + j] = M[j * nv + i];
            }
            for (int j = i; j < 6; j++) {
                M[i * nv + j] = composite[k];
                M[j * nv + i] = composite[k++];
            }
        }
    }
}
