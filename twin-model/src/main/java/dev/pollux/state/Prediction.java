package dev.pollux.state;

import dev.pollux.model.RobotModel;

/** Predicted state of one robot at one horizon. Reused for every frame; units and frames as in {@link TwinState}. */
public final class Prediction {
    /** The one-sigma bands are valid. */
    public static final int SIGMA = 1 << 17;

    /** How far ahead, ns. */
    public final long horizonNanos;

    /** rad or m; NaN for joints whose position is unknown. */
    public final double[] jointPositions;

    /** rad/s or m/s; NaN as {@link #jointPositions}. */
    public final double[] jointVelocities;

    public final double[] basePose = new double[16];
    public final double[] baseVelocity = new double[6];
    public final double[] imu = new double[6];
    public final boolean[] contacts;
    public final double[] contactWrenches;

    /** Method of the prediction. */
    public Predictor predictor = Predictor.HELD;

    /** Predicted balance. */
    public final BalanceState balance = new BalanceState();

    /** One standard deviation of each joint position, rad or m: contains 68.3 % of the errors. NaN if unknown. */
    public final double[] jointPositionSigma;

    /** The bound that contains 95 % of this robot's errors, rad or m. */
    public final double[] jointPositionBound;

    /** One standard deviation of the base position along each axis, m. */
    public double basePositionSigma;

    /** One standard deviation of the base orientation about each axis, rad. */
    public double baseOrientationSigma;

    /** The contacts for which touching is predicted, as bits by their index. */
    public int knownContacts;

    /** The contacts whose wrenches are predicted, as bits by their index. */
    public int knownWrenches;

    private int known;

    /** Allocates the prediction for one robot model and horizon. */
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

    /** Predicts exactly those quantities that the state knows: unknown joints get NaN as position and velocity. */
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

    /** Sets the quantities that are predicted, as bits. */
    public void setKnown(int quantities) {
        known = quantities;
    }
}
