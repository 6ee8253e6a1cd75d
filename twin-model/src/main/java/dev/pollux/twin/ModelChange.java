package dev.pollux.twin;

/** Whether a robot had another model before a frame. */
public enum ModelChange {
    /** It had this model, or is new. */
    NONE,
    /** The model of this name has changed, but not its joints and contacts: the robot's state is kept. */
    SAME_PARTS,
    /** It was another model: only the frame order is kept. */
    OTHER_PARTS
}
