package dev.pollux.estimation.base;

/** Why the estimator was reset. */
public enum ResetReason {
    /** No reset in this frame. */
    NONE("nothing"),
    /** First start, from a rest. */
    STANDING_START("the robot rested"),
    /** First start, from a robot in motion. */
    MOVING_START("the robot did not keep still"),
    /** No frame for longer than can be bridged. */
    SILENCE("the robot sent nothing for too long to continue the estimate"),
    /** The robot fell and lies or stands still again. */
    FALL("the robot fell, and has come to rest"),
    /** The stamps went backwards. */
    CLOCK("the robot's stamps went backwards"),
    /** A number of the state was not finite, or the covariance not positive. */
    NOT_FINITE("a number of the estimate was not finite");

    private final String words;

    ResetReason(String words) {
        this.words = words;
    }

    /** The reason for messages, a part of a sentence. */
    public String words() {
        return words;
    }
}
