package dev.pollux.estimation.base;

/**
 * What one measurement shows of the estimate's error ξ: r = H ξ + noise, zero if the measurement is as predicted. Its
 * sign is that of the error, estimate minus truth. It belongs to the filter and is valid until its next measurement.
 */
public final class Innovation {
    /** Result of the measurement update. Only a measurement that is taken changes state and covariance. */
    public enum Outcome {
        /** The state is corrected. */
        TAKEN,
        /** Its NIS is beyond the gate. */
        GATED,
        /** Its covariance is singular, or a number is not finite. */
        SINGULAR
    }

    /** r, world axes, rad, m, m/s or m/s². */
    final double[] residual = new double[3];

    /** S, 3×3, row-major. */
    final double[] covariance = new double[9];

    double nis;
    Outcome outcome = Outcome.SINGULAR;

    Innovation() {}

    /** What became of it. */
    public Outcome outcome() {
        return outcome;
    }

    /** Whether it corrected the state. */
    public boolean taken() {
        return outcome == Outcome.TAKEN;
    }

    /** Normalised innovation squared rᵀ S⁻¹ r, three degrees of freedom; not valid if singular. */
    public double nis() {
        return nis;
    }

    /** One component of r. */
    public double residual(int axis) {
        return residual[axis];
    }

    /** Mean of the three variances of S. */
    public double variance() {
        return (covariance[0] + covariance[4] + covariance[8]) / 3;
    }
}
