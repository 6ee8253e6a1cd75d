package dev.pollux.dynamics;

import java.util.Arrays;

/**
 * The Coriolis matrix C(q, v) of Christoffel's symbols, for which Ṁ − 2C is skew (Echeandia and Wensing 2021, "Numerical
 * methods to compute the Coriolis matrix and Christoffel symbols for rigid-body systems", section 3), in base axes about
 * the base's origin.
 *
 * <p>A body's share is B x = ½ (V ×* I x − I (V × x) + x ×* I V). With sums over the subtree that dof i carries, and
 * Ṡ = V × S: C_ji = S_j · (B S_i + I Ṡ_i) and C_ij = Ṡ_j · I S_i + S_j · Bᵀ S_i for every j that carries i. Cost grows with
 * bodies times depth. Where joints are tied the matrix C' of all bodies' own joints, each along ratio S, is summed over those
 * that move together: C = Gᵀ C' G, with G constant. For the vector C v use {@link InverseDynamics#coriolis}.
 */
public final class CoriolisMatrix {
    private final TreeMotion motion;

    /** Degrees of freedom of the bodies: those of v, or one for each body's own joint if joints are tied. */
    private final int dofs;

    /** C', dofs × dofs, if joints are tied. */
    private final double[] untied;

    /** Per dof 6: S and Ṡ. */
    private final double[] axis;

    private final double[] axisRate;

    /** Per dof 6: B S + I Ṡ, I S, Bᵀ S, summed over the bodies that it moves. */
    private final double[] forward;

    private final double[] momentum;
    private final double[] backward;

    private final double[] bodyMomentum = new double[6];
    private final double[] first = new double[6];
    private final double[] second = new double[6];
    private final double[] third = new double[6];

    public CoriolisMatrix(TreeMotion motion) {
        this.motion = motion;
        dofs = motion.baseCount + motion.bodies - 1;
        untied = motion.tied ? new double[dofs * dofs] : new double[0];
        int n = 6 * dofs;
        axis = new double[n];
        axisRate = new double[n];
        forward = new double[n];
        momentum = new double[n];
        backward = new double[n];
    }

    /**
     * Writes C: C v is the Coriolis vector.
     *
     * @param C result, nv × nv, row-major
     */
    public void compute(double[] C) {
        int nv = motion.velocityCount;
        Arguments.exactly("C", C, nv * nv);
        if (!motion.tied) {
            computeOverBodies(C);
            return;
        }
        computeOverBodies(untied);
        Arrays.fill(C, 0);
        for (int i = 0; i < dofs; i++) {
            for (int j = 0; j < dofs; j++) {
                C[independent(i) * nv + independent(j)] += untied[i * dofs + j];
            }
        }
    }

    /** The entry of v that moves a body's dof. */
    private int independent(int dof) {
        return dof < motion.baseCount ? dof : motion.baseCount + motion.joint[dof - motion.baseCount + 1];
    }

    private void computeOverBodies(double[] C) {
        motion.inertias.weigh();
        motion.move();
        for (int b = motion.baseCount > 0 ? 0 : 1; b < motion.bodies; b++) {
            for (int i = firstDof(b); i <= lastDof(b); i++) {
                setAxis(b, i);
            }
        }
        Arrays.fill(forward, 0);
        Arrays.fill(momentum, 0);
        Arrays.fill(backward, 0);
        for (int b = 0; b < motion.bodies; b++) {
            apply(b, motion.twist, 6 * b, bodyMomentum);
            for (int a = b; a >= 0; a = motion.parent[a]) {
                for (int i = firstDof(a); i <= lastDof(a); i++) {
                    add(b, i);
                }
            }
        }
        Arrays.fill(C, 0);
        for (int b = 0; b < motion.bodies; b++) {
            for (int i = firstDof(b); i <= lastDof(b); i++) {
                for (int a = b; a >= 0; a = motion.parent[a]) {
                    for (int j = firstDof(a); j <= lastDof(a); j++) {
                        C[j * dofs + i] = dot(axis, j, forward, i);
                        C[i * dofs + j] = dot(axisRate, j, momentum, i) + dot(axis, j, backward, i);
                    }
                }
            }
        }
    }

