package dev.pollux.evaluation;

/**
 * Brings true poses into the estimator's world: yaw and position, which no sensor on the robot can know, are made equal at
 * one instant; tilt is not touched.
 */
public final class BaseAlignment {
    private double cos = 1;
    private double sin;
    private final double[] shift = new double[3];

    /** Lets the truth have the estimate's yaw and position. */
    public void align(double[] estimated, double[] actual) {
        // yaw between the two: of R̂ Rᵀ, the angle about z that leaves the least rotation
        double s = 0;
        double c = 0;
        for (int k = 0; k < 3; k++) {
            s += estimated[4 + k] * actual[k] - estimated[k] * actual[4 + k];
            c += estimated[k] * actual[k] + estimated[4 + k] * actual[4 + k];
        }
        double norm = Math.hypot(s, c);
        cos = norm > 0 ? c / norm : 1;
        sin = norm > 0 ? s / norm : 0;
        double x = cos * actual[3] - sin * actual[7];
        double y = sin * actual[3] + cos * actual[7];
        shift[0] = estimated[3] - x;
        shift[1] = estimated[7] - y;
        shift[2] = estimated[11] - actual[11];
    }

    /** Writes a true pose as it is in the estimator's world; both 4×4 row-major. */
    public void toEstimator(double[] actual, double[] out) {
        for (int k = 0; k < 4; k++) {
            out[k] = cos * actual[k] - sin * actual[4 + k];
            out[4 + k] = sin * actual[k] + cos * actual[4 + k];
            out[8 + k] = actual[8 + k];
            out[12 + k] = actual[12 + k];
        }
        out[3] += shift[0];
        out[7] += shift[1];
        out[11] += shift[2];
    }
}
