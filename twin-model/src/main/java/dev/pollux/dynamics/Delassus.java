package dev.pollux.dynamics;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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
    private final @Nullable JointSpaceInertia whole;

    /** Directions whose inertia is factored together: the base's, or all if joints are tied. */
    private final int directions;

    private final List<RigidContact> contacts;

    /** Per contact: the bodies between it and the base, its own first; none if joints are tied. */
    private final int[][] chains;

    /** Per contact, for each body of its chain and then each of {@link #directions}, one number for each of its rows. */
    private final double[][] responses;

    /** The same divided by D: the joint's acceleration. */
    private final double[][] yields;

    /** Per pair of contacts: number of bodies that carry both; they are the end of both chains. */
    private final int[] shared;

    private final double[] wrench = new double[36];

    Delassus(ForwardDynamics dynamics, List<RigidContact> contacts) {
        this.motion = dynamics.motion;
        this.factors = dynamics.factors;
        whole = dynamics.whole;
        directions = whole == null ? motion.baseCount : motion.velocityCount;
        rows = new ContactRows(motion, contacts);
        this.contacts = rows.contacts;
        int n = contacts.size();
        chains = new int[n][];
        responses = new double[n][];
        yields = new double[n][];
        shared = new int[n * n];
        for (int k = 0; k < n; k++) {
            chains[k] =
                    whole != null ? new int[0] : chain(contacts.get(k).frame().body());
            int numbers = (chains[k].length + directions) * contacts.get(k).rows();
            responses[k] = new double[numbers];
            yields[k] = new double[numbers];
            for (int l = 0; l <= k; l++) {
                shared[k * n + l] = sharedTail(chains[k], chains[l]);
                shared[l * n + k] = shared[k * n + l];
            }
        }
        G = new double[rows.capacity * rows.capacity];
    }

    private int[] chain(int body) {
        return IntStream.iterate(body, b -> b > 0, b -> motion.parent[b]).toArray();
    }

    private static int sharedTail(int[] a, int[] b) {
        int n = 0;
        while (n < a.length && n < b.length && a[a.length - 1 - n] == b[b.length - 1 - n]) {
            n++;
        }
        return n;
    }

    /** Computes everything for the closed contacts. */
    void build(boolean[] closed) {
        if (whole == null) {
            factors.factor();
        } else {
            whole.factor();
        }
        rows.number(closed);
        int[] start = rows.start;
        for (int k = 0; k < closed.length; k++) {
            if (closed[k]) {
                propagate(k);
            }
        }
        for (int k = 0; k < contacts.size(); k++) {
            for (int l = k; l < contacts.size(); l++) {
                if (start[k] >= 0 && start[l] >= 0) {
                    couple(k, l);
                }
            }
        }
    }

    /** Passes the unit wrenches of contact k to the base. */
    private void propagate(int k) {
        double[] F = wrench;
        rows.unitWrenches(k, F);
        int n = contacts.get(k).rows();
        if (whole != null) {
            whole.responses(contacts.get(k).frame().body(), F, n, responses[k]);
            System.arraycopy(responses[k], 0, yields[k], 0, responses[k].length);
            return;
        }
        int at = 0;
        for (int b : chains[k]) {
            pass(b, k, n, at);
            at += n;
        }
        if (motion.baseCount > 0) {
            Cholesky.solveTransposedColumns(factors.base, 6, F, n);
            System.arraycopy(F, 0, responses[k], at, 6 * n);
            System.arraycopy(F, 0, yields[k], at, 6 * n);
        }
    }

    /** Response S · F of body b's joint to each of contact k's n wrenches, and F − U (S · F) / D for its parent. */
    private void pass(int b, int k, int n, int at) {
        double[] F = wrench;
        double[] response = responses[k];
        double[] yield = yields[k];
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
            double left = (sx * F[r] + sy * F[n + r] + sz * F[2 * n + r])
                    + (rx * F[3 * n + r] + ry * F[4 * n + r] + rz * F[5 * n + r]);
            response[at + r] = left;
            yield[at + r] = left * d;
            F[r] -= ux * left;
            F[n + r] -= uy * left;
            F[2 * n + r] -= uz * left;
            F[3 * n + r] -= wx * left;
            F[4 * n + r] -= wy * left;
            F[5 * n + r] -= wz * left;
        }
    }

    /** The block of G between contacts k and l, and its mirror image: sums over the joints that carry both, and the base. */
    private void couple(int k, int l) {
        double[] Z = responses[k];
        double[] Y = yields[l];
        int m = contacts.get(k).rows();
        int n = contacts.get(l).rows();
        int terms = shared[k * contacts.size() + l] + directions;
        int z = Z.length - terms * m;
        int y = Y.length - terms * n;
        for (int r = 0; r < m; r += 3) {
            for (int s = k == l ? r : 0; s < n; s += 3) {
                couple(Z, z + r, m, Y, y + s, n, terms, rows.start[k] + r, rows.start[l] + s);
            }
        }
    }

    /** Three rows by three columns of G from {@code row} and {@code column}: Σ z yᵀ over this number of terms. */
    private void couple(double[] Z, int z, int m, double[] Y, int y, int n, int terms, int row, int column) {
        double xx = 0;
        double xy = 0;
        double xz = 0;
        double yx = 0;
        double yy = 0;
        double yz = 0;
        double zx = 0;
        double zy = 0;
        double zz = 0;
        for (int i = 0; i < terms; i++) {
            double a = Z[z];
            double b = Z[z + 1];
            double c = Z[z + 2];
            double d = Y[y];
            double e = Y[y + 1];
            double f = Y[y + 2];
            xx += a * d;
            xy += a * e;
            xz += a * f;
            yx += b * d;
            yy += b * e;
            yz += b * f;
            zx += c * d;
            zy += c * e;
            zz += c * f;
            z += m;
            y += n;
        }
        set(row, column, xx, xy, xz);
        set(row + 1, column, yx, yy, yz);
        set(row + 2, column, zx, zy, zz);
    }

    /** Three numbers of a row of G, and their mirror images. */
    private void set(int row, int column, double x, double y, double z) {
        int n = rows.count;
        G[row * n + column] = x;
        G[row * n + column + 1] = y;
        G[row * n + column + 2] = z;
        G[column * n + row] = x;
        G[(column + 1) * n + row] = y;
        G[(column + 2) * n + row] = z;
    }

    /** Adds the contacts' accelerations in free motion, J M⁻¹ (τ − h), to {@code out}. */
    void addFreeAccelerations(ForwardDynamics free, double[] out) {
        for (int k = 0; k < contacts.size(); k++) {
            if (rows.start[k] < 0) {
                continue;
            }
            int n = contacts.get(k).rows();
            int at = 0;
            for (int b : chains[k]) {
                addScaled(free.drive[b], yields[k], at, n, out, rows.start[k]);
                at += n;
            }
            for (int i = 0; i < directions; i++) {
                addScaled(free.baseDrive[i], yields[k], at, n, out, rows.start[k]);
                at += n;
            }
        }
    }

    private static void addScaled(double scale, double[] from, int at, int n, double[] out, int to) {
        for (int r = 0; r < n; r++) {
            out[to + r] += scale * from[at + r];
        }
    }

    /** Adds Jᵀ λ to the drive. */
    void push(double[] lambda, ForwardDynamics dynamics) {
        for (int k = 0; k < contacts.size(); k++) {
            if (rows.start[k] < 0) {
                continue;
            }
            int n = contacts.get(k).rows();
            int at = 0;
            for (int b : chains[k]) {
                dynamics.drive[b] += dot(lambda, rows.start[k], responses[k], at, n);
                at += n;
            }
            for (int i = 0; i < directions; i++) {
                dynamics.baseDrive[i] += dot(lambda, rows.start[k], responses[k], at, n);
                at += n;
            }
        }
    }

    private static double dot(double[] lambda, int from, double[] response, int at, int n) {
        double sum = 0;
        for (int r = 0; r < n; r++) {
            sum += lambda[from + r] * response[at + r];
        }
        return sum;
    }
}
