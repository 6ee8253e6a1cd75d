package dev.pollux.evaluation;

/** Phase of the motion around a prediction, from 10 ms before its start until its end. */
public enum Phase {
    /** All predictions. */
    ALL("all"),

    /** None of the following. */
    STEADY("steady"),

    /** A foot made or lost contact. */
    CONTACT_CHANGE("contact change"),

    /** A person pushed the robot. */
    PUSH("push");

    private final String label;

    Phase(String label) {
        this.label = label;
    }

    /** Its name in reports. */
    public String label() {
        return label;
    }
}
