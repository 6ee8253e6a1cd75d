package dev.pollux.recording;

/**
 * When the frames of a recording arrived, which no recording says: in the file's order, each when the newest stamp so far
 * says, so that late stamps and swapped frames arrive as late as they were. A leap of more than {@value #LONGEST_LEAP} ns
 * counts as that much: it is a clock that was set, or a pause that nobody wants to wait for. Where stamps fall back by more than
 * {@value #SET_BACK} ns the clock was set back, and time goes on from there. A single stamp that is ahead of those before and
 * after it by more than {@value #WRONG} ns is wrong: its frame arrives when the next does.
 */
public final class ArrivalClock {
    /** ns; more than a stamp may run ahead of the broker's time. */
    public static final long LONGEST_LEAP = 11_000_000_000L;

    /** ns; more than any frame is late. */
    public static final long SET_BACK = 1_000_000_000L;

    private static final long WRONG = 100_000_000L;

    private boolean started;
    private long newest;
    private long elapsed;

    /**
     * Takes the next frame's stamp.
     *
     * @param stampNanos ns
     * @param toNext from it to the stamp after it, ns; 0: there is none
     * @return ns since the first frame arrived
     */
    public long take(long stampNanos, long toNext) {
        boolean wrong = started && stampNanos - newest > WRONG && toNext < -WRONG;
        return arrive(wrong ? Math.max(newest, stampNanos + toNext) : stampNanos);
    }

    private long arrive(long stampNanos) {
        if (!started) {
            started = true;
            newest = stampNanos;
        } else if (stampNanos > newest) {
            elapsed += Math.min(stampNanos - newest, LONGEST_LEAP);
            newest = stampNanos;
        } else if (newest - stampNanos > SET_BACK) {
            newest = stampNanos;
        }
        return elapsed;
    }
}
