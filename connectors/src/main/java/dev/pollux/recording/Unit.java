package dev.pollux.recording;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A unit that a column of a CSV may be in.
 *
 * @param name as it is written
 * @param of what it measures
 * @param factor times it is the SI unit
 */
record Unit(String name, Kind of, double factor) {
    /** What is measured. */
    enum Kind {
        TIME,
        ANGLE,
        LENGTH,
        ANGULAR_VELOCITY,
        VELOCITY,
        ACCELERATION,
        FORCE,
        TORQUE,
        NUMBER
    }

    /** Of docs/units-and-frames.md: standard gravity. */
    private static final double G = 9.80665;

    private static final Map<String, Unit> ALL = new LinkedHashMap<>();

    static {
        add(Kind.TIME, "s", 1, "ms", 1e-3, "us", 1e-6, "µs", 1e-6, "ns", 1e-9);
        add(Kind.ANGLE, "rad", 1, "mrad", 1e-3, "deg", Math.PI / 180, "°", Math.PI / 180);
        add(Kind.LENGTH, "m", 1, "cm", 1e-2, "mm", 1e-3);
        add(Kind.ANGULAR_VELOCITY, "rad/s", 1, "deg/s", Math.PI / 180, "°/s", Math.PI / 180, "mrad/s", 1e-3);
        add(Kind.ANGULAR_VELOCITY, "rpm", Math.PI / 30);
        add(Kind.VELOCITY, "m/s", 1, "mm/s", 1e-3);
        add(Kind.ACCELERATION, "m/s^2", 1, "m/s²", 1, "m/s2", 1, "g", G, "mg", 1e-3 * G);
        add(Kind.FORCE, "N", 1, "kN", 1e3);
        add(Kind.TORQUE, "Nm", 1, "N·m", 1, "N*m", 1, "mNm", 1e-3);
    }

    private static void add(Kind kind, Object... namesAndFactors) {
        for (int i = 0; i < namesAndFactors.length; i += 2) {
            String name = (String) namesAndFactors[i];
            ALL.put(name, new Unit(name, kind, ((Number) namesAndFactors[i + 1]).doubleValue()));
        }
    }

    /** The unit of that name, null where there is none. */
    static @Nullable Unit named(String name) {
        return ALL.get(name);
    }

    /** The names of all units of some kinds, for people. */
    static String names(Kind... kinds) {
        TreeSet<Kind> wanted = new TreeSet<>(List.of(kinds));
        return ALL.values().stream()
                .filter(unit -> wanted.contains(unit.of))
                .map(Unit::name)
                .collect(Collectors.joining(", "));
    }
}
