package dev.pollux.model;

/** How a joint moves; a continuous joint is a revolute one without position limits. */
public enum JointType {
    REVOLUTE,
    CONTINUOUS,
    PRISMATIC;

    /** Whether the joint turns (position in rad) rather than slides (position in m). */
    public boolean turns() {
        return this != PRISMATIC;
    }
}
