package dev.pollux.state;

import dev.pollux.storage.StateFields;
import java.io.IOException;

/** What is remembered of contact flags that do not change while the rest contradicts them: one byte each, 0 where nothing does. */
public final class FlagMemory {
    /** The most that {@link #score} can be. */
    public static final int MOST = 31;

    private static final int SAID = 32;
    private static final int TOLD = 64;
    /** Of a flag that was told: it has changed since; of another one: it is on trial. */
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
        return told(k) && (flags[k] & CHANGED) != 0;
    }

    /** Whether it is on trial: it has not changed since the wrenches began to repeat a sample, and may be frozen with them. */
    public boolean onTrial(int k) {
        return !told(k) && (flags[k] & CHANGED) != 0;
    }

    /** Whether it was told to be stuck, or is on trial. */
    public boolean doubted(int k) {
        return (flags[k] & (TOLD | CHANGED)) != 0;
    }

    /** Puts contact k's flag, which says this, on trial, unless it was told. */
    public void doubt(int k, boolean said) {
        if (!told(k)) {
            set(k, 0, said, false, true);
        }
    }

    /** No flag is on trial any more: one has changed, or a wrench has. */
    public void trust() {
        for (int k = 0; k < flags.length; k++) {
            if (onTrial(k)) {
                set(k, score(k), said(k), false, false);
            }
        }
    }

    /**
     * What is remembered of contact k's flag; a score of 0 of one that is neither told nor on trial is nothing.
     *
     * @param changed of one that is told whether it has changed since, of another one whether it is on trial
     */
    public void set(int k, int score, boolean said, boolean told, boolean changed) {
        int all = score | (said ? SAID : 0) | (told ? TOLD : 0) | (changed ? CHANGED : 0);
        flags[k] = score == 0 && !told && !changed ? 0 : (byte) all;
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
