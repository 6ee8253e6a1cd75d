package dev.pollux.evaluation;

/** Quantities of predictions that are compared with the truth. */
public enum Quantity {
    /** Root mean square over the joints of one prediction, rad or m. */
    JOINTS("rad"),

    /** Base displacement since the start, in the axes of the base at the start, m. */
    BASE_POSITION("m"),

    /** Rotation of the base since the start, rad. */
    BASE_ORIENTATION("rad"),

    /** Centre of mass, relative to the base at the start, m. */
    COM("m");

    private final String unit;

    Quantity(String unit) {
        this.unit = unit;
    }

    public String unit() {
        return unit;
    }
}
