package dev.pollux.state;

import dev.pollux.storage.StateFields;
import java.io.IOException;

/** Stored evidence that contact flags are stuck: one byte per flag, 0 without evidence. */
public final class FlagMemory {
    /** Greatest {@link #score}. */
    public static final int MOST = 31;

    private static final int SAID = 32;
    private static final int TOLD = 64;
    /** For a reported flag: it has changed since the report. For any other flag: it is suspected. */
    private static final int CHANGED = 128;

    private final byte[] flags;

    FlagMemory(int contacts) {
        flags = new byte[contacts];
    }

    /** Whether contact k's flag is contradicted, or was until the fault was reported. */
    public boolean watched(int k) {
        return flags[k] != 0;
    }

    /** Strength of the evidence: contradicting windows, reduced by the windows that agree. */
    public int score(int k) {
        return flags[k] & MOST;
    }

    /** The constant value of the flag. */
    public boolean said(int k) {
        return (flags[k] & SAID) != 0;
    }

    /** Whether the flag was reported as stuck, and not yet as working again. */
    public boolean told(int k) {
        return (flags[k] & TOLD) != 0;
    }

    /** Whether it has changed since that report. */
    public boolean changed(int k) {
        return told(k) && (flags[k] & CHANGED) != 0;
    }

    /** Whether it is suspected: it has not changed since the wrenches began to repeat a sample. */
    public boolean onTrial(int k) {
        return !told(k) && (flags[k] & CHANGED) != 0;
    }

    /** Whether it was reported as stuck, or is suspected. */
    public boolean doubted(int k) {
        return (flags[k] & (TOLD | CHANGED)) != 0;
    }

    /** Marks contact k's flag, which has this value, as suspected, unless it was reported. */
    public void doubt(int k, boolean said) {
        if (!told(k)) {
            set(k, 0, said, false, true);
        }
    }

    /** Clears every suspicion, because a flag or a wrench has changed. */
    public void trust() {
        for (int k = 0; k < flags.length; k++) {
            if (onTrial(k)) {
                set(k, score(k), said(k), false, false);
            }
        }
    }

    /**
     * Sets the record of contact k's flag; a score of 0 without report and suspicion is the empty record.
     *
     * @param changed for a reported flag: whether it has changed since; for any other: whether it is suspected
     */
    public void set(int k, int score, boolean said, boolean told, boolean changed) {
        int all = score | (said ? SAID : 0) | (told ? TOLD : 0) | (changed ? CHANGED : 0);
        flags[k] = score == 0 && !told && !changed ? 0 : (byte) all;
    }

    /** Clears the record of contact k's flag. */
    public void forget(int k) {
        flags[k] = 0;
    }

    /** Clears all records of flags that were not reported. */
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
