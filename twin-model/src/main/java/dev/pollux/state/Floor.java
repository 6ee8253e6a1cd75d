package dev.pollux.state;

/** Knowledge about the floor on which robots stand: a property of the site, not of the robot. */
public enum Floor {
    /** Unknown: it may slope anywhere, like ramps. */
    UNKNOWN(Double.POSITIVE_INFINITY),
    /** Level within 5 mm per metre along each axis, one σ. */
    LEVEL(0.005);

    private final double slope;

    Floor(double slope) {
        this.slope = slope;
    }

    /** Standard deviation of the floor's slope along each axis, rad. */
    public double slope() {
        return slope;
    }
}
