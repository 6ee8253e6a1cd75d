package dev.pollux.evaluation;

import dev.pollux.spatial.YawAnchor;

/**
 * Transforms true poses into the estimator's world: yaw and position, which no sensor on the robot can measure, are
 * made equal at one instant; tilt is unchanged.
 */
public final class BaseAlignment {
    private final YawAnchor anchor = new YawAnchor();

    /** Aligns the truth with the estimate's yaw and position. */
    public void align(double[] estimated, double[] actual) {
        // yaw between the two: the angle about z of R̂ Rᵀ that leaves the smallest rotation
        double s = 0;
        double c = 0;
        for (int k = 0; k < 3; k++) {
            s += estimated[4 + k] * actual[k] - estimated[k] * actual[4 + k];
            c += estimated[k] * actual[k] + estimated[4 + k] * actual[4 + k];
        }
        double norm = Math.hypot(s, c);
        anchor.turn(norm > 0 ? c / norm : 1, norm > 0 ? s / norm : 0);
        anchor.place(actual, estimated[3], estimated[7], estimated[11] - actual[11]);
    }

    /** Transforms a true pose into the estimator's world; both 4×4 row-major. */
    public void toEstimator(double[] actual, double[] out) {
        anchor.outward(actual, out);
    }
}
