package dev.pollux.dynamics;

/** Checks of what callers hand in. */
final class Arguments {
    private Arguments() {}

    /** Throws where an array is shorter than what is read from or written to it. */
    static void atLeast(String name, double[] array, int needed) {
        if (array.length < needed) {
            throw new IllegalArgumentException(
                    name + " has " + array.length + " numbers, needs " + needed + ": size it by the model");
        }
    }

    /** Throws where an array is not of the length the model asks for. */
    static void exactly(String name, double[] array, int expected) {
        if (array.length != expected) {
            throw new IllegalArgumentException(
                    name + " has " + array.length + " numbers, expected " + expected + ": size it by the model");
        }
    }
}
