package dev.pollux.model;

/**
 * Which numbers of a URDF and its description can be a robot's at all. Limits are far outside what any robot has, and
 * far inside where the dynamics overflow: a model that is built can follow its robot. What a sensor frame may hold is
 * bounded alike.
 */
enum ModelBounds {
    /** Places, sizes, corners of soles. */
    LENGTH(1e4, "m"),
    ANGLE(1e6, "rad"),
    /** Of a joint that is locked, or what one that follows adds to its leader's. */
    POSITION(1e6, "rad or m"),
    MULTIPLIER(1e4, ""),
    MASS(1e6, "kg"),
    INERTIA(1e8, "kg·m²"),
    /** Reflected rotor inertia. */
    ARMATURE(1e6, "kg·m² or kg"),
    /** Damping, friction, gains. */
    GAIN(1e7, ""),
    /** Coulomb's, of a contact. */
    FRICTION_COEFFICIENT(1e3, ""),
    /** Noise densities of an IMU, the walk of its biases, and noise of encoders. */
    NOISE(1e5, ""),
    STAMP_JITTER(3_600, "s");

    private final double limit;
    private final String unit;

    ModelBounds(double limit, String unit) {
        this.limit = limit;
        this.unit = unit.isEmpty() ? "" : " " + unit;
    }

    /** Throws for a number that is impossible, with its name, its value and the bound. */
    double check(XmlElement element, String name, double value) {
        String complaint = complaint(name, value);
        if (!complaint.isEmpty()) {
            throw element.error(complaint);
        }
        return value;
    }

    /** What is wrong with a number, in words; empty where it is a robot's. NaN and the infinities are not. */
    String complaint(String name, double value) {
        return Math.abs(value) <= limit
                ? ""
                : name + " is " + value + unit + "; at most ±" + limit + unit + " is accepted";
    }
}
