package dev.pollux.model;

import java.util.List;

/**
 * A joint's {@code <limit>}, with what files write for "none" read as none: infinite numbers, −1 or 0 as velocity or
 * effort, 0 or −1 as both positions, a lower position above the upper one (Bullet's form).
 *
 * @param lower rad or m; −∞ for none
 * @param upper rad or m; +∞ for none
 * @param velocity rad/s or m/s; +∞ for unknown
 * @param effort N·m or N; +∞ for unknown
 * @param noPositions whether both positions are given, as numbers that mean none
 * @param zeros the attributes whose 0 means unknown
 */
record JointLimits(
        double lower, double upper, double velocity, double effort, boolean noPositions, List<String> zeros) {
    static final JointLimits NONE = new JointLimits(
            Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY,
            Double.POSITIVE_INFINITY,
            Double.POSITIVE_INFINITY,
            false,
            List.of());

    /**
     * @param bounded whether this kind of joint has position limits
     * @param findings receives warnings
     */
    static JointLimits read(XmlElement limit, boolean bounded, Findings findings) {
        double lower = Double.NEGATIVE_INFINITY;
        double upper = Double.POSITIVE_INFINITY;
        boolean none = false;
        // in the format, a missing bound is 0; if both are missing, there is no limit
        if (bounded && (limit.has("lower") || limit.has("upper"))) {
            double low = limit.has("lower") ? limit.numberOrInfinity("lower") : 0;
            double high = limit.has("upper") ? limit.numberOrInfinity("upper") : 0;
            none = low == high && (low == 0 || low == -1);
            boolean crossed = low > high || low == Double.POSITIVE_INFINITY || high == Double.NEGATIVE_INFINITY;
            if (crossed) {
                findings.warnings.add(limit.sentence("lower " + low + (low > high ? " is above" : " and") + " upper "
                        + high + (low > high ? "" : " leave no position") + ": read as no limit"));
            }
            if (!none && !crossed) {
                lower = low;
                upper = high;
            }
        }
        double velocity = magnitude(limit, "velocity", findings);
        double effort = magnitude(limit, "effort", findings);
        List<String> zeros = List.of("velocity", "effort").stream()
                .filter(attribute -> limit.has(attribute) && limit.numberOrInfinity(attribute) == 0)
                .toList();
        return new JointLimits(lower, upper, velocity, effort, none, zeros);
    }

    private static double magnitude(XmlElement limit, String attribute, Findings findings) {
        double value = limit.has(attribute) ? limit.numberOrInfinity(attribute) : 0;
        if (value < 0 && value != -1 && !Double.isInfinite(value)) {
            findings.warnings.add(limit.sentence(attribute + " " + value + " is negative: read as no limit"));
        }
        return value <= 0 ? Double.POSITIVE_INFINITY : value;
    }
}
