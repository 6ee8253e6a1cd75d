package dev.pollux.messages;

import java.util.Arrays;

/** Short texts that come again and again: the same text is the same String, and costs none. */
final class KeptText {
    private static final int SLOTS = 512;

    private final String[] texts = new String[SLOTS];

    KeptText() {
        Arrays.fill(texts, "");
    }

    String of(char[] text, int at, int length) {
        int hash = length;
        for (int i = at; i < at + length; i++) {
            hash = 31 * hash + text[i];
        }
        int slot = (hash ^ hash >>> 15) & (SLOTS - 1);
        if (!same(text, at, length, texts[slot])) {
            texts[slot] = new String(text, at, length);
        }
        return texts[slot];
    }

    static boolean same(char[] text, int at, int length, String other) {
        if (length != other.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text[at + i] != other.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
