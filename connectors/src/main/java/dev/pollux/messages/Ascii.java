package dev.pollux.messages;

/** Texts of one byte per character. */
final class Ascii {
    private Ascii() {}

    static boolean holds(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
