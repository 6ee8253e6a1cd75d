package dev.pollux.twin;

/** Whether a robot was one of another model until a frame. */
public enum ModelChange {
    /** It was one of this model, or is new. */
    NONE,
    /** The model of its name has changed, but not in its joints and contacts: the robot's state goes on. */
    SAME_PARTS,
    /** It was another kind of robot: only the order of its frames goes on. */
    OTHER_PARTS
}
