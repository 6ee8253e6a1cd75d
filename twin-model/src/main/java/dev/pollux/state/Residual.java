package dev.pollux.state;

/** How a prediction compares with what arrived. Reused from frame to frame. */
public final class Residual {
    /** How far ahead the prediction had looked, ns. */
    public final long horizonNanos;

    /** Whether a prediction fell due with this frame; else the other fields are old. */
    public boolean scored;

    /** Per joint measured − predicted position, rad or m; NaN where one of them is missing. */
    public final double[] joints;

    /** Root mean square over those joints of measured − predicted position, rad or m. */
    public double jointRms;

    /** Greatest difference of a joint, rad or m, and which joint's. */
    public double jointMax;

    public int worstJoint;

    /** Whether the base's pose was known both then and now. */
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
