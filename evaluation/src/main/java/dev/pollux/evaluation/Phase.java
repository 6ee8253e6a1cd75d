package dev.pollux.evaluation;

/** What went on around a prediction, from 10 ms before its start until its end. */
public enum Phase {
    /** Every start. */
    ALL("all"),

    /** Neither of the following. */
    STEADY("steady"),

    /** A foot made or lost contact. */
    CONTACT_CHANGE("contact change"),

    /** Somebody pushed the robot. */
    PUSH("push");

    private final String label;

    Phase(String label) {
        this.label = label;
    }

    /** Its name for people. */
    public String label() {
        return label;
    }
}
