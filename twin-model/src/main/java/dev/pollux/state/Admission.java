package dev.pollux.state;

/** Relation of an admitted frame to the one before it. */
public enum Admission {
    /** The robot's first frame ever. */
    FIRST,
    /** Newer than the last frame; {@link FrameOrder#missing()} counts the missing frames between them. */
    IN_ORDER,
    /** Older than the last frame, but in time to fill the gap that it had left; see {@code OpenGaps}. */
    LATE,
    /** The robot restarted its numbering without a stop: stamps and joint positions continue. */
    RENUMBERED,
    /** The robot restarted and so did its numbering. */
    RESTARTED,
    /** The seq continues, but the robot's clock was set. */
    CLOCK_JUMPED;

    /** Whether a new order of frames begins with this frame. */
    public boolean beginsOrder() {
        return this != IN_ORDER && this != LATE;
    }

    /** Whether nothing that was known of the robot applies to this frame, so that the twin is reset. */
    public boolean anew() {
        return beginsOrder() && this != RENUMBERED;
    }

    /** Text for an event; empty if the order continues. */
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
