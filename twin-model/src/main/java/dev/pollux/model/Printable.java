package dev.pollux.model;

/** Foreign text for people: control characters could drive the reader's terminal, and each is a question mark. */
public final class Printable {
    /** Characters of a text that is shortened. */
    private static final int SHORT = 64;

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

    /** The first 64 characters and an ellipsis; surrogates, of which half could be cut off, are question marks too. */
    public static String shortened(String foreign) {
        StringBuilder out = new StringBuilder(of(foreign.substring(0, Math.min(foreign.length(), SHORT))));
        for (int i = 0; i < out.length(); i++) {
            if (Character.isSurrogate(out.charAt(i))) {
                out.setCharAt(i, '?');
            }
        }
        return out.append(foreign.length() > SHORT ? "…" : "").toString();
    }

    /** The shortened text in quotes. */
    public static String quoted(String foreign) {
        return "\"" + shortened(foreign) + "\"";
    }
}
