package dev.pollux.state;

/** Source of the joint torques in a prediction. */
public enum TorqueSource {
    /** The drives' control law, with the commands in the frame. */
    COMMANDS,
    /** The measured efforts. */
    EFFORTS,
    /** Neither is known: joints move as estimated by the filter. */
    NONE
}
