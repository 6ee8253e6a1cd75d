package dev.pollux.evaluation;

/** Methods of prediction. */
public enum Method {
    /** The twin. */
    TWIN("twin"),

    /** Joints as measured, base as estimated, all at rest. */
    HOLD("hold"),

    /** Measured joint velocities, estimated body twist. */
    CONSTANT_VELOCITY("constant velocity"),

    /** The same, with acceleration from the difference to the velocities 10 ms before. */
    CONSTANT_ACCELERATION("constant acceleration"),

    /** Per joint a Kalman filter with white jerk, tuned on this recording (see {@link KalmanTuning}). No base. */
    TUNED_KALMAN("tuned Kalman");

    private final String label;

    Method(String label) {
        this.label = label;
    }

    /** Its name in reports. */
    public String label() {
        return label;
    }

    /** Whether it also predicts the base. */
    public boolean predictsBase() {
        return this != TUNED_KALMAN;
    }
}
