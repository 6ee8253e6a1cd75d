package dev.pollux.state;

/** How a frame that is let in stands to the one before it. */
public enum Admission {
    /** The robot's first frame ever. */
    FIRST,
    /** Younger than the last one; {@link FrameOrder#missing()} tells how many are missing in between. */
    IN_ORDER,
    /** Older than the last one, but in time to fill the gap it had left; see {@link OpenGaps}. */
    LATE,
    /** The robot counts anew: it restarted. */
    RESTARTED,
    /** The robot counts on, but its clock was set. */
    CLOCK_JUMPED;

    /** Whether nothing of the robot's past says anything of this frame. */
    public boolean anew() {
        return this != IN_ORDER && this != LATE;
    }
}
