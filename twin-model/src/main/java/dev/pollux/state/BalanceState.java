package dev.pollux.state;

/** Balance of a robot at one instant. Overwritten with every frame. World axes, level ground. */
public final class BalanceState {
    /** Whether the other fields are valid: the base and its acceleration are known. */
    public boolean known;

    /** Centre of mass, m. */
    public final double[] com = new double[3];

    /** Its velocity, m/s. */
    public final double[] comVelocity = new double[3];

    /** Zero moment point, x and y, m; valid if {@link #grounded}. */
    public final double[] zmp = new double[2];

    /** Capture point, x and y, m. */
    public final double[] capturePoint = new double[2];

    /** Whether the ground carries the robot on feet whose positions are known. */
    public boolean grounded;

    /** Distance of the zero moment point to the border of the support polygon, m: positive inside. */
    public double zmpMargin;

    /**
     * Friction reserve of the sole that needs the most friction: its coefficient minus |f_t| / f_n. Below 0 the sole
     * would slip, which the dynamics do not model. NaN if unknown: without ground contact, and in predictions.
     */
    public double frictionMargin = Double.NaN;

    /** Distance of the capture point to the border of the support polygon, m: positive inside. */
    public double captureMargin;
}
