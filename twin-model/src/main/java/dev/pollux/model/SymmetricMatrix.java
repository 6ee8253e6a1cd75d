package dev.pollux.model;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/** A symmetric 3×3 matrix, packed as xx, xy, xz, yy, yz, zz, with its eigenvalues. */
final class SymmetricMatrix {
    private final double[] packed;
    private final double[] values = {Double.NaN, Double.NaN, Double.NaN};
    private final double[][] vectors = new double[3][3];

    SymmetricMatrix(double[] packed) {
        this.packed = packed.clone();
        double[] m = packed;
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(3, true, true);
        if (!eigen.decompose(new DMatrixRMaj(3, 3, true, m[0], m[1], m[2], m[1], m[3], m[4], m[2], m[4], m[5]))) {
            return; // numbers too great to be squared
        }
        int[] ascending = IntStream.range(0, 3)
                .boxed()
                .sorted(Comparator.comparingDouble(k -> eigen.getEigenvalue(k).getReal()))
                .mapToInt(k -> k)
                .toArray();
        for (int k = 0; k < 3; k++) {
            values[k] = eigen.getEigenvalue(ascending[k]).getReal();
            vectors[k] = eigen.getEigenVector(ascending[k]).data.clone();
        }
    }

    /** In ascending order; NaN if the numbers are too large. */
    double[] eigenvalues() {
        return values.clone();
    }

    double[] packed() {
        return packed.clone();
    }

    /** The matrix with the same axes and other eigenvalues: Σ λ_k v_k v_kᵀ. */
    SymmetricMatrix withEigenvalues(double[] other) {
        double[] sum = new double[6];
        for (int k = 0; k < 3; k++) {
            double[] v = vectors[k];
            for (int i = 0, at = 0; i < 3; i++) {
                for (int j = i; j < 3; j++, at++) {
                    sum[at] += other[k] * v[i] * v[j];
                }
            }
        }
        return new SymmetricMatrix(sum);
    }

    SymmetricMatrix minus(SymmetricMatrix other) {
        double[] difference = new double[6];
        Arrays.setAll(difference, i -> packed[i] - other.packed[i]);
        return new SymmetricMatrix(difference);
    }

    /** Frobenius norm. */
    double norm() {
        double[] m = packed;
        return Math.sqrt(m[0] * m[0] + m[3] * m[3] + m[5] * m[5] + 2 * (m[1] * m[1] + m[2] * m[2] + m[4] * m[4]));
    }
}
