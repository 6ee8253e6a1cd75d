package dev.pollux.estimation.base;

/**
 * Conditions for a foothold. Loads are fractions of the robot's weight.
 *
 * @param on a foot lands if its load stays above this
 * @param off a standing foot is released below this
 * @param unloading a standing foot with a falling load is released below this: it slides before it lifts
 * @param dwell s that a landing must last
 * @param tipping rad/s, turn rate of a sole over an edge at which its foothold is given up
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
