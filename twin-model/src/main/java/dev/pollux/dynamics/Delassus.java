package dev.pollux.dynamics;

import java.util.Arrays;
import java.util.List;

/**
 * The Delassus matrix G = J M⁻¹ Jᵀ of the contacts that are closed, on the articulated inertias: each row's unit wrench is
 * handed from body to body as the articulated body algorithm hands on forces, and what it leaves at a joint is that row's
 * response there (Wensing, Featherstone and Orin 2012, the extended force propagator; Carpentier, Budhiraja and Mansard
 * 2021 and Sathya and Carpentier 2024 for the use in contact dynamics).
 */
final class Delassus {
    final ContactRows rows;

    /** G, rows × rows, row-major. */
    final double[] G;

    private final TreeMotion motion;
    private final ArticulatedInertias factors;
    private final List<RigidContact> contacts;
    private final int capacity;

    /** Per body, then per base direction, one number for each row. */
    private final double[] response;

    /** The last body that both of two contacts hang on. */
    private final int[] common;

    private final double[] wrench = new double[36];

    Delassus(ForwardDynamics dynamics, List<RigidContact> contacts) {
        this.motion = dynamics.motion;
        this.factors = dynamics.factors;
        rows = new ContactRows(motion, contacts);
        this.contacts = rows.contacts;
        capacity = rows.capacity;
        int n = contacts.size();
        common = new int[n * n];
        for (int k = 0; k < n; k++) {
            for (int l = 0; l < n; l++) {
                common[k * n + l] = lastCommon(
                        contacts.get(k).frame().body(), contacts.get(l).frame().body());
            }
        }
        G = new double[capacity * capacity];
        response = new double[(motion.bodies + 6) * capacity];
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
        rows.number(closed);
        int n = rows.count;
        int[] start = rows.start;
        for (int k = 0; k < closed.length; k++) {
            if (closed[k]) {
                propagate(k);
            }
        }
        Arrays.fill(G, 0, n * n, 0);
        for (int k = 0; k < contacts.size(); k++) {
            for (int l = k; l < contacts.size(); l++) {
                if (start[k] >= 0 && start[l] >= 0) {
                    couple(k, l);
                }
            }
        }
        for (int r = 1; r < n; r++) {
            for (int s = 0; s < r; s++) {
                G[r * n + s] = G[s * n + r];
            }
        }
    }

    /** Hands the unit wrenches of contact k down to the base. */
    private void propagate(int k) {
        double[] F = wrench;
        rows.unitWrenches(k, F);
        int n = contacts.get(k).rows();
        int first = rows.start[k];
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
        for (int b = common[k * contacts.size() + l]; b > 0; b = motion.parent[b]) {
            couple(k, l, b * capacity, factors.dInverse[b]);
        }
        for (int i = 0; i < motion.baseCount; i++) {
            couple(k, l, (motion.bodies + i) * capacity, 1);
        }
    }

    private void couple(int k, int l, int at, double weight) {
        int row = rows.start[k];
        int column = rows.start[l];
        int m = contacts.get(k).rows();
        int n = contacts.get(l).rows();
        for (int r = 0; r < m; r++) {
            double f = weight * response[at + row + r];
            int o = (row + r) * rows.count + column;
            for (int s = 0; s < n; s++) {
                G[o + s] += f * response[at + column + s];
            }
        }
    }

    /** Adds the contacts' accelerations under the free motion's drive, J M⁻¹ (τ − h), to {@code out}. */
    void addFreeAccelerations(ForwardDynamics free, double[] out) {
        for (int k = 0; k < contacts.size(); k++) {
            if (rows.start[k] < 0) {
                continue;
            }
            int n = contacts.get(k).rows();
            for (int b = contacts.get(k).frame().body(); b > 0; b = motion.parent[b]) {
                double w = factors.dInverse[b] * free.drive[b];
                int at = b * capacity + rows.start[k];
                for (int r = 0; r < n; r++) {
                    out[rows.start[k] + r] += w * response[at + r];
                }
            }
            for (int i = 0; i < motion.baseCount; i++) {
                int at = (motion.bodies + i) * capacity + rows.start[k];
                for (int r = 0; r < n; r++) {
                    out[rows.start[k] + r] += free.baseDrive[i] * response[at + r];
                }
            }
        }
    }

    /** Adds Jᵀ λ to the drive. */
    void push(double[] lambda, ForwardDynamics dynamics) {
        for (int k = 0; k < contacts.size(); k++) {
            if (rows.start[k] < 0) {
                continue;
            }
            int n = contacts.get(k).rows();
            for (int b = contacts.get(k).frame().body(); b > 0; b = motion.parent[b]) {
                dynamics.drive[b] += dot(lambda, rows.start[k], b * capacity + rows.start[k], n);
            }
            for (int i = 0; i < motion.baseCount; i++) {
                dynamics.baseDrive[i] += dot(lambda, rows.start[k], (motion.bodies + i) * capacity + rows.start[k], n);
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
}
