package dev.pollux.state;

/** How a frame that is let in stands to the one before it. */
public enum Admission {
    /** The robot's first frame ever. */
    FIRST,
    /** Younger than the last one; {@link FrameOrder#missing()} tells how many are missing in between. */
    IN_ORDER,
    /** The robot counts anew: it restarted. */
    RESTARTED,
    /** The robot counts on, but its clock was set. */
    CLOCK_JUMPED
}
