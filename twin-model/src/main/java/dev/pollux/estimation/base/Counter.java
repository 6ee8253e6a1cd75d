package dev.pollux.estimation.base;

/** Counters of the estimator, per robot, since its first frame. */
public enum Counter {
    /** Foot corrections applied. */
    ACCEPTED,
    /** Corrections with a foot, a level floor or an external pose that the gate rejected. */
    REFUSED,
    /** Footholds placed again after repeated rejections. */
    RESEEDED,
    /** Corrections skipped because the innovation covariance was singular or a number was not finite. */
    SINGULAR,
    /** Sensor samples that were not finite. */
    NOT_FINITE,
    /** Frames without an IMU sample, bridged by holding the last one. */
    HELD,
    /** Starts and restarts. */
    RESETS
}
