package dev.pollux.messages;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cache of short UTF-8 texts: equal texts give the same String, without allocation. Texts usually come in the same
 * order as last time, so the next one is guessed and confirmed by a comparison.
 */
final class TextCache {
    private static final int SLOTS = 1024;

    /** Number of slots in which a text may be: its own and those after it. */
    private static final int WAYS = 4;

    private static final byte[] NO_BYTES = {};

    private final byte[][] raw = new byte[SLOTS][];
    private final String[] texts = new String[SLOTS];

    /** Per slot the slot of the text that followed last time. */
    private final int[] after = new int[SLOTS];

    private int last;
    private int victim;

    TextCache() {
        Arrays.fill(raw, NO_BYTES);
        Arrays.fill(texts, "");
    }

    /** Length of the expected text, bytes. */
    int expectedLength() {
        return raw[after[last]].length;
    }

    /** The expected text, if the bytes begin with it. */
    @Nullable String expected(byte[] bytes, int at) {
        int slot = after[last];
        if (!same(raw[slot], bytes, at, raw[slot].length)) {
            return null;
        }
        last = slot;
        return texts[slot];
    }

    /** The text of these bytes, if it is cached. */
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

    /** Adds the text of these bytes and returns it. */
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
