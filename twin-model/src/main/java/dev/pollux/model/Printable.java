package dev.pollux.model;

/** Foreign text for people: control characters could drive the reader's terminal, and each is a question mark. */
public final class Printable {
    private Printable() {}

    /** The text without control characters. */
    public static String of(String foreign) {
        StringBuilder out = new StringBuilder(foreign.length());
        for (int i = 0; i < foreign.length(); i++) {
            char c = foreign.charAt(i);
            out.append(Character.isISOControl(c) ? '?' : c);
        }
        return out.toString();
    }
}
