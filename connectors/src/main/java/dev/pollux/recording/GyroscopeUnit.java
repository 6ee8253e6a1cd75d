package dev.pollux.recording;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The unit in which a gyroscope's numbers turn gravity as the accelerometer measures it.
 *
 * @param unit null if no unit or several units fit
 * @param basis explanation; empty if the rows do not show the unit
 */
record GyroscopeUnit(@Nullable String unit, String basis) {
    /** Number of windows of a second that prove a unit. */
    private static final int ENOUGH_WINDOWS = 3;

    /**
     * Largest deviation with the right unit, rad: if a robot's speed changes by 0.5 m/s within half a second, measured
     * gravity turns by atan(1 / 9.81) = 0.1 rad, at either end of a window: √2 times that.
     */
    private static final double AGREES = 0.15;

    /** Least deviation with all other units, rad, and relative to the right one. */
    private static final double CLEAR_TURN = 0.1;

    private static final double CLEARLY = 3;

    private static final List<String> UNITS = List.of("rad/s", "deg/s", "mrad/s");

    /**
     * Compares the units.
     *
     * @param seconds the rows' times, s
     * @param imu one row each: angular velocity in an unknown unit, then specific force in any unit
     * @param largestFactor greatest rad/s per unit of the angular velocity
     */
    static GyroscopeUnit of(double[] seconds, double[][] imu, double largestFactor) {
        Map<String, Double> off = new LinkedHashMap<>();
        int windows = 0;
        for (String name : UNITS) {
            Unit unit = Unit.named(name);
            if (unit != null && unit.factor() <= largestFactor) {
                GravityTurn turn = GravityTurn.of(seconds, imu, unit.factor());
                windows = turn.windows();
                off.put(name, turn.rms());
            }
        }
        if (windows < ENOUGH_WINDOWS) {
            return new GyroscopeUnit(null, "");
        }
        List<Map.Entry<String, Double>> best = off.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .toList();
        double right = best.get(0).getValue();
        if (right > AGREES) {
            return new GyroscopeUnit(
                    null,
                    off.keySet().stream().collect(Collectors.joining(" nor ", off.size() == 1 ? "" : "neither ", ""))
                            + (off.size() == 1 ? " does not agree" : " agrees")
                            + String.format(
                                    Locale.ROOT,
                                    " with gravity as the accelerometer feels it, the nearest is %.0f deg a second off",
                                    Math.toDegrees(right)));
        }
        String agrees = String.format(
                Locale.ROOT,
                "so its turns agree with gravity as the accelerometer feels it, within %.1f deg a second",
                Math.toDegrees(right));
        if (best.size() == 1) {
            return new GyroscopeUnit(best.get(0).getKey(), agrees);
        }
        double wrong = best.get(1).getValue();
        return wrong > CLEAR_TURN && wrong > CLEARLY * right
                ? new GyroscopeUnit(
                        best.get(0).getKey(),
                        agrees
                                + String.format(
                                        Locale.ROOT,
                                        "; in %s they are %.1f deg off",
                                        best.get(1).getKey(),
                                        Math.toDegrees(wrong)))
                : new GyroscopeUnit(null, "");
    }
}
