package dev.pollux.evaluation;

import dev.pollux.estimation.base.BaseEstimate;
import dev.pollux.spatial.SO3;
import dev.pollux.spatial.YawAnchor;
import dev.pollux.state.TwinState;
import org.jspecify.annotations.Nullable;

/**
 * Compares the estimated base and contacts with the truth. Yaw and position are aligned at the start of a run's
 * estimate, since no sensor on the robot can measure them.
 */
public final class EstimationSkill {
    /** Distance of the points over which the path length is measured, m: noise adds no path. */
    private static final double WAYPOINT = 0.01;

    /** Degrees of freedom of a foot's innovation. */
    private static final int FOOT = 3;

    private final YawAnchor anchor = new YawAnchor();
    private final BaseAlignment alignment = new BaseAlignment();
    private final ErrorStatistics position = new ErrorStatistics();
    private final ErrorStatistics unaligned = new ErrorStatistics();
    private final ErrorStatistics finalPosition = new ErrorStatistics();
    private final ErrorStatistics tilt = new ErrorStatistics();
    private final ErrorStatistics yaw = new ErrorStatistics();
    private final ErrorStatistics finalYaw = new ErrorStatistics();
    private final ErrorStatistics velocity = new ErrorStatistics();
    private final Consistency tiltNees = new Consistency(2);
    private final Consistency velocityNees = new Consistency(3);
    private final Consistency nis = new Consistency(1);
    private final double[] actual = new double[16];
    private final double[] positionError = new double[3];
    private final double[] rotation = new double[9];
    private final double[] turn = new double[3];
    private final double[] error = new double[3];
    private final double[] waypoint = new double[3];
    private boolean aligned;
    private double runPath;
    private double path;
    private double lastError;
    private double lastYaw;
    private double finalErrors;
    private boolean scored;
    private long contacts;
    private long contactsAgree;

    /** Ends a run: the next estimate is aligned again. */
    public void restart() {
        if (scored) {
            finalPosition.add(lastError);
            finalYaw.add(lastYaw);
            finalErrors += lastError;
            path += runPath;
        }
        aligned = false;
        scored = false;
        runPath = 0;
    }

    /**
     * Adds an instant.
     *
     * @param estimate the base estimate; null if there is none
     * @param counts whether its errors count
     */
    public void add(TwinState state, @Nullable BaseEstimate estimate, Truth truth, boolean counts) {
        if (counts && state.knows(TwinState.CONTACTS) && truth.knows(Truth.CONTACTS)) {
            for (int i = 0; i < truth.contacts.length; i++) {
                contacts++;
                contactsAgree += state.contacts[i] == truth.contacts[i] ? 1 : 0;
            }
        }
        if (counts && estimate != null) {
            for (double innovation : estimate.nis) {
                nis.add(innovation / FOOT);
            }
        }
        if (!state.knows(TwinState.BASE_POSE) || !truth.knows(Truth.BASE_POSE)) {
            return;
        }
        if (!aligned) {
            alignment.align(state.basePose, truth.basePose);
            aligned = true;
            setWaypoint(truth.basePose);
        }
        alignment.toEstimator(truth.basePose, actual);
        follow(truth.basePose);
        if (counts) {
            poseErrors(state, truth);
            velocityErrors(state, truth);
            if (estimate != null) {
                normalise(state, estimate, truth);
            }
        }
    }

    private void normalise(TwinState state, BaseEstimate estimate, Truth truth) {
        // from W into the estimator's world, the frame of its covariance
        anchor.set(state.anchor);
        anchor.turnInward(turn, error);
        tiltNees.add(error, estimate.orientationCovariance, 3);
        if (state.knows(TwinState.BASE_VELOCITY) && truth.knows(Truth.BASE_VELOCITY)) {
            for (int i = 0; i < 3; i++) {
                error[i] = state.baseVelocity[i] - truth.baseVelocity[i];
            }
            velocityNees.add(error, estimate.velocityCovariance, 3);
        }
    }

