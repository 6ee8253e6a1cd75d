package dev.pollux.messages;

/**
 * A time of a robot's clock, in the form of ROS.
 *
 * @param sec whole seconds
 * @param nanosec 0 to 999 999 999
 */
public record Stamp(long sec, int nanosec) {
    /** A time in nanoseconds after the clock's epoch. */
    public static Stamp ofNanos(long nanos) {
        return new Stamp(Math.floorDiv(nanos, 1_000_000_000L), (int) Math.floorMod(nanos, 1_000_000_000L));
    }

    /** A time in milliseconds after the clock's epoch. */
    public static Stamp ofMillis(long millis) {
        return new Stamp(Math.floorDiv(millis, 1_000L), (int) Math.floorMod(millis, 1_000L) * 1_000_000);
    }

    /** Nanoseconds since the clock's epoch. */
    public long toNanos() {
        return sec * 1_000_000_000L + nanosec;
    }
}
