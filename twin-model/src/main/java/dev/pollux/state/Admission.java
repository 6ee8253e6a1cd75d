package dev.pollux.state;

/** How a frame that is let in stands to the one before it. */
public enum Admission {
    /** The robot's first frame ever. */
    FIRST,
    /** Younger than the last one; {@link FrameOrder#missing()} tells how many are missing in between. */
    IN_ORDER,
    /** Older than the last one, but in time to fill the gap it had left; see {@code OpenGaps}. */
    LATE,
    /** The robot counts anew, but never stopped: stamps and joints go on. */
    RENUMBERED,
    /** The robot counts anew: it restarted. */
    RESTARTED,
    /** The robot counts on, but its clock was set. */
    CLOCK_JUMPED;

    /** Whether the order of frames begins anew with this one. */
    public boolean beginsOrder() {
        return this != IN_ORDER && this != LATE;
    }

    /** Whether nothing of the robot's past says anything of this frame. */
    public boolean anew() {
        return beginsOrder() && this != RENUMBERED;
    }

    /** What is told of it, in words; nothing where the order goes on. */
    public String words() {
        return switch (this) {
            case RENUMBERED ->
                "the robot restarted its numbering; its stamps and joints continue, and so does its twin";
            case RESTARTED -> "the robot restarted its numbering; its twin was reset";
            case CLOCK_JUMPED -> "the robot's clock was set; its twin was reset";
            default -> "";
        };
    }
}
