package dev.pollux.recording;

import dev.pollux.messages.Dimension;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A unit of a column in a CSV.
 *
 * @param name as written
 * @param of its dimension
 * @param factor the unit in SI units
 */
record Unit(String name, Dimension of, double factor) {
    /** Standard gravity, as in docs/units-and-frames.md. */
    private static final double G = 9.80665;

    private static final Map<String, Unit> ALL = new LinkedHashMap<>();

    static {
        add(Dimension.TIME, "s", 1, "ms", 1e-3, "us", 1e-6, "µs", 1e-6, "ns", 1e-9);
        add(Dimension.ANGLE, "rad", 1, "mrad", 1e-3, "deg", Math.PI / 180, "°", Math.PI / 180);
        add(Dimension.LENGTH, "m", 1, "cm", 1e-2, "mm", 1e-3);
        add(Dimension.ANGULAR_VELOCITY, "rad/s", 1, "deg/s", Math.PI / 180, "°/s", Math.PI / 180, "mrad/s", 1e-3);
        add(Dimension.ANGULAR_VELOCITY, "rpm", Math.PI / 30);
        add(Dimension.VELOCITY, "m/s", 1, "mm/s", 1e-3);
        add(Dimension.ACCELERATION, "m/s^2", 1, "m/s²", 1, "m/s2", 1, "g", G, "mg", 1e-3 * G);
        add(Dimension.FORCE, "N", 1, "kN", 1e3);
        add(Dimension.TORQUE, "Nm", 1, "N·m", 1, "N*m", 1, "mNm", 1e-3);
    }

    private static void add(Dimension of, Object... namesAndFactors) {
        for (int i = 0; i < namesAndFactors.length; i += 2) {
            String name = (String) namesAndFactors[i];
            ALL.put(name, new Unit(name, of, ((Number) namesAndFactors[i + 1]).doubleValue()));
        }
    }

    /** The unit with that name, null if there is none. */
    static @Nullable Unit named(String name) {
        return ALL.get(name);
    }

    /** The names of all units of some dimensions, for messages. */
    static String names(List<Dimension> dimensions) {
        return ALL.values().stream()
                .filter(unit -> dimensions.contains(unit.of))
                .map(Unit::name)
                .collect(Collectors.joining(", "));
    }
}
