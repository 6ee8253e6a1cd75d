package dev.pollux.state;

/** How a robot stands at one instant: results, overwritten from frame to frame. World axes, level ground. */
public final class BalanceState {
    /** Whether the rest means anything: the base and what accelerates it are known. */
    public boolean known;

    /** Centre of mass, m. */
    public final double[] com = new double[3];

    /** Its velocity, m/s. */
    public final double[] comVelocity = new double[3];

    /** Zero moment point, x and y, m; meaningful where {@link #grounded}. */
    public final double[] zmp = new double[2];

    /** Capture point, x and y, m. */
    public final double[] capturePoint = new double[2];

    /** Whether the ground carries the robot, on feet of which it is known where they are. */
    public boolean grounded;

    /** Distance of the zero moment point to the border of the support polygon, m: positive within. */
    public double zmpMargin;

    /**
     * What is left of the friction of the sole that needs most of it: its coefficient less |f_t| / f_n. Below 0 the sole
     * would slip, which the dynamics do not let it do. NaN where it is not known: with nothing on the ground, and ahead.
     */
    public double frictionMargin = Double.NaN;

    /** Distance of the capture point to the border of the support polygon, m: positive within. */
    public double captureMargin;
}
