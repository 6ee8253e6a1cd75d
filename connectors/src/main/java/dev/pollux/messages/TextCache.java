package dev.pollux.messages;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Short texts in UTF-8 that come again and again: the same text is the same String, and costs none. Texts mostly follow
 * one another as they did last time, so that the one to come is known beforehand and a comparison confirms it.
 */
final class TextCache {
    private static final int SLOTS = 1024;

    /** Slots a text may be in: its own and those beside it. */
    private static final int WAYS = 4;

    private static final byte[] NO_BYTES = {};

    private final byte[][] raw = new byte[SLOTS][];
    private final String[] texts = new String[SLOTS];

    /** Per slot the slot of the text that came after its own. */
    private final int[] after = new int[SLOTS];

    private int last;
    private int victim;

    TextCache() {
        Arrays.fill(raw, NO_BYTES);
        Arrays.fill(texts, "");
    }

    /** Bytes of the text that is expected. */
    int expectedLength() {
        return raw[after[last]].length;
    }

    /** The text that is expected, if the bytes begin with it. */
    @Nullable String expected(byte[] bytes, int at) {
        int slot = after[last];
        if (!same(raw[slot], bytes, at, raw[slot].length)) {
            return null;
        }
        last = slot;
        return texts[slot];
    }

    /** The text of these bytes if it is kept. */
    @Nullable String find(byte[] bytes, int at, int length) {
        int slot = after[last];
        if (!same(raw[slot], bytes, at, length)) {
            slot = search(bytes, at, length);
            if (slot < 0) {
                return null;
            }
            after[last] = slot;
        }
        last = slot;
        return texts[slot];
    }

    private int search(byte[] bytes, int at, int length) {
        int slot = firstSlot(bytes, at, length);
        for (int way = slot; way < slot + WAYS; way++) {
            if (same(raw[way], bytes, at, length)) {
                return way;
            }
        }
        return -1;
    }

    /** Keeps the text of these bytes, which was not found, and gives it back. */
    String keep(byte[] bytes, int at, int length, String text) {
        int first = firstSlot(bytes, at, length);
        int slot = first + (victim++ & WAYS - 1);
        for (int way = first; way < first + WAYS; way++) {
            if (raw[way].length == 0) {
                slot = way;
                break;
            }
        }
        raw[slot] = Arrays.copyOfRange(bytes, at, at + length);
        texts[slot] = text;
        after[last] = slot;
        last = slot;
        return text;
    }

    private static boolean same(byte[] kept, byte[] bytes, int at, int length) {
        return kept.length == length && Arrays.equals(kept, 0, length, bytes, at, at + length);
    }

    private static int firstSlot(byte[] bytes, int at, int length) {
        int hash = length;
        for (int i = at; i < at + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        return (hash ^ hash >>> 15) & (SLOTS - WAYS);
    }
}
