package dev.pollux.state;

import dev.pollux.storage.StateFields;
import java.io.IOException;

/** What is remembered of contact flags that do not change while the rest contradicts them: one byte each, 0 where nothing does. */
public final class FlagMemory {
    /** The most that {@link #score} can be. */
    public static final int MOST = 31;

    private static final int SAID = 32;
    private static final int TOLD = 64;
    private static final int CHANGED = 128;

    private final byte[] flags;

    FlagMemory(int contacts) {
        flags = new byte[contacts];
    }

    /** Whether anything contradicts contact k's flag, or did until it was told. */
    public boolean watched(int k) {
        return flags[k] != 0;
    }

    /** How much contradicts it: windows that do, weighed against those that do not. */
    public int score(int k) {
        return flags[k] & MOST;
    }

    /** What the flag has said for so long. */
    public boolean said(int k) {
        return (flags[k] & SAID) != 0;
    }

    /** Whether the flag was told to be stuck, and not yet that it works again. */
    public boolean told(int k) {
        return (flags[k] & TOLD) != 0;
    }

    /** Whether it has changed since it was told. */
    public boolean changed(int k) {
        return (flags[k] & CHANGED) != 0;
    }

    /** What is remembered of contact k's flag; a score of 0 of one that was not told is nothing. */
    public void set(int k, int score, boolean said, boolean told, boolean changed) {
        int all = score | (said ? SAID : 0) | (told ? TOLD : 0) | (changed ? CHANGED : 0);
        flags[k] = score == 0 && !told ? 0 : (byte) all;
    }

    /** Forgets contact k's flag. */
    public void forget(int k) {
        flags[k] = 0;
    }

    /** Forgets what was not told. */
    public void restart() {
        for (int k = 0; k < flags.length; k++) {
            if (!told(k)) {
                flags[k] = 0;
            }
        }
    }

    void describe(StateFields f) throws IOException {
        f.bytes(flags);
    }
}
