package dev.pollux.model;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** Spatial inertias of a {@link Tree}'s bodies as 6×6 matrices, angular then linear, about the body's origin in its frame. */
final class SpatialMatrix {
    private SpatialMatrix() {}

    /** [I_O [h]×; −[h]× m 1] of a body, h = m c, from the 10 numbers of {@link Tree#inertia}. */
    static DMatrixRMaj of(double[] inertia, int body) {
        int k = 10 * body;
        double m = inertia[k];
        double x = inertia[k + 1];
        double y = inertia[k + 2];
        double z = inertia[k + 3];
        return new DMatrixRMaj(new double[][] {
            {inertia[k + 4], inertia[k + 5], inertia[k + 6], 0, -z, y},
            {inertia[k + 5], inertia[k + 7], inertia[k + 8], z, 0, -x},
            {inertia[k + 6], inertia[k + 8], inertia[k + 9], -y, x, 0},
            {0, z, -y, m, 0, 0},
            {-z, 0, x, 0, m, 0},
            {y, -x, 0, 0, 0, m}
        });
    }

    /**
     * Xᵀ I X: a spatial inertia of body b as seen by its parent A with the joint at 0.
     *
     * @param toParent Xᵀ, as {@link #forceInParent} gives it
     */
    static DMatrixRMaj inParent(DMatrixRMaj I, DMatrixRMaj toParent) {
        // multAddTransB has the same signature in the EJML that mecano brings, mult has not
        DMatrixRMaj XtI = new DMatrixRMaj(6, 6);
        CommonOps_DDRM.multAddTransB(toParent, I, XtI); // I = Iᵀ
        DMatrixRMaj moved = new DMatrixRMaj(6, 6);
        CommonOps_DDRM.multAddTransB(XtI, toParent, moved);
        return moved;
    }

    /**
     * Xᵀ of X = [Rᵀ 0; −Rᵀ [p]× Rᵀ], which maps motion of the parent A to that of body b with the joint at 0: Xᵀ maps a
     * force on b to A.
     *
     * @param placement as in {@link Tree#placement}
     */
    static DMatrixRMaj forceInParent(double[] placement, int body) {
        double[] R = Arrays.copyOfRange(placement, 12 * body, 12 * body + 9);
        double[] p = Arrays.copyOfRange(placement, 12 * body + 9, 12 * body + 12);
        double[][] cross = {{0, -p[2], p[1]}, {p[2], 0, -p[0]}, {-p[1], p[0], 0}};
        DMatrixRMaj Xt = new DMatrixRMaj(6, 6);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                Xt.set(j, i, R[3 * j + i]);
                Xt.set(j + 3, i + 3, R[3 * j + i]);
                double sum = 0;
                for (int l = 0; l < 3; l++) {
                    sum -= R[3 * l + i] * cross[l][j];
                }
                Xt.set(j, i + 3, sum);
            }
        }
        return Xt;
    }
}
