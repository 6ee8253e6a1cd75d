package dev.pollux.dynamics;

import dev.pollux.model.ContactFrame.Corner;
import java.util.Arrays;
import java.util.List;

/**
 * Limits contact forces to what the ground can give: points do not pull, and a sole's centre of pressure stays in its
 * polygon.
 *
 * <p>Each edge of a polygon and each point is one inequality w · λ ≥ 0. The forces are those of Gauss' principle, min ½
 * λᵀ G λ − bᵀ λ under these (Baraff 1994); its multipliers are the accelerations with which edges lift. It is solved in
 * the multipliers ν as the complementarity problem 0 ≤ ν ⟂ W G⁻¹ Wᵀ ν + W λ₀ ≥ 0 by Murty's least-index pivoting (Murty
 * 1974). See docs/algorithms/contact-dynamics.md.
 */
final class PressureLimits {
    private static final double REGULARISATION = 1e-10;
    private static final int MOST_PIVOTS = 200;
    private static final double ROUNDING = 1e-12;

    private final ContactRows rows;
    private final ProximalSolver solver;
    private final List<RigidContact> contacts;

    /** Per limit 6: w over the rows of its contact. */
    private final double[] limits;

    private final int[] contactOf;
    private final double[] inverse; // G⁻¹ Wᵀ, one row per limit
    private final double[] gap; // W λ₀
    private final double[] K;
    private final double[] factor;
    private final double[] nu;
    private final double[] w;
    private final double[] column;
    private final double[] rest;
    private final boolean[] atLimit;
    private final int[] live;
    private final int[] pivot;
    private int count;

    PressureLimits(ContactRows rows, ProximalSolver solver, List<RigidContact> contacts) {
        this.rows = rows;
        this.solver = solver;
        this.contacts = List.copyOf(contacts);
        int most = 0;
        for (RigidContact contact : contacts) {
            most += contact.point() ? 1 : contact.polygon().size();
        }
        limits = new double[6 * most];
        contactOf = new int[most];
        inverse = new double[most * rows.capacity];
        gap = new double[most];
        K = new double[most * most];
        factor = new double[most * most];
        nu = new double[most];
        w = new double[rows.capacity];
        column = new double[rows.capacity];
        rest = new double[most];
        atLimit = new boolean[most];
        live = new int[most];
        pivot = new int[most];
        int at = 0;
        for (int k = 0; k < contacts.size(); k++) {
            at = addLimits(k, contacts.get(k), at);
        }
    }

    private int addLimits(int k, RigidContact contact, int from) {
        int at = from;
        if (contact.point()) {
            contactOf[at] = k;
            limits[6 * at + 2] = 1;
            return at + 1;
        }
        List<Corner> polygon = contact.polygon();
        for (int i = 0; i < polygon.size(); i++) {
            Corner a = polygon.get(i);
            Corner b = polygon.get((i + 1) % polygon.size());
            double length = Math.hypot(b.x() - a.x(), b.y() - a.y());
            double nx = -(b.y() - a.y()) / length;
            double ny = (b.x() - a.x()) / length;
            // f_z n · (cop − a) with f_z cop = (−m_y, m_x)
            contactOf[at] = k;
            limits[6 * at + 2] = -nx * a.x() - ny * a.y();
            limits[6 * at + 3] = ny;
            limits[6 * at + 4] = -nx;
            at++;
        }
        return at;
    }

    /**
     * Changes λ₀ to the forces within the limits.
     *
     * @param lambda in: G⁻¹ b; out: the limited forces
     */
    void apply(double[] lambda) {
        boolean within = true;
        count = 0;
        for (int i = 0; i < contactOf.length; i++) {
            if (rows.start[contactOf[i]] >= 0) {
                gap[count] = value(i, lambda);
                within &= gap[count] >= 0;
                live[count++] = i;
            }
        }
        if (within) {
            return;
        }
        couple();
        pivot();
        for (int a = 0; a < count; a++) {
            for (int r = 0; r < rows.count; r++) {
                lambda[r] += inverse[a * rows.count + r] * nu[a];
            }
        }
    }

    /** w · λ of a limit. */
    private double value(int limit, double[] lambda) {
        int contact = contactOf[limit];
        int n = contacts.get(contact).rows();
        double sum = 0;
        for (int r = 0; r < n; r++) {
            sum += limits[6 * limit + r] * lambda[rows.start[contact] + r];
        }
        return sum;
    }

    /** K = W G⁻¹ Wᵀ. */
    private void couple() {
        int n = rows.count;
        double trace = 0;
        for (int a = 0; a < count; a++) {
            int contact = contactOf[live[a]];
            Arrays.fill(w, 0, n, 0);
            System.arraycopy(
                    limits,
                    6 * live[a],
                    w,
                    rows.start[contact],
                    contacts.get(contact).rows());
            solver.solve(w, column);
            System.arraycopy(column, 0, inverse, a * n, n);
            for (int c = 0; c < count; c++) {
                K[a * count + c] = value(live[c], column);
            }
            trace += K[a * count + a];
        }
        for (int a = 0; a < count; a++) {
            K[a * count + a] += REGULARISATION * trace / count;
        }
    }

    /** Murty: while any component is negative, the first such limit changes sides. */
    private void pivot() {
        Arrays.fill(atLimit, false);
        for (int turn = 0; turn < MOST_PIVOTS; turn++) {
            solveAtLimits();
            int wrong = firstWrong();
            if (wrong < 0) {
                return;
            }
            atLimit[wrong] = !atLimit[wrong];
        }
    }

    private void solveAtLimits() {
        int n = 0;
        for (int a = 0; a < count; a++) {
            nu[a] = 0;
            if (atLimit[a]) {
                pivot[n++] = a;
            }
        }
        for (int i = 0; i < n; i++) {
            rest[i] = -gap[pivot[i]];
            for (int j = 0; j < n; j++) {
                factor[i * n + j] = K[pivot[i] * count + pivot[j]];
            }
        }
        Cholesky.factor(factor, n);
        Cholesky.solveTransposed(factor, n, rest, 0);
        Cholesky.solve(factor, n, rest, 0);
        for (int i = 0; i < n; i++) {
            nu[pivot[i]] = rest[i];
        }
    }

    private int firstWrong() {
        double most = 0;
        for (int a = 0; a < count; a++) {
            most = Math.max(most, Math.abs(gap[a]));
        }
        for (int a = 0; a < count; a++) {
            double slack = gap[a];
            for (int c = 0; c < count; c++) {
                slack += K[a * count + c] * nu[c];
            }
            if (atLimit[a] ? nu[a] < 0 : slack < -ROUNDING * most) {
                return a;
            }
        }
        return -1;
    }
}
