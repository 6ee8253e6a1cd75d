package dev.pollux.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The order of one robot's frames: tells duplicates, late, missing and wrongly clocked frames apart by their seq, their
 * stamp and the broker's append time. A function of those alone, so that a replay decides the same.
 *
 * <p>A single frame that does not fit is refused. When {@value #CONFIRMATIONS} frames in a row fit one another but not
 * the past, the robot has restarted or its clock was set, and the last of them starts a new order. Frames from the past
 * (seq and stamp both old) can do so only after {@value #SILENCE_MILLIS} ms without an admitted frame: a sender that
 * repeats an old stretch is no restart.
 */
public final class FrameOrder {
    /** Frames that must agree before the past is given up. */
    public static final int CONFIRMATIONS = 5;

    /** Without an admitted frame for so long (broker time), even an old-looking frame may be a restart. */
    public static final long SILENCE_MILLIS = 1_000;

    /** A stamp may run ahead of broker time by so much from one frame to the next: a queue that drains does. */
    public static final long MAX_AHEAD_NANOS = 10_000_000_000L;

    /** More frames than this are never lost in a row: 100 s at 1 kHz. */
    public static final long MAX_MISSING = 100_000;

    /** Duplicates are told from late frames over this many sequence numbers. */
    public static final int WINDOW = 256;

    private final long[] seen = new long[WINDOW / 64];
    private boolean started;
    private long lastSeq;
    private long lastStamp;
    private long lastArrival;
    private int candidates;
    private long candidateSeq;
    private long candidateStamp;
    private long missing;

    /** Frames that are missing between the last admitted frame and the one before it. */
    public long missing() {
        return missing;
    }

    /**
     * Lets a frame in, or refuses it.
     *
     * @param seq the frame's number
     * @param stampNanos its capture time, ns of the robot's clock
     * @param arrivalMillis its append time at the broker, ms
     * @throws FrameRejectedException DUPLICATE, LATE, SEQ_AHEAD, STAMP_BACKWARD or STAMP_AHEAD
     */
    public Admission admit(long seq, long stampNanos, long arrivalMillis) throws FrameRejectedException {
        if (!started) {
            return begin(seq, stampNanos, arrivalMillis, Admission.FIRST);
        }
        RejectReason reason = refusal(seq, stampNanos, arrivalMillis);
        if (reason == null) {
            missing = seq - lastSeq - 1;
            shiftWindow(seq - lastSeq);
            advance(seq, stampNanos, arrivalMillis);
            return Admission.IN_ORDER;
        }
        if (reason != RejectReason.DUPLICATE && confirmed(seq, stampNanos, arrivalMillis)) {
            return begin(
                    seq,
                    stampNanos,
                    arrivalMillis,
                    seq > lastSeq && seq - lastSeq <= MAX_MISSING ? Admission.CLOCK_JUMPED : Admission.RESTARTED);
        }
        throw new FrameRejectedException(reason, explain(reason, seq, stampNanos, arrivalMillis));
    }

    /** How many frames would be missing if this one were admitted next. */
    public long missingBefore(long seq) {
        long missed = seq - lastSeq - 1;
        return started && missed > 0 && missed <= MAX_MISSING ? missed : 0;
    }

    /** Notes that a missing frame has come after all. */
    public void fill(long seq) {
        long age = lastSeq - seq;
        if (age < WINDOW) {
            seen[(int) (age >> 6)] |= 1L << (age & 63);
        }
        candidates = 0;
    }

    private @Nullable RejectReason refusal(long seq, long stamp, long arrival) {
        if (seq <= lastSeq) {
            return wasSeen(seq) ? RejectReason.DUPLICATE : RejectReason.LATE;
        }
        if (seq - lastSeq - 1 > MAX_MISSING || seq - lastSeq < 0) {
            return RejectReason.SEQ_AHEAD;
        }
        if (stamp <= lastStamp) {
            return RejectReason.STAMP_BACKWARD;
        }
        long ahead = (stamp - lastStamp) - (arrival - lastArrival) * 1_000_000;
        return ahead > MAX_AHEAD_NANOS || stamp - lastStamp < 0 ? RejectReason.STAMP_AHEAD : null;
    }

    /** Whether this frame completes a row of refused frames that follow one another. */
    private boolean confirmed(long seq, long stamp, long arrival) {
        boolean follows = candidates > 0
                && seq > candidateSeq
                && seq - candidateSeq <= MAX_MISSING
                && stamp > candidateStamp
                && stamp - candidateStamp < MAX_AHEAD_NANOS;
        boolean fromThePast = seq <= lastSeq && stamp <= lastStamp && arrival - lastArrival < SILENCE_MILLIS;
        candidates = fromThePast ? 0 : follows ? candidates + 1 : 1;
        candidateSeq = seq;
        candidateStamp = stamp;
        return candidates >= CONFIRMATIONS;
    }

    private Admission begin(long seq, long stamp, long arrival, Admission admission) {
        started = true;
        missing = 0;
        Arrays.fill(seen, 0);
        advance(seq, stamp, arrival);
        return admission;
    }

    private void advance(long seq, long stamp, long arrival) {
        seen[0] |= 1;
        lastSeq = seq;
        lastStamp = stamp;
        lastArrival = Math.max(lastArrival, arrival);
        candidates = 0;
    }

    private boolean wasSeen(long seq) {
        long age = lastSeq - seq;
        return age >= 0 && age < WINDOW && (seen[(int) (age >> 6)] >>> (age & 63) & 1) != 0;
    }

    /** Ages the window by so many numbers: bit i of the window is seq lastSeq − i. */
    private void shiftWindow(long by) {
        for (long left = by; left > 0; left -= 63) {
            if (left >= WINDOW) {
                Arrays.fill(seen, 0);
                return;
            }
            int bits = (int) Math.min(left, 63);
            for (int i = seen.length - 1; i > 0; i--) {
                seen[i] = seen[i] << bits | seen[i - 1] >>> (64 - bits);
            }
            seen[0] <<= bits;
        }
    }

    private String explain(RejectReason reason, long seq, long stamp, long arrival) {
        return switch (reason) {
            case DUPLICATE -> "seq " + seq + " was admitted already";
            case LATE -> "seq " + seq + " comes after seq " + lastSeq;
            case SEQ_AHEAD ->
                "seq " + seq + " leaps from " + lastSeq + "; at most " + MAX_MISSING
                        + " frames are believed lost in a row";
            case STAMP_BACKWARD -> "stamp " + stamp + " ns is not after the last one, " + lastStamp + " ns";
            default ->
                "stamp " + stamp + " ns is " + (stamp - lastStamp) / 1_000_000 + " ms after the last one, but "
                        + (arrival - lastArrival) + " ms passed at the broker";
        };
    }

    /** Writes all of it; {@code state} has the seq and the stamp that the last frame's are near. */
    void write(TwinState state, DataOutput out) throws IOException {
        out.writeBoolean(started);
        Varint.write(lastSeq - state.seq, out);
        Varint.write(lastStamp - state.stampNanos, out);
        Varint.write(lastArrival, out);
        Varint.write(candidates, out);
        if (candidates > 0) {
            Varint.write(candidateSeq - lastSeq, out);
            Varint.write(candidateStamp - lastStamp, out);
        }
        for (long bits : seen) {
            out.writeLong(bits);
        }
    }

    void read(TwinState state, DataInput in) throws IOException {
        started = in.readBoolean();
        lastSeq = state.seq + Varint.read(in);
        lastStamp = state.stampNanos + Varint.read(in);
        lastArrival = Varint.read(in);
        candidates = (int) Varint.read(in);
        if (candidates > 0) {
            candidateSeq = lastSeq + Varint.read(in);
            candidateStamp = lastStamp + Varint.read(in);
        }
        readSeen(in);
    }

    /** Reads what versions 1 to 3 of the twin's state kept. */
    void readThird(DataInput in) throws IOException {
        started = in.readBoolean();
        lastSeq = in.readLong();
        lastStamp = in.readLong();
        lastArrival = in.readLong();
        candidates = in.readInt();
        candidateSeq = in.readLong();
        candidateStamp = in.readLong();
        readSeen(in);
    }

    private void readSeen(DataInput in) throws IOException {
        for (int i = 0; i < seen.length; i++) {
            seen[i] = in.readLong();
        }
        missing = 0;
    }
}
