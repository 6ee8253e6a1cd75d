package dev.pollux.estimation;

/** Why the estimator started anew. */
public enum ResetReason {
    /** Nothing has started in this frame. */
    NONE,
    /** First start, from a rest. */
    STANDING_START,
    /** First start, from a robot that did not keep still. */
    MOVING_START,
    /** No frame for longer than the silence that can be bridged. */
    SILENCE,
    /** The robot fell and lies or stands still again. */
    FALL,
    /** The stamps went backwards. */
    CLOCK,
    /** A number of the state was not finite, or the covariance not positive. */
    NOT_FINITE
}
