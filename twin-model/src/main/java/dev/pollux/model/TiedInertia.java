package dev.pollux.model;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The joint-space inertia of a robot some of whose joints follow others, where all stand at 0: M = Gᵀ M_full G
 * (docs/algorithms/forward-dynamics.md, "Tied joints"), the base's six directions first, by the composite-rigid-body algorithm
 * (Featherstone, Rigid Body Dynamics Algorithms, 2008, section 6.2). What a joint moves is what it and all that follow it move.
 */
final class TiedInertia {
    private static final int BASE = 6;

    private final int[] parent;
    private final int[] joint;
    private final boolean[] slides;
    private final double[] ratio;
    private final DMatrixRMaj M;

    /** Per joint: the largest number of what it moves, the scale of rounding errors. */
    private final double[] scale;

    /** The arrays are those of {@link Tree}. */
    TiedInertia(int[] parent, int[] joint, boolean[] slides, double[] ratio, double[] placement, double[] inertia) {
        this.parent = parent;
        this.joint = joint;
        this.slides = slides;
        this.ratio = ratio;
        int bodies = parent.length;
        int joints = Arrays.stream(joint).max().orElse(-1) + 1;
        M = new DMatrixRMaj(BASE + joints, BASE + joints);
        scale = new double[joints];
        DMatrixRMaj[] composite = new DMatrixRMaj[bodies];
        DMatrixRMaj[] toParent = new DMatrixRMaj[bodies];
        for (int b = 0; b < bodies; b++) {
            composite[b] = SpatialMatrix.of(inertia, b);
            toParent[b] = SpatialMatrix.forceInParent(placement, b);
        }
        for (int b = bodies - 1; b > 0; b--) {
            CommonOps_DDRM.addEquals(composite[parent[b]], SpatialMatrix.inParent(composite[b], toParent[b]));
            addRows(b, composite[b], toParent);
        }
        CommonOps_DDRM.insert(composite[0], M, 0, 0);
    }

    /** Adds the coupling of body b's own motion with the joints between it and the base, and with the base. */
    private void addRows(int b, DMatrixRMaj composite, DMatrixRMaj[] toParent) {
        int row = BASE + joint[b];
        scale[joint[b]] += ratio[b] * ratio[b] * CommonOps_DDRM.elementMaxAbs(composite);
        DMatrixRMaj force = CommonOps_DDRM.extractColumn(composite, axis(b), null); // I^c S
        CommonOps_DDRM.scale(ratio[b], force);
        M.add(row, row, ratio[b] * force.get(axis(b), 0));
        for (int a = b; a > 0; ) {
            force = times(toParent[a], force);
            a = parent[a];
            if (a > 0) {
                int column = BASE + joint[a];
                double coupling = ratio[a] * force.get(axis(a), 0);
                M.add(row, column, coupling);
                M.add(column, row, coupling);
            }
        }
        for (int i = 0; i < BASE; i++) {
            M.add(row, i, force.get(i, 0));
            M.add(i, row, force.get(i, 0));
        }
    }

    /** Own implementation, since EJML's mult has another signature in mecano's version. */
    private static DMatrixRMaj times(DMatrixRMaj A, DMatrixRMaj x) {
        DMatrixRMaj y = new DMatrixRMaj(BASE, 1);
        for (int i = 0; i < BASE; i++) {
            for (int k = 0; k < BASE; k++) {
                y.add(i, 0, A.get(i, k) * x.get(k, 0));
            }
        }
        return y;
    }

    /** S is the z axis, for sliding or turning. */
    private int axis(int b) {
        return slides[b] ? 5 : 2;
    }

    /**
     * Eliminates the joints from M, from the last to the first, each moving freely with the others.
     *
     * @param nothing share of what a joint moves below which its own inertia is a rounding error
     * @return the first joint without inertia; −1 if all have some
     */
    int eliminate(double nothing) {
        for (int j = scale.length - 1; j >= 0; j--) {
            int k = BASE + j;
            double pivot = M.get(k, k);
            if (!(pivot > nothing * scale[j])) {
                return j;
            }
            // M ← M − M_·k M_k· / M_kk
            for (int r = 0; r < k; r++) {
                double share = M.get(r, k) / pivot;
                if (share != 0) {
                    for (int c = 0; c < k; c++) {
                        M.add(r, c, -share * M.get(k, c));
                    }
                }
            }
        }
        return -1;
    }

    /** Inertia of the whole robot at the base, after the elimination of all joints. */
    DMatrixRMaj base() {
        return CommonOps_DDRM.extract(M, 0, BASE, 0, BASE);
    }
}
