package dev.pollux.recording;

import dev.pollux.state.SensorFrame;

/**
 * Puts the runs of a recording one after another: its episodes, or the same frames again and again where they hold no
 * loop. Within a run frames keep the spacing they have; from run to run seq and stamps go on after a pause of
 * {@value #PAUSE_MILLIS} ms. The first pose of a run does not go on from the last of the run before, and no robot moves there in
 * a moment: the pause is longer than the estimator bridges, so that the estimate of the base begins anew and says so (RESET),
 * nothing is missing, and no prediction is held against the leap.
 */
public final class RunOrder {
    /** Between two runs, ms of the recording's own time. */
    public static final long PAUSE_MILLIS = 2_000;

    /** Frames so near are swapped or late, and no sign of a restart. */
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

    /** The first run keeps seq and stamps, later ones the seq where it is beyond all those before. */
    public static RunOrder asRecorded() {
        return new RunOrder(false);
    }

    /**
     * Moves a frame to its place.
     *
     * @param begins whether it is its run's first
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
     * Lets the frame that is placed next take the place of another one, which is left out.
     *
     * @param next not yet placed
     * @param seq of the one that is left out, as it was recorded
     * @param stampNanos its stamp, likewise, ns
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
