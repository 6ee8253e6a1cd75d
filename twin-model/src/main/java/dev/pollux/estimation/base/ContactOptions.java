package dev.pollux.estimation.base;

/**
 * When a foot counts as a foothold. Loads are fractions of the robot's weight.
 *
 * @param on a foot lands when its load stays above this
 * @param off a standing foot is let go below this
 * @param unloading a standing foot below this is let go already while its load falls: it slides before it lifts
 * @param dwell s that a landing must last
 * @param tipping rad/s, how fast the sole of a foothold may turn over an edge before it is given up
 */
public record ContactOptions(double on, double off, double unloading, double dwell, double tipping) {
    /** Checks 0 ≤ off ≤ on, off ≤ unloading and dwell ≥ 0. */
    public ContactOptions {
        if (!(off >= 0 && on >= off && unloading >= off && dwell >= 0 && tipping > 0)) {
            throw new IllegalArgumentException("contact thresholds on " + on + ", off " + off + ", unloading "
                    + unloading + ", dwell " + dwell + ", tipping " + tipping
                    + ": expected 0 ≤ off ≤ on, off ≤ unloading, dwell ≥ 0, tipping > 0");
        }
    }
}
