package dev.pollux.dynamics;

import java.util.Arrays;
import java.util.List;

/**
 * The Delassus matrix G = J M⁻¹ Jᵀ of the contacts that are closed, on the articulated inertias: each row's unit wrench is
 * handed from body to body as the articulated body algorithm hands on forces, and what it leaves at a joint is that row's
 * response there (Wensing, Featherstone and Orin 2012, the extended force propagator; Carpentier, Budhiraja and Mansard
 * 2021 and Sathya and Carpentier 2024 for the use in contact dynamics).
 *
 * <p>Rows of a sole are in its own axes at its origin, force then moment; rows of a point are in world axes.
 */
final class Delassus {
    /** Rows of all contacts, closed or not. */
    final int capacity;

    /** Rows of the closed contacts: G's size. */
    int rows;

    /** First row of each contact; −1 where it is open. */
    final int[] start;

    /** G, rows × rows, row-major. */
    final double[] G;

    private final TreeMotion motion;
    private final ArticulatedInertias factors;
    private final List<RigidContact> contacts;
    private final FrameMotion[] frames;

    /** Per body, then per base direction, one number for each row. */
    private final double[] response;

    /** The last body that both of two contacts hang on. */
    private final int[] common;

    /** Per contact 9: its axes as rows, in base axes. */
    private final double[] axes;

    private final double[] wrench = new double[36];
    private final double[] scratch = new double[6];

    Delassus(ForwardDynamics dynamics, List<RigidContact> contacts) {
        this.motion = dynamics.motion;
        this.factors = dynamics.factors;
        this.contacts = List.copyOf(contacts);
        int n = contacts.size();
        frames = new FrameMotion[n];
        start = new int[n];
        common = new int[n * n];
        axes = new double[9 * n];
        int sum = 0;
        for (int k = 0; k < n; k++) {
            frames[k] = new FrameMotion(motion, contacts.get(k).frame());
            sum += contacts.get(k).rows();
            for (int l = 0; l < n; l++) {
                common[k * n + l] = lastCommon(
                        contacts.get(k).frame().body(), contacts.get(l).frame().body());
            }
        }
        capacity = sum;
        G = new double[sum * sum];
        response = new double[(motion.bodies + 6) * sum];
    }

    private int lastCommon(int a, int b) {
        while (a != b) {
            if (a > b) {
                a = motion.parent[a];
            } else {
                b = motion.parent[b];
            }
        }
        return a;
    }

    /** Fills everything for the contacts that are closed. */
    void build(boolean[] closed) {
        factors.factor();
        rows = 0;
        for (int k = 0; k < frames.length; k++) {
            start[k] = -1;
            if (closed[k]) {
                start[k] = rows;
                rows += contacts.get(k).rows();
                frames[k].locate();
                turnAxes(k);
                propagate(k);
            }
        }
        Arrays.fill(G, 0, rows * rows, 0);
        for (int k = 0; k < frames.length; k++) {
            for (int l = k; l < frames.length; l++) {
                if (start[k] >= 0 && start[l] >= 0) {
                    couple(k, l);
                }
            }
        }
        for (int r = 1; r < rows; r++) {
            for (int s = 0; s < r; s++) {
                G[r * rows + s] = G[s * rows + r];
            }
        }
    }

