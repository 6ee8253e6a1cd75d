package dev.pollux.estimation.base;

/**
 * The series Γₘ(φ) = Σₙ [φ]×ⁿ / (n+m)! in closed form: Γ₀ is Exp, Γ₁ the left Jacobian, Γ₂ its integral (M. Bloesch et
 * al., "State estimation for legged robots", RSS 2012, eq. 12–14; R. Hartley et al., "Contact-aided invariant extended
 * Kalman filtering", IJRR 39(4) 2020, eq. 67).
 */
final class Gamma {
    /** Below this angle (rad) five terms of the series are exact and the closed forms lose digits. */
    private static final double SMALL_ANGLE = 0.05;

    private Gamma() {}

    /**
     * Writes Γ₀, Γ₁ and Γ₂ of the rotation vector φ (rad), each nine numbers, row-major.
     *
     * <p>Γₘ = I/m! + aₘ [φ]× + bₘ [φ]×².
     */
    static void of(double x, double y, double z, double[] g0, double[] g1, double[] g2) {
        double t2 = x * x + y * y + z * z;
        double s1; // sin θ / θ
        double s2; // (1 − cos θ) / θ²
        double s3; // (θ − sin θ) / θ³
        double s4; // (cos θ − 1 + θ²/2) / θ⁴
        if (t2 < SMALL_ANGLE * SMALL_ANGLE) {
            s1 = series(t2, 1.0, 2, 3);
            s2 = series(t2, 1.0 / 2, 3, 4);
            s3 = series(t2, 1.0 / 6, 4, 5);
            s4 = series(t2, 1.0 / 24, 5, 6);
        } else {
            double t = Math.sqrt(t2);
            double half = Math.sin(0.5 * t);
            s1 = Math.sin(t) / t;
            s2 = 2 * half * half / t2;
            s3 = (1 - s1) / t2;
            s4 = (0.5 - s2) / t2;
        }
        fill(g0, 1, s1, s2, x, y, z, t2);
        fill(g1, 1, s2, s3, x, y, z, t2);
        fill(g2, 0.5, s3, s4, x, y, z, t2);
    }

    /** first · (1 − t2/(a b) (1 − t2/((a+2)(b+2)) (…))): the alternating series that all four share. */
    private static double series(double t2, double first, int a, int b) {
        double tail = 1;
        for (int k = 6; k >= 0; k -= 2) {
            tail = 1 - t2 / ((a + k) * (b + k)) * tail;
        }
        return first * tail;
    }

    private static void fill(double[] G, double unit, double a, double b, double x, double y, double z, double t2) {
        // [φ]×² = φφᵀ − θ² I
        double d = unit - b * t2;
        G[0] = d + b * x * x;
        G[1] = b * x * y - a * z;
        G[2] = b * x * z + a * y;
        G[3] = b * x * y + a * z;
        G[4] = d + b * y * y;
        G[5] = b * y * z - a * x;
        G[6] = b * x * z - a * y;
        G[7] = b * y * z + a * x;
        G[8] = d + b * z * z;
    }
}
