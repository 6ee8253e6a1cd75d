package dev.pollux.model;

/** Foreign text in messages: control characters, which could control the reader's terminal, become question marks. */
public final class Printable {
    /** Greatest length of a shortened text. */
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

    /** The first 64 characters and an ellipsis; surrogates, which could be cut in half, become question marks too. */
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
