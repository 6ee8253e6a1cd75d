package dev.pollux.spatial;

/** The world frame W: z points up, gravity down. */
public final class World {
    /** Gravity, m/s²: that of the reference data, not the 9.80665 of the unit g. */
    public static final double GRAVITY = 9.81;

    private World() {}
}
