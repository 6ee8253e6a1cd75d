package dev.pollux.twin;

import dev.pollux.spatial.SO3;
import java.util.Locale;

/**
 * Rotation of an IMU relative to the axes in the model: the R that best maps its measurements m onto the motion l of
 * the standing legs, max Σ l · R m (G. Wahba, SIAM Review 7(3), 1965), by Newton's method on the group. With M = Σ l (R
 * m)ᵀ a further turn δ gains δ · g − ½ δᵀ H δ, where g = Σ R m × l and H = tr(M) I − sym(M); the covariance of R's
 * error is s² H⁻¹, with s² the variance of the residuals. Working memory for one thread.
 */
final class MountingTurn {
    private static final int ITERATIONS = 12;

    /** Correlation from which the vectors are equal up to the rotation. */
    private static final double SAME = 0.9;

    /** Cosine of the angle within which measured and expected gravity agree, 8°: floors slope. */
    private static final double ALIKE = 0.99;

    private final double[] R = new double[9];
    private final double[] M = new double[9];
    private final double[] H = new double[9];
    private final double[] step = new double[9];
    private final double[] turned = new double[9];
    private final double[] delta = new double[3];

    /** Rotation vector, rad, from the sent axes to those of the model; valid after {@link #fit}. */
    private final double[] turn = new double[3];

    /** Its largest standard deviation over all axes, rad. */
    double sigma;

    private double overlap;

    /**
     * Finds the rotation from covariances of centred vectors.
     *
     * @param B Σ l mᵀ, row-major
     * @param l2 Σ |l|²
     * @param m2 Σ |m|²
     * @param count number of vectors
     * @param first an initial rotation, as one of {@link QuarterTurns}
     * @return whether the rotation is determined
     */
    boolean fit(double[] B, double l2, double m2, double count, int first) {
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                R[3 * i + j] = QuarterTurns.axis(first, i) == j ? QuarterTurns.sign(first, i) : 0;
            }
        }
        for (int k = 0; k < ITERATIONS; k++) {
            double trace = multiply(B);
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    H[3 * i + j] = (i == j ? trace : 0) - 0.5 * (M[3 * i + j] + M[3 * j + i]);
                }
            }
            if (!invert()) {
                return false;
            }
            double gx = M[7] - M[5];
            double gy = M[2] - M[6];
            double gz = M[3] - M[1];
            for (int i = 0; i < 3; i++) {
                delta[i] = step[3 * i] * gx + step[3 * i + 1] * gy + step[3 * i + 2] * gz;
            }
            SO3.exp(delta[0], delta[1], delta[2], turned, 0);
            SO3.multiply(turned, 0, R, 0, H, 0);
            System.arraycopy(H, 0, R, 0, 9);
        }
        overlap = multiply(B);
        double left = Math.max(0, l2 + m2 - 2 * overlap) / (3 * count);
        SO3.log(R, 0, turn, 0);
        sigma = Math.sqrt(left * Math.max(step[0], Math.max(step[4], step[8])));
        return true;
    }

    /**
     * Whether the rotated vectors, and their means, agree.
     *
     * @param size √(Σ |l|² Σ |m|²)
     * @param means of m, then of l: six numbers, with any common factor
     */
    boolean fits(double size, float[] means) {
        double along = 0;
        double from = 0;
        double to = 0;
        for (int i = 0; i < 3; i++) {
            double turned = R[3 * i] * means[0] + R[3 * i + 1] * means[1] + R[3 * i + 2] * means[2];
            along += turned * means[3 + i];
            from += turned * turned;
            to += means[3 + i] * means[3 + i];
        }
        return overlap > SAME * size && along > ALIKE * Math.sqrt(from * to);
    }

    /** The angle, rad. */
    double angle() {
        return Math.sqrt(turn[0] * turn[0] + turn[1] * turn[1] + turn[2] * turn[2]);
    }

    /** Whether the turn exceeds an angle, rad, and this many σ. */
    boolean beyond(double least, double sigmas) {
        return angle() > Math.max(least, sigmas * sigma);
    }

    /** The turn in words, such as "10° about (0.00, 0.05, 1.00)". */
    String words() {
        double a = angle();
        return String.format(
                Locale.ROOT,
                "%.0f° about (%.2f, %.2f, %.2f)",
                Math.toDegrees(a),
                turn[0] / a,
                turn[1] / a,
                turn[2] / a);
    }

    /** M = B Rᵀ; its trace. */
    private double multiply(double[] B) {
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                M[3 * i + j] = B[3 * i] * R[3 * j] + B[3 * i + 1] * R[3 * j + 1] + B[3 * i + 2] * R[3 * j + 2];
            }
        }
        return M[0] + M[4] + M[8];
    }

    /** step = H⁻¹; returns whether H is positive definite. */
    private boolean invert() {
        double a = H[4] * H[8] - H[5] * H[7];
        double b = H[5] * H[6] - H[3] * H[8];
        double c = H[3] * H[7] - H[4] * H[6];
        double det = H[0] * a + H[1] * b + H[2] * c;
        if (!(H[0] > 0 && H[0] * H[4] - H[1] * H[3] > 0 && det > 0)) {
            return false;
        }
        step[0] = a / det;
        step[1] = (H[2] * H[7] - H[1] * H[8]) / det;
        step[2] = (H[1] * H[5] - H[2] * H[4]) / det;
        step[3] = b / det;
        step[4] = (H[0] * H[8] - H[2] * H[6]) / det;
        step[5] = (H[2] * H[3] - H[0] * H[5]) / det;
        step[6] = c / det;
        step[7] = (H[1] * H[6] - H[0] * H[7]) / det;
        step[8] = (H[0] * H[4] - H[1] * H[3]) / det;
        return true;
    }
}
