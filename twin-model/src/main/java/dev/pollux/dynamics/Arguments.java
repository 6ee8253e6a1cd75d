package dev.pollux.dynamics;

/** Checks of callers' arguments. */
final class Arguments {
    private Arguments() {}

    /** Throws if an array is shorter than what is read from or written to it. */
    static void atLeast(String name, double[] array, int needed) {
        if (array.length < needed) {
            throw new IllegalArgumentException(
                    name + " has " + array.length + " numbers, needs " + needed + ": size it by the model");
        }
    }

    /** Throws if an array does not have the length that the model requires. */
    static void exactly(String name, double[] array, int expected) {
        if (array.length != expected) {
            throw new IllegalArgumentException(
                    name + " has " + array.length + " numbers, expected " + expected + ": size it by the model");
        }
    }
}
