package dev.pollux.model;

/**
 * Principal moments that are physically possible. A moment is the sum of two of the integrals s_k = ∫ x_k² dm along the
 * principal axes, λ_i = Σ_{k≠i} s_k, none of which is negative: the triangle inequality.
 */
final class PhysicalMoments {
    private PhysicalMoments() {}

    /**
     * The physical moments nearest to the given ones in the sum of squares: min |λ − M s|² over s ≥ 0,
     * M = [0 1 1; 1 0 1; 1 1 0], solved for each set of integrals that are not held at 0.
     *
     * @param moments 3 principal moments, kg·m²
     */
    static double[] nearest(double[] moments) {
        double[] best = new double[3];
        double least = distance(moments, best);
        for (int free = 1; free < 8; free++) {
            double[] s = leastSquares(moments, free);
            if (s[0] >= 0 && s[1] >= 0 && s[2] >= 0) {
                double[] candidate = {s[1] + s[2], s[0] + s[2], s[0] + s[1]};
                double distance = distance(moments, candidate);
                if (distance < least) {
                    least = distance;
                    best = candidate;
                }
            }
        }
        return best;
    }

    /** The integrals that fit the moments best if only those of the given bits are not 0. */
    private static double[] leastSquares(double[] m, int free) {
        // The rows of Mᵀ M s = Mᵀ λ: 2 on the diagonal, 1 beside it; Mᵀ λ is the sum of the two other moments.
        double[] b = {m[1] + m[2], m[0] + m[2], m[0] + m[1]};
        int count = Integer.bitCount(free);
        double sum = 0;
        for (int k = 0; k < 3; k++) {
            sum += (free >> k & 1) == 1 ? b[k] : 0;
        }
        double[] s = new double[3];
        for (int k = 0; k < 3; k++) {
            // (1 + 1 1ᵀ) s = b  ⇒  s = b − 1 Σb / (1 + count)
            s[k] = (free >> k & 1) == 1 ? b[k] - sum / (1 + count) : 0;
        }
        return s;
    }

    private static double distance(double[] a, double[] b) {
        return Math.hypot(Math.hypot(a[0] - b[0], a[1] - b[1]), a[2] - b[2]);
    }
}
