package dev.pollux.job.state;

import dev.pollux.storage.StateFields;
import java.io.IOException;

/**
 * Limits the reports of a robot that is reset at every frame to a few per minute. Minutes are those of the broker's
 * append times, so that a replay gives the same reports.
 */
public final class ResetLimit {
    /** Number of resets per minute that are reported individually. */
    public static final int MOST = 5;

    private static final long MINUTE_MILLIS = 60_000;

    private long sinceMillis;
    private int told;
    private long untold;

    /** Whether a reset is to be reported; otherwise it is counted. */
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

    /** Number of resets that were counted since the last reported one; clears the count. */
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
