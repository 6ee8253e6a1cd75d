package dev.pollux.model;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;

/** What each joint moves, including its own body, with all joints at 0: its mass, and the size of its inertia. */
final class CarriedInertia {
    private final DMatrixRMaj[] carried;

    /** The arguments are those of {@link Tree}. */
    CarriedInertia(int[] parent, double[] placement, double[] inertia) {
        carried = new DMatrixRMaj[parent.length];
        for (int b = 0; b < parent.length; b++) {
            carried[b] = SpatialMatrix.of(inertia, b);
        }
        for (int b = parent.length - 1; b > 0; b--) {
            CommonOps_DDRM.addEquals(
                    carried[parent[b]], SpatialMatrix.inParent(carried[b], SpatialMatrix.forceInParent(placement, b)));
        }
    }

    /** kg */
    double mass(int body) {
        return carried[body].get(3, 3);
    }

    /** Frobenius norm of the rotational inertia about the body's origin, kg·m². */
    double size(int body) {
        return NormOps_DDRM.normF(CommonOps_DDRM.extract(carried[body], 0, 3, 0, 3));
    }
}
