package dev.pollux.evaluation;

/** What a prediction is held against the truth in. */
public enum Quantity {
    /** Root mean square over the joints of one start, rad or m. */
    JOINTS("rad"),

    /** Base displacement since the start in the axes the base had then, m. */
    BASE_POSITION("m"),

    /** Rotation of the base since the start, rad. */
    BASE_ORIENTATION("rad"),

    /** Centre of mass, seen from the base at the start, m. */
    COM("m");

    private final String unit;

    Quantity(String unit) {
        this.unit = unit;
    }

    public String unit() {
        return unit;
    }
}
