package dev.pollux.evaluation;

/** Who predicts. */
public enum Method {
    /** The twin. */
    TWIN("twin"),

    /** Joints as measured, base as estimated, all at rest. */
    HOLD("hold"),

    /** Measured joint velocities, estimated body twist. */
    CONSTANT_VELOCITY("constant velocity"),

    /** The same, and acceleration from how velocities differ from those of 10 ms before. */
    CONSTANT_ACCELERATION("constant acceleration"),

    /** Per joint a Kalman filter with white jerk, tuned on this very recording (see {@link KalmanTuning}). No base. */
    TUNED_KALMAN("tuned Kalman");

    private final String label;

    Method(String label) {
        this.label = label;
    }

    /** Its name for people. */
    public String label() {
        return label;
    }

    /** Whether it predicts the base too. */
    public boolean predictsBase() {
        return this != TUNED_KALMAN;
    }
}