    private int firstDof(int body) {
        return body == 0 ? 0 : ownDof(body);
    }

    private int lastDof(int body) {
        return body == 0 ? motion.baseCount - 1 : ownDof(body);
    }

    private int ownDof(int body) {
        return motion.baseCount + (motion.tied ? body - 1 : motion.joint[body]);
    }

    private void setAxis(int b, int i) {
        if (b == 0) {
            axis[6 * i + i] = 1;
        } else {
            System.arraycopy(motion.axis, 6 * b, axis, 6 * i, 6);
        }
        crossMotion(motion.twist, 6 * b, axis, 6 * i, axisRate, 6 * i);
    }

    /** Adds body b's share to the sums of dof i. */
    private void add(int b, int i) {
        int o = 6 * i;
        int v = 6 * b;
        apply(b, axis, o, first); // I S
        for (int k = 0; k < 6; k++) {
            momentum[o + k] += first[k];
        }
        crossForce(motion.twist, v, first, second); // V ×* I S
        crossMotion(motion.twist, v, axis, o, first, 0);
        apply(b, first, 0, third); // I (V × S)
        for (int k = 0; k < 6; k++) {
            double even = 0.5 * (second[k] - third[k]);
            forward[o + k] += even;
            backward[o + k] += even;
        }
        crossForce(axis, o, bodyMomentum, second); // S ×* I V
        apply(b, axisRate, o, third); // I Ṡ
        for (int k = 0; k < 6; k++) {
            forward[o + k] += 0.5 * second[k] + third[k];
            backward[o + k] -= 0.5 * second[k];
        }
    }

    /** f = I x for body b. */
    private void apply(int b, double[] x, int o, double[] f) {
        double m = motion.inertias.mass[b];
        double[] I = motion.inertias.atBase;
        int k = 9 * b;
        double hx = I[k];
        double hy = I[k + 1];
        double hz = I[k + 2];
        f[0] = m * x[o] + x[o + 4] * hz - x[o + 5] * hy;
        f[1] = m * x[o + 1] + x[o + 5] * hx - x[o + 3] * hz;
        f[2] = m * x[o + 2] + x[o + 3] * hy - x[o + 4] * hx;
        f[3] = I[k + 3] * x[o + 3] + I[k + 4] * x[o + 4] + I[k + 5] * x[o + 5] + hy * x[o + 2] - hz * x[o + 1];
        f[4] = I[k + 4] * x[o + 3] + I[k + 6] * x[o + 4] + I[k + 7] * x[o + 5] + hz * x[o] - hx * x[o + 2];
        f[5] = I[k + 5] * x[o + 3] + I[k + 7] * x[o + 4] + I[k + 8] * x[o + 5] + hx * x[o + 1] - hy * x[o];
    }

    /** y = V × x, of motions. */
    private static void crossMotion(double[] V, int v, double[] x, int o, double[] y, int at) {
        for (int i = 0; i < 3; i++) {
            int j = (i + 1) % 3;
            int k = (i + 2) % 3;
            y[at + i] = V[v + 3 + j] * x[o + k]
                    - V[v + 3 + k] * x[o + j]
                    + V[v + j] * x[o + 3 + k]
                    - V[v + k] * x[o + 3 + j];
            y[at + 3 + i] = V[v + 3 + j] * x[o + 3 + k] - V[v + 3 + k] * x[o + 3 + j];
        }
    }

    /** g = V ×* f, of a motion and a force. */
    private static void crossForce(double[] V, int v, double[] f, double[] g) {
        for (int i = 0; i < 3; i++) {
            int j = (i + 1) % 3;
            int k = (i + 2) % 3;
            g[i] = V[v + 3 + j] * f[k] - V[v + 3 + k] * f[j];
            g[3 + i] = V[v + 3 + j] * f[3 + k] - V[v + 3 + k] * f[3 + j] + V[v + j] * f[k] - V[v + k] * f[j];
        }
    }

    private static double dot(double[] a, int i, double[] b, int j) {
        double sum = 0;
        for (int k = 0; k < 6; k++) {
            sum += a[6 * i + k] * b[6 * j + k];
        }
        return sum;
    }
}
