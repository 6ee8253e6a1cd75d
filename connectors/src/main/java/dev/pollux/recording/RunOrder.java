package dev.pollux.recording;

import dev.pollux.state.SensorFrame;

/**
 * Concatenates the runs of a recording: its episodes, or repetitions of the same frames without a loop. Within a run,
 * frames keep their spacing; from run to run, seq and stamps continue after a pause of {@value #PAUSE_MILLIS} ms. The
 * first pose of a run does not continue the last one of the previous run, and no robot moves there at once: the pause
 * is longer than the estimator bridges, so that the base estimate is reset (RESET), no frame is missing, and no
 * prediction is scored across the jump.
 */
public final class RunOrder {
    /** Pause between two runs, ms of the recording's own time. */
    public static final long PAUSE_MILLIS = 2_000;

    /** Frames within this distance are swapped or late, and not a sign of a restart. */
    private static final long SWAPPED = 16;

    private final boolean fromZero;
    private boolean started;
    private long newestSeq;
    private long newestStamp;
    private long seqShift;
    private long stampShift;

    private RunOrder(boolean fromZero) {
        this.fromZero = fromZero;
    }

    /** The first frame gets seq and stamp 0. */
    public static RunOrder fromZero() {
        return new RunOrder(true);
    }

    /** The first run keeps seq and stamps; later ones keep the seq if it is greater than all before. */
    public static RunOrder asRecorded() {
        return new RunOrder(false);
    }

    /**
     * Shifts a frame to its place.
     *
     * @param begins whether it is the first of its run
     */
    public void place(SensorFrame frame, boolean begins) {
        if (begins) {
            begin(frame);
        }
        frame.seq += seqShift;
        frame.stampNanos += stampShift;
        boolean older =
                started && frame.stampNanos < newestStamp && newestStamp - frame.stampNanos <= ArrivalClock.SET_BACK;
        boolean near = started && Math.abs(frame.seq - newestSeq) <= SWAPPED;
        if (near || !older) {
            newestSeq = near ? Math.max(newestSeq, frame.seq) : frame.seq;
        }
        newestStamp = older ? newestStamp : frame.stampNanos;
        started = true;
    }

    /**
     * Lets the next placed frame replace another one, which is omitted.
     *
     * @param next not yet placed
     * @param seq recorded seq of the omitted frame
     * @param stampNanos its recorded stamp, ns
     */
    public void replace(SensorFrame next, long seq, long stampNanos) {
        seqShift += seq - next.seq;
        stampShift += stampNanos - next.stampNanos;
    }

    private void begin(SensorFrame first) {
        if (started) {
            stampShift = newestStamp + PAUSE_MILLIS * 1_000_000 - first.stampNanos;
            long next = newestSeq + 1 - first.seq;
            seqShift = fromZero ? next : Math.max(seqShift, next);
        } else if (fromZero) {
            stampShift = -first.stampNanos;
            seqShift = -first.seq;
        }
    }
}
