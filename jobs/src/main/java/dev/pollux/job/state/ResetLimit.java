package dev.pollux.job.state;

import dev.pollux.storage.StateFields;
import java.io.IOException;

/**
 * Lets a robot that is reset at every frame tell it a few times a minute, not a thousand. Minutes are those of the
 * broker's append times, so that a replay tells the same.
 */
public final class ResetLimit {
    /** Resets of one minute that are told one by one. */
    public static final int MOST = 5;

    private static final long MINUTE_MILLIS = 60_000;

    private long sinceMillis;
    private int told;
    private long untold;

    /** Whether a reset is to be told; else it is counted. */
    public boolean tells(long appendMillis) {
        if (appendMillis - sinceMillis >= MINUTE_MILLIS || appendMillis < sinceMillis) {
            sinceMillis = appendMillis;
            told = 0;
        }
        if (told == MOST) {
            untold++;
            return false;
        }
        told++;
        return true;
    }

    /** How many were counted and not told since the last that was told. */
    public long takeUntold() {
        long taken = untold;
        untold = 0;
        return taken;
    }

    void describe(StateFields f) throws IOException {
        sinceMillis = f.whole(sinceMillis);
        told = f.whole(told);
        untold = f.whole(untold);
    }
}
