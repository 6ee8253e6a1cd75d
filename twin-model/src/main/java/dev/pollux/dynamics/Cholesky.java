package dev.pollux.dynamics;

/**
 * Cholesky's factorisation A = Uᵀ U of small dense matrices on flat arrays, by outer products over contiguous rows (Golub
 * and Van Loan 2013, algorithm 4.2.2, transposed).
 */
final class Cholesky {
    private Cholesky() {}

    /**
     * Factors in place: the upper triangle of A becomes U, with the reciprocals of U's diagonal on the diagonal.
     *
     * <p>A pivot that is not positive belongs to a direction without inertia; its reciprocal becomes 0, which keeps
     * that direction at rest.
     *
     * @param A symmetric, n × n, row-major, only the upper triangle is read
     */
    static void factor(double[] A, int n) {
        for (int k = 0; k < n; k++) {
            int row = k * n;
            double pivot = A[row + k];
            double inverse = pivot > 0 ? 1 / Math.sqrt(pivot) : 0;
            A[row + k] = inverse;
            for (int j = k + 1; j < n; j++) {
                A[row + j] *= inverse;
            }
            for (int i = k + 1; i < n; i++) {
                double f = A[row + i];
                if (f == 0) {
                    continue; // nothing couples them: branches of a tree
                }
                int target = i * n;
                for (int j = i; j < n; j++) {
                    A[target + j] -= f * A[row + j];
                }
            }
        }
    }

    /** x ← U⁻ᵀ x for the n numbers from {@code at}. */
    static void solveTransposed(double[] U, int n, double[] x, int at) {
        for (int k = 0; k < n; k++) {
            int row = k * n;
            double value = x[at + k] * U[row + k];
            x[at + k] = value;
            for (int j = k + 1; j < n; j++) {
                x[at + j] -= value * U[row + j];
            }
        }
    }

    /** X ← U⁻ᵀ X for a matrix of n rows and m columns, row-major. */
    static void solveTransposedColumns(double[] U, int n, double[] X, int m) {
        for (int k = 0; k < n; k++) {
            for (int c = 0; c < m; c++) {
                X[k * m + c] *= U[k * n + k];
            }
            for (int j = k + 1; j < n; j++) {
                double f = U[k * n + j];
                for (int c = 0; c < m; c++) {
                    X[j * m + c] -= f * X[k * m + c];
                }
            }
        }
    }

    /** x ← U⁻¹ x for the n numbers from {@code at}. */
    static void solve(double[] U, int n, double[] x, int at) {
        for (int k = n - 1; k >= 0; k--) {
            int row = k * n;
            double sum = x[at + k];
            for (int j = k + 1; j < n; j++) {
                sum -= U[row + j] * x[at + j];
            }
            x[at + k] = sum * U[row + k];
        }
    }
}
