package dev.pollux.estimation.base;

/**
 * Storage format of the filter's covariance: the upper triangle in single precision, for errors with little
 * correlation. Those are (ξθ, ξv, δp, ξd − ξp, ζg, ζa) with δp = ξp − [p]× ξθ the position's own error: far from the
 * world's origin, or after a long way, foot and base are uncertain by metres but within a millimetre of each other, and
 * δp excludes the effect of yaw on a far position. Rounding by 6e-8 then leaves the matrix positive definite.
 */
final class PackedCovariance {
    private static final int THETA = InvariantFilter.THETA;
    private static final int P = InvariantFilter.P;
    private static final int D = InvariantFilter.D;

    private PackedCovariance() {}

    /** Number of stored values for n errors. */
    static int size(int n) {
        return n * (n + 1) / 2;
    }

    /**
     * Packs.
     *
     * @param C n×n, row-major, symmetric; overwritten
     * @param contacts number of footholds among the errors
     * @param p position, m
     */
    static void pack(double[] C, int n, int contacts, double[] p, float[] packed) {
        for (int c = 0; c < contacts; c++) {
            add(C, n, D + 3 * c, P, -1);
        }
        addTurn(C, n, p, -1);
        for (int i = 0, k = 0; i < n; i++) {
            for (int j = i; j < n; j++, k++) {
                packed[k] = (float) C[i * n + j];
            }
        }
    }

    /** Unpacks what {@link #pack} packed. */
    static void unpack(float[] packed, double[] C, int n, int contacts, double[] p) {
        for (int i = 0, k = 0; i < n; i++) {
            for (int j = i; j < n; j++, k++) {
                C[i * n + j] = packed[k];
                C[j * n + i] = packed[k];
            }
        }
        addTurn(C, n, p, 1);
        for (int c = 0; c < contacts; c++) {
            add(C, n, D + 3 * c, P, 1);
        }
    }

    /** ξ_to ← ξ_to + sign ξ_from, three components, in rows and columns. */
    private static void add(double[] C, int n, int to, int from, int sign) {
        for (int i = 0; i < 3; i++) {
            for (int k = 0; k < n; k++) {
                C[(to + i) * n + k] += sign * C[(from + i) * n + k];
            }
        }
        for (int k = 0; k < n; k++) {
            for (int i = 0; i < 3; i++) {
                C[k * n + to + i] += sign * C[k * n + from + i];
            }
        }
    }

    /** ξp ← ξp + sign [p]× ξθ, in rows and columns. */
    private static void addTurn(double[] C, int n, double[] p, int sign) {
        for (int k = 0; k < n; k++) {
            double x = C[THETA * n + k];
            double y = C[(THETA + 1) * n + k];
            double z = C[(THETA + 2) * n + k];
            C[P * n + k] += sign * (p[1] * z - p[2] * y);
            C[(P + 1) * n + k] += sign * (p[2] * x - p[0] * z);
            C[(P + 2) * n + k] += sign * (p[0] * y - p[1] * x);
        }
        for (int k = 0; k < n; k++) {
            int row = k * n;
            double x = C[row + THETA];
            double y = C[row + THETA + 1];
            double z = C[row + THETA + 2];
            C[row + P] += sign * (p[1] * z - p[2] * y);
            C[row + P + 1] += sign * (p[2] * x - p[0] * z);
            C[row + P + 2] += sign * (p[0] * y - p[1] * x);
        }
    }
}
