package dev.pollux.estimation.base;

/** What the estimator counts, by robot, since its first frame. */
public enum Counter {
    /** Foot corrections applied. */
    ACCEPTED,
    /** Corrections with a foot, a level floor or an external pose that the gate refused. */
    REFUSED,
    /** StanceFeet placed anew after repeated refusals. */
    RESEEDED,
    /** Corrections skipped because the innovation covariance was singular or a number was not finite. */
    SINGULAR,
    /** Sensor samples that were not finite. */
    NOT_FINITE,
    /** Frames bridged by holding the last IMU sample. */
    HELD,
    /** Starts and restarts. */
    RESETS
}
