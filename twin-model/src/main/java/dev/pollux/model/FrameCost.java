package dev.pollux.model;

import java.util.Locale;

/**
 * Computing time of a frame on one core, estimated from the number of joints and contacts: t = 25 µs + 0.5 µs · joints
 * + 0.6 µs · contacts³, with all contacts touching and three horizons.
 *
 * <p>The cost of dynamics grows with the joints; the contacts' forces, 6 rows each, are solved by a Cholesky
 * factorisation, which grows with the cube. The factors are fitted to the table of docs/robot-description.md ("What is
 * read from the URDF"), 2 to 16 contacts and 28 to 256 joints, which they match within a factor of 1.6.
 */
final class FrameCost {
    /**
     * Cost from which there is a warning, µs: two and a half times the built-in robot's. One core then processes 10,000
     * frames/s, less than twenty robots at 500 Hz.
     */
    static final double TOLD_MICROS = 100;

    private static final int BUILT_IN_JOINTS = 28;
    private static final int BUILT_IN_CONTACTS = 2;
    private static final double HERTZ = 500;

    private FrameCost() {}

    /** The estimate, µs. */
    static double micros(int joints, int contacts) {
        // t = 25 µs + 0.5 µs n + 0.6 µs c³
        return 25 + 0.5 * joints + 0.6 * Math.pow(contacts, 3);
    }

    /** The warning for a robot; empty below the limit. */
    static String warning(int joints, int contacts) {
        double micros = micros(joints, contacts);
        if (micros < TOLD_MICROS) {
            return "";
        }
        double times = micros / micros(BUILT_IN_JOINTS, BUILT_IN_CONTACTS);
        return String.format(
                Locale.ROOT,
                "cost: %d joints and %d contacts: a frame in which all contacts touch takes about %s µs, %s times as long as"
                        + " one of the built-in robot; one core keeps up with %s such robots at %.0f Hz%s",
                joints,
                contacts,
                twoDigits(micros),
                twoDigits(times),
                robots(micros),
                HERTZ,
                contacts > 4 ? ": name as contacts only what stands on the ground" : "");
    }

    private static String robots(double micros) {
        double robots = 1e6 / micros / HERTZ;
        return robots < 1 ? "no" : "about " + Math.round(robots);
    }

    private static String twoDigits(double value) {
        double unit = value < 10 ? 0.1 : Math.pow(10, Math.floor(Math.log10(value)) - 1);
        double rounded = Math.round(value / unit) * unit;
        return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", rounded);
    }
}
