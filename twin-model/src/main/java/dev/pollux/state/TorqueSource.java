package dev.pollux.state;

/** What a prediction took the joints' torque from. */
public enum TorqueSource {
    /** The drives' own law, from the commands in the frame. */
    COMMANDS,
    /** The measured efforts. */
    EFFORTS,
    /** Neither is known: joints move as the filter sees them move. */
    NONE
}
