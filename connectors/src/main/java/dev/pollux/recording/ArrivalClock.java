package dev.pollux.recording;

/**
 * Computes when the frames of a recording arrived, which recordings do not contain: in the file's order, each at the
 * newest stamp so far, so that late and swapped frames arrive late. A jump of more than {@value #LONGEST_LEAP} ns
 * counts as that much: the clock was set, or it is a pause too long to wait for. If stamps go back by more than {@value
 * #SET_BACK} ns, the clock was set back, and time continues from there. A single stamp ahead of both neighbours by more
 * than {@value #WRONG} ns is wrong: its frame arrives with the next one.
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
     * Processes the next frame's stamp.
     *
     * @param stampNanos ns
     * @param toNext time to the stamp after it, ns; 0: there is none
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