    private void follow(double[] T) {
        double squares = 0;
        for (int i = 0; i < 2; i++) {
            double d = T[4 * i + 3] - waypoint[i];
            squares += d * d;
        }
        if (squares >= WAYPOINT * WAYPOINT) {
            runPath += Math.sqrt(squares);
            setWaypoint(T);
        }
    }

    private void setWaypoint(double[] T) {
        for (int i = 0; i < 3; i++) {
            waypoint[i] = T[4 * i + 3];
        }
    }

    private void poseErrors(TwinState state, Truth truth) {
        double[] E = state.basePose;
        double squares = 0;
        double plain = 0;
        for (int i = 0; i < 3; i++) {
            positionError[i] = E[4 * i + 3] - actual[4 * i + 3];
            squares += positionError[i] * positionError[i];
            double d = E[4 * i + 3] - truth.basePose[4 * i + 3];
            plain += d * d;
        }
        lastError = Math.sqrt(squares);
        position.add(lastError);
        unaligned.add(Math.sqrt(plain));
        // φ = Log(R̂ Rᵀ), world axes: the first two are tilt, the third is yaw
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                rotation[3 * i + j] =
                        E[4 * i] * actual[4 * j] + E[4 * i + 1] * actual[4 * j + 1] + E[4 * i + 2] * actual[4 * j + 2];
            }
        }
        SO3.log(rotation, 0, turn, 0);
        tilt.add(Math.hypot(turn[0], turn[1]));
        lastYaw = turn[2];
        yaw.add(turn[2]);
        scored = true;
    }

    private void velocityErrors(TwinState state, Truth truth) {
        if (!state.knows(TwinState.BASE_VELOCITY) || !truth.knows(Truth.BASE_VELOCITY)) {
            return;
        }
        double squares = 0;
        for (int i = 0; i < 3; i++) {
            double d = state.baseVelocity[i] - truth.baseVelocity[i];
            squares += d * d;
        }
        velocity.add(Math.sqrt(squares));
    }

    /** Distance between estimated and aligned true position, m: its rms is the absolute trajectory error. */
    public ErrorStatistics position() {
        return position;
    }

    /** The same without alignment, m. */
    public ErrorStatistics unalignedPosition() {
        return unaligned;
    }

    /** The position error at the end of each run, m. Call {@link #restart} before. */
    public ErrorStatistics finalPosition() {
        return finalPosition;
    }

    /** Angle between estimated and true vertical, rad. */
    public ErrorStatistics tilt() {
        return tilt;
    }

    /** Error of the yaw since the alignment, rad. */
    public ErrorStatistics yaw() {
        return yaw;
    }

    /** The yaw error at the end of each run, rad. Call {@link #restart} before. */
    public ErrorStatistics finalYaw() {
        return finalYaw;
    }

    /** Error of the base's velocity in the base frame, m/s. */
    public ErrorStatistics velocity() {
        return velocity;
    }

    /** Length of the base's path in all finished runs, m, over the ground between points 1 cm apart. */
    public double path() {
        return path;
    }

    /** Final position error per metre of path, m/m; NaN without a path. Call {@link #restart} before. */
    public double driftPerMetre() {
        return path > 0 ? finalErrors / path : Double.NaN;
    }

    /** Share of contact flags that agree with the truth; NaN without flags. */
    public double contactAgreement() {
        return (double) contactsAgree / contacts;
    }

    /** Two degrees of freedom. */
    public Consistency tiltNees() {
        return tiltNees;
    }

    /** Three degrees of freedom. */
    public Consistency velocityNees() {
        return velocityNees;
    }

    /** Innovations of the feet, per degree of freedom: a consistent filter's mean is 1. */
    public Consistency nis() {
        return nis;
    }

    /** The truth of the last {@link #add} in the estimator's world, T_WB; do not modify. */
    public double[] alignedTruth() {
        return actual;
    }
}
