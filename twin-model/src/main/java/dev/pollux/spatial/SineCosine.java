package dev.pollux.spatial;

/**
 * Sine and cosine of one angle together, at about the cost of one: they share the reduction to |r| ≤ π/4 and r².
 * Polynomials and the two-part π/2 are those of fdlibm (Sun Microsystems 1993, k_sin.c, k_cos.c and e_rem_pio2.c).
 */
public final class SineCosine {
    /** Beyond this many quarter turns the two parts of π/2 are not precise enough, and {@link Math} is used. */
    private static final double MOST_QUARTERS = 1 << 20;

    private static final double QUARTERS_PER_RADIAN = 2 / Math.PI;

    /** π/2: its first 33 bits, whose small multiples are exact, and the rest. */
    private static final double QUARTER = 1.57079632673412561417e+00;

    private static final double QUARTER_REST = 6.07710050650619224932e-11;

    private static final double S1 = -1.66666666666666324348e-01;
    private static final double S2 = 8.33333333332248946124e-03;
    private static final double S3 = -1.98412698298579493134e-04;
    private static final double S4 = 2.75573137070700676789e-06;
    private static final double S5 = -2.50507602534068634195e-08;
    private static final double S6 = 1.58969099521155010221e-10;

    private static final double C1 = 4.16666666666666019037e-02;
    private static final double C2 = -1.38888888888741095749e-03;
    private static final double C3 = 2.48015872894767294178e-05;
    private static final double C4 = -2.75573143513906633035e-07;
    private static final double C5 = 2.08757232129817482790e-09;
    private static final double C6 = -1.13596475577881948265e-11;

    private SineCosine() {}

    /**
     * Writes sin x and cos x, each within 2⁻⁵² of the exact value.
     *
     * @param x angle, rad
     * @param out result, 2 numbers
     */
    public static void of(double x, double[] out) {
        double quarters = Math.rint(x * QUARTERS_PER_RADIAN);
        if (!(Math.abs(quarters) < MOST_QUARTERS)) {
            out[0] = Math.sin(x);
            out[1] = Math.cos(x);
            return;
        }
        double r = (x - quarters * QUARTER) - quarters * QUARTER_REST;
        double z = r * r;
        double w = z * z;
        double sine = r + z * r * (S1 + z * (S2 + z * (S3 + z * S4) + z * w * (S5 + z * S6)));
        double half = 0.5 * z;
        double most = 1 - half;
        double cosine =
                most + ((1 - most - half) + z * z * (C1 + z * (C2 + z * C3) + w * z * (C4 + z * (C5 + z * C6))));
        int quadrant = (int) quarters;
        boolean swapped = (quadrant & 1) != 0;
        double s = swapped ? cosine : sine;
        double c = swapped ? sine : cosine;
        out[0] = (quadrant & 2) != 0 ? -s : s;
        out[1] = ((quadrant + 1) & 2) != 0 ? -c : c;
    }
}
