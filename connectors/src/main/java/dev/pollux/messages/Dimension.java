package dev.pollux.messages;

/** The quantity of a number, and its unit in messages. */
public enum Dimension {
    TIME("s"),
    ANGLE("rad"),
    LENGTH("m"),
    ANGULAR_VELOCITY("rad/s"),
    VELOCITY("m/s"),
    ACCELERATION("m/s²"),
    FORCE("N"),
    TORQUE("N·m"),
    NUMBER("");

    private final String unit;

    Dimension(String unit) {
        this.unit = unit;
    }

    /** The SI unit; empty for a dimensionless number. */
    public String unit() {
        return unit;
    }
}