    /** Sole: columns of R_0F; point: columns of R_WBᵀ, that is rows of R_WB. */
    private void turnAxes(int k) {
        boolean point = contacts.get(k).point();
        double[] R = point ? motion.base : frames[k].inBase;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                axes[9 * k + 3 * i + j] = point ? R[3 * i + j] : R[3 * j + i];
            }
        }
    }

    /** Hands the unit wrenches of contact k down to the base. */
    private void propagate(int k) {
        double[] F = wrench;
        double[] p = frames[k].inBase;
        int n = contacts.get(k).rows();
        for (int r = 0; r < 3; r++) {
            double x = axes[9 * k + 3 * r];
            double y = axes[9 * k + 3 * r + 1];
            double z = axes[9 * k + 3 * r + 2];
            setRow(6 * r, x, y, z, p[10] * z - p[11] * y, p[11] * x - p[9] * z, p[9] * y - p[10] * x);
            setRow(6 * r + 18, 0, 0, 0, x, y, z);
        }
        int first = start[k];
        for (int b = contacts.get(k).frame().body(); b > 0; b = motion.parent[b]) {
            pass(b, n, b * capacity + first);
        }
        if (motion.baseCount > 0) {
            for (int r = 0; r < n; r++) {
                Cholesky.solveTransposed(factors.base, 6, F, 6 * r);
                for (int i = 0; i < 6; i++) {
                    response[(motion.bodies + i) * capacity + first + r] = F[6 * r + i];
                }
            }
        }
    }

    private void setRow(int o, double fx, double fy, double fz, double nx, double ny, double nz) {
        wrench[o] = fx;
        wrench[o + 1] = fy;
        wrench[o + 2] = fz;
        wrench[o + 3] = nx;
        wrench[o + 4] = ny;
        wrench[o + 5] = nz;
    }

    /** Response S · F of body b's joint to each of n wrenches, and F − U (S · F) / D for its parent. */
    private void pass(int b, int n, int out) {
        double[] F = wrench;
        double[] S = motion.axis;
        double[] U = factors.u;
        int s = 6 * b;
        double d = factors.dInverse[b];
        double sx = S[s];
        double sy = S[s + 1];
        double sz = S[s + 2];
        double rx = S[s + 3];
        double ry = S[s + 4];
        double rz = S[s + 5];
        double ux = U[s] * d;
        double uy = U[s + 1] * d;
        double uz = U[s + 2] * d;
        double wx = U[s + 3] * d;
        double wy = U[s + 4] * d;
        double wz = U[s + 5] * d;
        for (int r = 0; r < n; r++) {
            int o = 6 * r;
            double left = sx * F[o] + sy * F[o + 1] + sz * F[o + 2] + rx * F[o + 3] + ry * F[o + 4] + rz * F[o + 5];
            response[out + r] = left;
            F[o] -= ux * left;
            F[o + 1] -= uy * left;
            F[o + 2] -= uz * left;
            F[o + 3] -= wx * left;
            F[o + 4] -= wy * left;
            F[o + 5] -= wz * left;
        }
    }

    /** The block of G between contacts k and l: a sum over the joints that carry both, and the base. */
    private void couple(int k, int l) {
        for (int b = common[k * frames.length + l]; b > 0; b = motion.parent[b]) {
            couple(k, l, b * capacity, factors.dInverse[b]);
        }
        for (int i = 0; i < motion.baseCount; i++) {
            couple(k, l, (motion.bodies + i) * capacity, 1);
        }
    }

    private void couple(int k, int l, int at, double weight) {
        int row = start[k];
        int column = start[l];
        int m = contacts.get(k).rows();
        int n = contacts.get(l).rows();
        for (int r = 0; r < m; r++) {
            double f = weight * response[at + row + r];
            int o = (row + r) * rows + column;
            for (int s = 0; s < n; s++) {
                G[o + s] += f * response[at + column + s];
            }
        }
    }

    /** Adds the contacts' accelerations under the free motion's drive, J M⁻¹ (τ − h), to {@code out}. */
    void addFreeAccelerations(ForwardDynamics free, double[] out) {
        for (int k = 0; k < frames.length; k++) {
            if (start[k] < 0) {
                continue;
            }
            int n = contacts.get(k).rows();
            for (int b = contacts.get(k).frame().body(); b > 0; b = motion.parent[b]) {
                double w = factors.dInverse[b] * free.drive[b];
                int at = b * capacity + start[k];
                for (int r = 0; r < n; r++) {
                    out[start[k] + r] += w * response[at + r];
                }
            }
            for (int i = 0; i < motion.baseCount; i++) {
                int at = (motion.bodies + i) * capacity + start[k];
                for (int r = 0; r < n; r++) {
                    out[start[k] + r] += free.baseDrive[i] * response[at + r];
                }
            }
        }
    }

    /** Adds Jᵀ λ to the drive. */
    void push(double[] lambda, ForwardDynamics dynamics) {
        for (int k = 0; k < frames.length; k++) {
            if (start[k] < 0) {
                continue;
            }
            int n = contacts.get(k).rows();
            for (int b = contacts.get(k).frame().body(); b > 0; b = motion.parent[b]) {
                dynamics.drive[b] += dot(lambda, start[k], b * capacity + start[k], n);
            }
            for (int i = 0; i < motion.baseCount; i++) {
                dynamics.baseDrive[i] += dot(lambda, start[k], (motion.bodies + i) * capacity + start[k], n);
            }
        }
    }

    private double dot(double[] lambda, int from, int at, int n) {
        double sum = 0;
        for (int r = 0; r < n; r++) {
            sum += lambda[from + r] * response[at + r];
        }
        return sum;
    }

    /** Writes J̇ v of the closed contacts. */
    void biasAccelerations(double[] out) {
        for (int k = 0; k < frames.length; k++) {
            if (start[k] >= 0) {
                frames[k].biasAccelerationInBaseAxes(scratch, 0);
                resolve(k, out);
            }
        }
    }

    /** Writes J v of the closed contacts. */
    void velocities(double[] out) {
        for (int k = 0; k < frames.length; k++) {
            if (start[k] >= 0) {
                frames[k].velocityInBaseAxes(scratch, 0);
                resolve(k, out);
            }
        }
    }

    /** From base axes to the contact's. */
    private void resolve(int k, double[] out) {
        int n = contacts.get(k).rows();
        for (int r = 0; r < n; r++) {
            int a = 9 * k + 3 * (r % 3);
            int o = r < 3 ? 0 : 3;
            out[start[k] + r] = axes[a] * scratch[o] + axes[a + 1] * scratch[o + 1] + axes[a + 2] * scratch[o + 2];
        }
    }

    /** Writes λ as wrenches in world axes, 6 per contact, zero where it is open. */
    void wrenches(double[] lambda, double[] out) {
        for (int k = 0; k < frames.length; k++) {
            int o = 6 * k;
            Arrays.fill(out, o, o + 6, 0);
            if (start[k] < 0) {
                continue;
            }
            int n = contacts.get(k).rows();
            for (int r = 0; r < n; r++) {
                int a = 9 * k + 3 * (r % 3);
                int at = r < 3 ? o : o + 3;
                for (int i = 0; i < 3; i++) {
                    out[at + i] += axes[a + i] * lambda[start[k] + r];
                }
            }
            motion.toWorld(out, o);
            motion.toWorld(out, o + 3);
        }
    }
}
