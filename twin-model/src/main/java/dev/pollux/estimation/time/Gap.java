package dev.pollux.estimation.time;

/** What the time between two frames means; a pure function of their stamps. */
public enum Gap {
    /** The next frame. */
    REGULAR,
    /** Frames are missing; the last IMU sample is held and the noise increased. */
    HELD,
    /** Too long to integrate; footholds are placed again, velocity is uncertain. */
    STALE,
    /** So long that the estimator is reset. */
    SILENT,
    /** The stamp is older than the last one. */
    BACKWARDS;

    /** Longest gap bridged with a held sample, ns. */
    public static final long HOLD_NS = 50_000_000L;

    /** The same, s; beyond it the robot is assumed to move uniformly. */
    public static final double HOLD = HOLD_NS * 1e-9;

    /** Longest silence without a reset, ns. */
    public static final long SILENCE_NS = 1_000_000_000L;

    /**
     * Classifies a pause.
     *
     * @param elapsedNs stamp minus the last stamp
     * @param ticks sequence number minus the last, 0 if unknown
     */
    public static Gap of(long elapsedNs, int ticks) {
        if (elapsedNs < 0) {
            return BACKWARDS;
        }
        if (elapsedNs > SILENCE_NS) {
            return SILENT;
        }
        if (elapsedNs > HOLD_NS) {
            return STALE;
        }
        return ticks > 1 ? HELD : REGULAR;
    }
}
