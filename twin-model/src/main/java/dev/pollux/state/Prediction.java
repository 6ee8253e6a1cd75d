package dev.pollux.state;

import dev.pollux.model.RobotModel;

/** What one robot is expected to be a little later. Reused from frame to frame; units and frames as in {@link TwinState}. */
public final class Prediction {
    /** One-sigma bands are given. */
    public static final int SIGMA = 1 << 17;

    /** How far ahead, ns. */
    public final long horizonNanos;

    /** rad or m; NaN of joints whose position is not known. */
    public final double[] jointPositions;

    /** rad/s or m/s; NaN as {@link #jointPositions}. */
    public final double[] jointVelocities;

    public final double[] basePose = new double[16];
    public final double[] baseVelocity = new double[6];
    public final double[] imu = new double[6];
    public final boolean[] contacts;
    public final double[] contactWrenches;

    /** How it was made. */
    public Predictor predictor = Predictor.HELD;

    /** How the robot will stand. */
    public final BalanceState balance = new BalanceState();

    /** One standard deviation of each joint position, rad or m: 68.3 % of this robot's errors stay inside. NaN of unknown ones. */
    public final double[] jointPositionSigma;

    /** The bound that 95 % of this robot's errors stay inside, rad or m. */
    public final double[] jointPositionBound;

    /** One standard deviation of the base position along each axis, m. */
    public double basePositionSigma;

    /** One standard deviation of the base orientation about each axis, rad. */
    public double baseOrientationSigma;

    /** The contacts of which it is predicted whether they touch, as bits by their index. */
    public int knownContacts;

    /** The contacts whose wrenches are predicted, as bits by their index. */
    public int knownWrenches;

    private int known;

    /** Room for the prediction of one robot kind at one horizon. */
    public Prediction(RobotModel model, long horizonNanos) {
        if (horizonNanos <= 0) {
            throw new IllegalArgumentException("a horizon lies ahead: expected > 0 ns, got " + horizonNanos);
        }
        int n = model.jointCount();
        int contactCount = model.contacts().size();
        this.horizonNanos = horizonNanos;
        jointPositions = new double[n];
        jointVelocities = new double[n];
        contacts = new boolean[contactCount];
        contactWrenches = new double[6 * contactCount];
        jointPositionSigma = new double[n];
        jointPositionBound = new double[n];
    }

    /** Whether all of the named quantities (bits of {@link TwinState}, {@link #SIGMA}) are predicted. */
    public boolean knows(int quantities) {
        return (known & quantities) == quantities;
    }

    /** The quantities that are predicted, as bits. */
    public int known() {
        return known;
    }

    /**
     * What the state knows is predicted, and nothing else: of joints that it does not know position and velocity become
     * NaN.
     */
    public void knowAsMuchAs(TwinState state) {
        known = state.known();
        knownContacts = state.knownContacts;
        knownWrenches = state.knownWrenches;
        for (int j = 0; j < jointPositions.length; j++) {
            if (!state.knowsJoint(j)) {
                jointPositions[j] = Double.NaN;
                jointVelocities[j] = Double.NaN;
            }
        }
    }

    /** Says which quantities are predicted, as bits. */
    public void setKnown(int quantities) {
        known = quantities;
    }
}
