package dev.pollux.model;

/**
 * Bounds of numbers in a URDF and its description. They are far outside any robot, and far from overflow of the
 * dynamics: a model that is accepted can follow its robot. Sensor frames have similar bounds.
 */
enum ModelBounds {
    /** Places, sizes, corners of soles. */
    LENGTH(1e4, "m"),
    ANGLE(1e6, "rad"),
    /** Of a locked joint, or the offset of a follower. */
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

    /** Throws for a number out of bounds, with its name, its value and the bound. */
    double check(XmlElement element, String name, double value) {
        String complaint = complaint(name, value);
        if (!complaint.isEmpty()) {
            throw element.error(complaint);
        }
        return value;
    }

    /** What is wrong with a number; empty if it is in bounds. NaN and infinity are not. */
    String complaint(String name, double value) {
        return Math.abs(value) <= limit
                ? ""
                : name + " is " + value + unit + "; at most ±" + limit + unit + " is accepted";
    }
}
