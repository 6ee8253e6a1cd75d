package dev.pollux.messages;

/** Foreign text as error messages quote it: short, and without control characters. */
final class Shown {
    private static final int LENGTH = 64;

    private Shown() {}

    /** In quotes. */
    static String text(String foreign) {
        return "\"" + plain(foreign) + "\"";
    }

    /** Without quotes. */
    static String plain(String foreign) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < Math.min(foreign.length(), LENGTH); i++) {
            char c = foreign.charAt(i);
            out.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
        }
        return out.append(foreign.length() > LENGTH ? "…" : "").toString();
    }
}
