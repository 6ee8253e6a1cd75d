package dev.pollux.state;

/** Comparison of a prediction with what arrived. Reused from frame to frame. */
public final class Residual {
    /** Horizon of the prediction, ns. */
    public final long horizonNanos;

    /** Whether a prediction was due with this frame; otherwise the other fields are outdated. */
    public boolean scored;

    /** Per joint measured − predicted position, rad or m; NaN if one of them is missing. */
    public final double[] joints;

    /** Root mean square over those joints of measured − predicted position, rad or m. */
    public double jointRms;

    /** Largest difference of a joint, rad or m, and the index of that joint. */
    public double jointMax;

    public int worstJoint;

    /** Whether the base's pose was known at both instants. */
    public boolean baseScored;

    /** Distance between predicted and estimated base, m. */
    public double basePosition;

    /** Angle between predicted and estimated base, rad. */
    public double baseOrientation;

    Residual(long horizonNanos, int jointCount) {
        this.horizonNanos = horizonNanos;
        joints = new double[jointCount];
    }
}
