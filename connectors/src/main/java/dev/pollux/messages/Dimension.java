package dev.pollux.messages;

/** What a number measures, and the unit in which messages have it. */
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

    /** The SI's unit; empty of a plain number. */
    public String unit() {
        return unit;
    }
}
