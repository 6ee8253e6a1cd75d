package dev.pollux.model;

/** A number of things in words: "1 robot", "5 robots". */
public final class Counted {
    private Counted() {}

    /**
     * The number and the noun, which has a regular plural.
     *
     * @param thing in the singular
     */
    public static String of(long count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }
}
