package dev.pollux.state;

import dev.pollux.storage.StateFields;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The order of one robot's frames: detects duplicate, late and missing frames and wrong clocks from seq, stamp and the
 * broker's append time. It depends on these only, so that a replay decides identically. Frames without a seq, and those
 * of a robot whose seq stays constant, are ordered by stamp, and frames of one stamp by their content ({@link
 * InstantSensors}). A single frame with a stamp too far ahead is recognised by later frames that continue from the
 * stamp before it.
 *
 * <p>A frame that does not continue the present order is rejected. If {@value #CONFIRMATIONS} such frames continue one
 * another, the robot has restarted or its clock was set, and the last of them starts a new order. While they are
 * counted, repeated frames, and single ones that fit nowhere, change nothing. A frame that the present order admits
 * sets their number to zero; but if at least as many frames are missing before it as were counted since the one before
 * it, its own seq may be the wrong one, and it only reduces the number by one.
 *
 * <p>After a silence, one frame that counts from the beginning is enough: see {@link #countsFromTheBeginning}. Old
 * frames (seq and stamp both old) can start a new order only after {@value #SILENCE_MILLIS} ms without an admitted
 * frame: a sender that repeats old frames is not a restart. If both orders continue, two senders use one robot id: the
 * last admitted one stays until it is silent for {@value #SILENCE_MILLIS} ms. Rejected frames in whose place others
 * are missing are the robot's own with a wrong seq, not a second sender's.
 */
public final class FrameOrder {
    /** Frames that must continue one another before the present order is given up. */
    public static final int CONFIRMATIONS = 5;

    /** After this time without an admitted frame (broker time), even old frames may be a restart. */
    public static final long SILENCE_MILLIS = 1_000;

    /** From one frame to the next, a stamp may run ahead of broker time by this much, as when a queue drains. */
    public static final long MAX_AHEAD_NANOS = 10_000_000_000L;

    /**
     * A stamp may be this much older than the latest although the seq advances: a busy computer stamps frames late,
     * some of them later than the frames that follow.
     */
    public static final long MAX_BACK_NANOS = 100_000_000L;

    /** Greatest number of frames that are believed lost in a row: 100 s at 1 kHz. */
    public static final long MAX_MISSING = 100_000;

    /** Number of frames over which duplicates are distinguished from late frames. */
    public static final int WINDOW = 256;

    /** Shortest believable interval of frames, ns: a seq that rises faster than its stamp allows is wrong. */
    private static final long FASTEST_NANOS = 100_000;

    /** Number of frames that can be lost however short the time. */
    private static final long SURELY_BELIEVED = 1_000;

    /**
     * Frames that can be lost in a row if two senders use the robot's id, or if the seq jumps back to its value before
     * a restart. A doubted jump over at most as many is accepted with the second frame, a longer one with the fifth.
     */
    private static final long FEW = 16;

    /** Number of frames for which jumps are doubted after a wrong one. */
    private static final int DOUBT = 64;

    /** A stamp ahead by more than this, and by more than is usual, must be confirmed by the next frame. */
    private static final long DOUBTFUL_NANOS = 100_000_000;

    /** Number of periods that a stamp may advance per frame before it is doubted. */
    private static final long DOUBTFUL_PERIODS = 16;

    /**
     * Without a seq: a stamp that jumps by more periods than this, and by more than broker time, may be wrong. It was
     * wrong if {@link #SHOW_WRONG} frames in a row continue from the stamp before it, with small gaps at most.
     */
    private static final long LEAPT_PERIODS = 6;

    private static final int SHOW_WRONG = 3;

    private static final long NEXT_PERIODS = 3;

    private final ReplayWindow seen = new ReplayWindow();
    private final CandidateOrders candidates = new CandidateOrders();

    private boolean started;
    private boolean numbered;
    private boolean counting; // whether the seq rises from frame to frame, so that it orders frames
    private long lastSeq;
    private long lastStamp;
    private long lastArrival;

    /** The seq (without a counting seq, the stamp) before the last one, if the last one jumped and may be wrong. */
    private long beforeJump;

    private boolean jumped;

    /**
     * Number of coming frames for which jumps are doubted, since one was undone. While the usual step of the seq is
     * unknown, no jump is doubted, and none is undone: two senders with similar numbers must not look like jumps.
     */
    private int doubt;

    /** Rise of the seq in the smallest jump that was undone. */
    private long wrongJump;

    /** Whether two senders use the robot's id; append time and seq of the second one's last frame. */
    private boolean conflict;

    private long otherArrival;
    private long otherSeq;

    private boolean conflictUnreported;

    /** Rise of the seq from the first frame to the second, until the number of frames missing between them is known. */
    private long firstStep;

    /** Number of frames rejected for their content since the last admitted one, and the last one's seq. */
    private long passed;

    private long lastPassed;

    private long missing;
    private long passedBefore;
    private long takenBack;
    private long startStep;

    /** Number of frames missing between the last admitted frame and the one before it. */
    public long missing() {
        return missing;
    }

    /** Number of frames between these two that were rejected for their content: they are not missing. */
    public long passedBefore() {
        return passedBefore;
    }

    /** The seq whose jump the last admitted frame proved wrong; −1: none. No frames were missing before it. */
    public long takenBack() {
        return takenBack;
    }

    /** Recent step of the seq if the last admitted frame started a new order; 0: unknown. */
    public long startStep() {
        return startStep;
    }

    /**
     * Admits or rejects a frame.
     *
     * @param pace how the robot's frames follow one another
     * @param instant content of the frames with the latest stamp
     * @param frame the frame, in the model's order
     * @param arrivalMillis its append time at the broker, ms
     * @throws FrameRejectedException DUPLICATE, LATE, SEQ_BACKWARD, SEQ_AHEAD, STAMP_BACKWARD, STAMP_AHEAD or CONFLICT
     */
    public Admission admit(FramePace pace, InstantSensors instant, SensorFrame frame, long arrivalMillis)
            throws FrameRejectedException {
        boolean given = frame.has(SensorFrame.SEQ);
        long seq = frame.seq;
        long stampNanos = frame.stampNanos;
        takenBack = -1;
        startStep = 0;
        if (!started) {
            return begin(given, given, seq, stampNanos, arrivalMillis, Admission.FIRST);
        }
        boolean byNumber = given && counting;
        if (byNumber && provesLastSeqWrong(pace, seq, stampNanos)) {
            takeBack(pace);
        }
        RejectReason reason = !byNumber && stampNanos == lastStamp
                ? sameStamp(instant, frame)
                : refusal(pace, byNumber, seq, stampNanos, arrivalMillis);
        if (reason == RejectReason.DUPLICATE && byNumber && seq == lastSeq && instant.differsFrom(frame)) {
            reason = RejectReason.CONFLICT;
        } else if (reason == RejectReason.LATE && byNumber && lastStamp - stampNanos < MAX_BACK_NANOS) {
            pace.late(seq, lastSeq);
        }
        if (reason == null) {
            return next(pace, given, byNumber, seq, stampNanos, arrivalMillis);
        }
        boolean silent = arrivalMillis - lastArrival >= SILENCE_MILLIS;
        if (reason == RejectReason.LATE && !byNumber && !silent && isBeforeJump(stampNanos)) {
            return judgeJump(reason, pace, given, seq, stampNanos, arrivalMillis);
        }
        return judge(reason, pace, given, byNumber, silent, seq, stampNanos, arrivalMillis);
    }

    /** Number of frames that would be missing if this one were admitted next. */
    public long missingBefore(FramePace pace, boolean given, long seq) {
        long frames = started && given && counting ? pace.frames(lastSeq, seq) : 0;
        return frames > 1 && frames <= MAX_MISSING + 1 ? Math.max(0, frames - 1 - passedBefore(seq)) : 0;
    }

    private long passedBefore(long seq) {
        return lastPassed < seq ? passed : 0;
    }

    /** Notes a frame that is rejected for its content, whatever its place in the order: it is not missing. */
    public void pass(SensorFrame frame) {
        boolean next = started && counting && frame.has(SensorFrame.SEQ) && frame.seq > lastSeq;
        if (next && (passed == 0 || frame.seq > lastPassed)) {
            passed++;
            lastPassed = frame.seq;
        }
    }

    /** Number of frames missing between a robot's first two frames, once the usual step of its seq is known. */
    private long missingBeforeSecond(FramePace pace) {
        if (firstStep == 0 || !pace.counts()) {
            return 0;
        }
        long lost = firstStep / pace.stride() - 1;
        firstStep = 0;
        return Math.max(0, Math.min(lost, MAX_MISSING));
    }

    /** Notes that a missing frame has arrived late. */
    public void fill(long seq) {
        seen.add(lastSeq - seq);
        if (jumped && counting && seq > beforeJump && seq < lastSeq) {
            beforeJump = seq;
            jumped = seq != lastSeq - seen.unit();
        }
    }

    /** An event about the robot's senders, returned once; null: none. */
    public @Nullable TwinEvent news() {
        if (!conflictUnreported) {
            return null;
        }
        conflictUnreported = false;
        return new TwinEvent(
                TwinEvent.Kind.CONFLICT,
                "two senders use this robot's id; the frames of one of them are refused, give each robot its own id",
                Map.of("seq", (double) lastSeq, "other_seq", (double) otherSeq));
    }

    long lastSeq() {
        return lastSeq;
    }

    long lastStamp() {
        return lastStamp;
    }

    long lastArrival() {
        return lastArrival;
    }

    private @Nullable RejectReason refusal(FramePace pace, boolean byNumber, long seq, long stamp, long arrival) {
        if (byNumber) {
            if (seq <= lastSeq) {
                return stamp > lastStamp
                        ? RejectReason.SEQ_BACKWARD
                        : seen.has(lastSeq - seq) ? RejectReason.DUPLICATE : RejectReason.LATE;
            }
            if (jumpsTooFar(pace, seq, stamp)) {
                return RejectReason.SEQ_AHEAD;
            }
            if (stamp <= lastStamp - MAX_BACK_NANOS) {
                return RejectReason.STAMP_BACKWARD;
            }
        } else if (stamp < lastStamp) {
            return RejectReason.LATE;
        }
        long ahead = ahead(stamp, arrival);
        if (ahead > MAX_AHEAD_NANOS
                || stamp > lastStamp && stamp - lastStamp < 0
                || doubtful(pace, byNumber, seq, stamp, ahead)) {
            return RejectReason.STAMP_AHEAD;
        }
        return byNumber && takenBack < 0 && jumpsLikeWrongSeq(pace, seq, arrival) ? RejectReason.SEQ_AHEAD : null;
    }

    /**
     * Whether the seq jumps nearly as far as a recent wrong one, past more frames than were rejected, without silence.
     */
    private boolean jumpsLikeWrongSeq(FramePace pace, long seq, long arrival) {
        return doubt > 0
                && arrival - lastArrival < SILENCE_MILLIS
                && seq - lastSeq >= wrongJump - wrongJump / 4
                && pace.frames(lastSeq, seq) - 1 > candidates.sinceAdmitted();
    }

    /** Judges a frame that has the stamp of the last one; null: it is a further part of that instant. */
    private static @Nullable RejectReason sameStamp(InstantSensors instant, SensorFrame frame)
            throws FrameRejectedException {
        if (!instant.isOf(frame.stampNanos) || instant.repeats(frame)) {
            return RejectReason.DUPLICATE;
        }
        if (!instant.isComplementedBy(frame)) {
            throw new FrameRejectedException(
                    RejectReason.CONFLICT,
                    "a frame of stamp " + frame.stampNanos
                            + " ns was admitted already, with other values of the same sensors;"
                            + " frames without a counting seq are distinguished by their stamps: number them, or give each"
                            + " robot its own id");
        }
        return null;
    }

    private long ahead(long stamp, long arrival) {
        return (stamp - lastStamp) - (arrival - lastArrival) * 1_000_000;
    }

    private boolean doubtful(FramePace pace, boolean byNumber, long seq, long stamp, long ahead) {
        long period = pace.periodNanos();
        long frames = byNumber ? Math.max(1, pace.frames(lastSeq, seq)) : 1;
        return period > 0 && ahead > DOUBTFUL_NANOS && stamp - lastStamp > DOUBTFUL_PERIODS * frames * period;
    }

    private boolean jumpsTooFar(FramePace pace, long seq, long stamp) {
        long lost = pace.frames(lastSeq, seq) - 1;
        long believed = conflict || candidates.returns(seq, stamp, pace.stride())
                ? FEW
                : SURELY_BELIEVED + Math.max(0, stamp - lastStamp) / FASTEST_NANOS;
        return lost > Math.min(believed, MAX_MISSING);
    }

    /** Whether the last frame's seq jumped past that of the present frame although the present frame is newer. */
    public boolean provesLastSeqWrong(FramePace pace, long seq, long stamp) {
        return jumped
                && counting
                && (doubt == 0 || pace.counts())
                && stamp > lastStamp
                && seq > beforeJump
                && seq < lastSeq
                && pace.frames(beforeJump, seq) <= WINDOW
                && !seen.has(lastSeq - seq);
    }

    /** Whether the last frame's stamp jumped past this one and no seq decides which of the two is wrong. */
    private boolean isBeforeJump(long stamp) {
        return jumped && !counting && stamp > beforeJump && stamp < lastStamp;
    }

    /** Whether a stamp, without a seq to check it, jumps ahead by more than the time that passed at the broker. */
    private boolean stampJumps(FramePace pace, long stamp, long arrival) {
        long by = stamp - lastStamp;
        long period = pace.periodNanos();
        return period > 0 && by > LEAPT_PERIODS * period && ahead(stamp, arrival) > by / 2;
    }

    /** Rejects a frame older than the last stamp's jump, unless it completes the proof that the jump was wrong. */
    private Admission judgeJump(RejectReason reason, FramePace pace, boolean given, long seq, long stamp, long arrival)
            throws FrameRejectedException {
        CandidateOrder candidate = candidates.join(0, stamp, arrival, 0);
        if (candidate == null
                || !candidate.confirms(SHOW_WRONG)
                || stamp - beforeJump > NEXT_PERIODS * (candidate.fresh + 1) * pace.periodNanos()) {
            throw new FrameRejectedException(reason, explain(reason, seq, stamp, arrival));
        }
        candidate.clear();
        lastStamp = beforeJump;
        return next(pace, given, false, seq, stamp, arrival);
    }

    private void takeBack(FramePace pace) {
        long leap = lastSeq - beforeJump;
        wrongJump = doubt > 0 ? Math.min(wrongJump, leap) : leap;
        doubt = pace.counts() ? DOUBT : CONFIRMATIONS;
        takenBack = lastSeq;
        firstStep = 0;
        seen.shift(beforeJump - lastSeq);
        seen.add(0);
        lastSeq = beforeJump;
    }

    private Admission next(FramePace pace, boolean given, boolean byNumber, long seq, long stamp, long arrival) {
        passedBefore = passedBefore(seq);
        missing = missingBefore(pace, given, seq) + missingBeforeSecond(pace);
        firstStep = byNumber && pace.blank() ? seq - lastSeq : firstStep;
        boolean countsOn = given && !(numbered && seq <= lastSeq && !byNumber);
        if (byNumber || countsOn || stamp != lastStamp) { // parts of an instant have the jumped stamp
            jumped = byNumber ? seq != lastSeq + pace.stride() : !countsOn && stampJumps(pace, stamp, arrival);
            beforeJump = !jumped ? 0 : byNumber ? lastSeq : lastStamp;
        }
        if (jumped && byNumber && candidates.returns(seq, stamp, pace.stride())) {
            candidates.end(lastSeq, lastStamp, lastArrival); // the other sender may be next: the first stopped here
        }
        doubt = takenBack < 0 ? Math.max(0, doubt - 1) : doubt;
        if (byNumber) {
            seen.useUnit(pace);
            seen.shift(seq - lastSeq);
        }
        counting = countsOn;
        advance(given, seq, Math.max(lastStamp, stamp), arrival);
        candidates.admitted(conflict ? 0 : missing, arrival);
        conflict &= arrival - otherArrival <= CandidateOrders.MEMORY_MILLIS;
        return Admission.IN_ORDER;
    }

    /** Rejects a frame that does not continue the order, or admits it if similar frames have confirmed it. */
    private Admission judge(
            RejectReason reason,
            FramePace pace,
            boolean given,
            boolean byNumber,
            boolean silent,
            long seq,
            long stamp,
            long arrival)
            throws FrameRejectedException {
        boolean fromThePast = reason == RejectReason.DUPLICATE || reason == RejectReason.LATE;
        CandidateOrder candidate = fromThePast && !silent
                ? null
                : candidates.join(given ? seq : 0, stamp, arrival, given ? pace.stride() : 0);
        if (candidate == null) {
            throw new FrameRejectedException(reason, explain(reason, seq, stamp, arrival));
        }
        boolean strange = reason == RejectReason.SEQ_BACKWARD
                || reason == RejectReason.SEQ_AHEAD
                || reason == RejectReason.CONFLICT;
        candidate.strange += strange ? 1 : 0;
        long ahead = ahead(stamp, arrival);
        if (reason == RejectReason.STAMP_AHEAD
                && candidate.fresh > 1
                && ahead <= MAX_AHEAD_NANOS
                && stamp > lastStamp) {
            return next(pace, given, byNumber, seq, stamp, arrival);
        }
        boolean rival = candidate.isOtherSender(conflict);
        if (rival && !silent) {
            noteConflict(seq, arrival);
            throw new FrameRejectedException(
                    RejectReason.CONFLICT, explain(RejectReason.CONFLICT, seq, stamp, arrival));
        }
        if (reason == RejectReason.SEQ_AHEAD && !jumpsTooFar(pace, seq, stamp)) {
            if (!candidate.confirms(pace.frames(lastSeq, seq) > FEW + 1 ? CONFIRMATIONS : 2)) {
                doubt = DOUBT;
                throw new FrameRejectedException(
                        reason,
                        "seq " + seq + " jumps from " + lastSeq + " as a wrong one did shortly before;"
                                + " it is accepted if the next frames continue from it");
            }
            doubt = 0;
            candidate.clear();
            return next(pace, given, byNumber, seq, stamp, arrival);
        }
        boolean anew =
                reason == RejectReason.SEQ_BACKWARD && silent && countsFromTheBeginning(pace, seq, stamp, arrival);
        boolean confirmed = rival
                || anew
                || candidate.isNewOrder()
                        && reason != RejectReason.CONFLICT
                        && (reason != RejectReason.DUPLICATE || arrival - candidate.since >= SILENCE_MILLIS);
        if (!confirmed) {
            throw new FrameRejectedException(reason, explain(reason, seq, stamp, arrival));
        }
        boolean goesOn = !byNumber || (seq > lastSeq && !jumpsTooFar(pace, seq, stamp));
        startStep = candidate.step;
        if (goesOn) {
            candidates.forgetFormer();
        } else {
            candidates.end(lastSeq, lastStamp, lastArrival);
        }
        boolean counts = given && (anew || candidate.step > 0 || !byNumber);
        return begin(given, counts, seq, stamp, arrival, goesOn ? Admission.CLOCK_JUMPED : Admission.RESTARTED);
    }

    /**
     * Whether a frame after a silence is the first of a restarted robot: its seq is one of the first, and its stamp
     * fits a robot that paused. A wrong seq hardly ever meets both.
     */
    private boolean countsFromTheBeginning(FramePace pace, long seq, long stamp, long arrival) {
        return seq >= 0
                && seq < CONFIRMATIONS
                && seq < lastSeq
                && stamp - lastStamp > DOUBTFUL_PERIODS * pace.periodNanos()
                && ahead(stamp, arrival) <= MAX_AHEAD_NANOS;
    }

    private void noteConflict(long seq, long arrival) {
        conflictUnreported |= !conflict;
        conflict = true;
        otherSeq = seq;
        otherArrival = arrival;
    }

    private Admission begin(boolean given, boolean counts, long seq, long stamp, long arrival, Admission admission) {
        started = true;
        missing = 0;
        passedBefore = 0;
        jumped = false;
        doubt = 0;
        firstStep = 0;
        counting = counts;
        conflict = false;
        seen.clear();
        candidates.clear();
        advance(given, seq, stamp, arrival);
        return admission;
    }

    private void advance(boolean given, long seq, long stamp, long arrival) {
        seen.add(0);
        passed = 0;
        lastPassed = 0;
        numbered = given;
        lastSeq = seq;
        lastStamp = stamp;
        lastArrival = Math.max(lastArrival, arrival);
    }

    private String explain(RejectReason reason, long seq, long stamp, long arrival) {
        return switch (reason) {
            case DUPLICATE -> "seq " + seq + ", stamp " + stamp + " ns was admitted already";
            case LATE ->
                "seq " + seq + ", stamp " + stamp + " ns comes after seq " + lastSeq + ", stamp " + lastStamp + " ns";
            case SEQ_BACKWARD ->
                "seq " + seq + " is not after the last one, " + lastSeq + ", though its stamp is; " + CONFIRMATIONS
                        + " such frames in a row would be a restart";
            case CONFLICT ->
                seq == lastSeq
                        ? "seq " + seq + " was admitted already, with other values; give each robot its own id"
                        : "seq " + seq
                                + " continues frames that another sender sends under this robot's id, which is at seq "
                                + lastSeq + "; give each robot its own id";
            case SEQ_AHEAD ->
                "seq " + seq + " jumps from " + lastSeq + " within " + (stamp - lastStamp) / 1_000_000
                        + " ms; at most " + MAX_MISSING
                        + " frames are believed lost in a row, no more than can be sent in"
                        + " that time, and " + FEW + " where another sender may use this robot's id";
            case STAMP_BACKWARD ->
                "stamp " + stamp + " ns is " + (lastStamp - stamp) / 1_000_000 + " ms before the latest one, "
                        + lastStamp + " ns; delays of less than " + MAX_BACK_NANOS / 1_000_000 + " ms are believed";
            default ->
                "stamp " + stamp + " ns is " + (stamp - lastStamp) / 1_000_000 + " ms after the last one, but "
                        + (arrival - lastArrival) + " ms passed at the broker";
        };
    }

    /** @param state its seq and stamp are close to those of the last frame, which saves bytes */
    void describe(StateFields f, TwinState state) throws IOException {
        started = f.flag(started);
        numbered = f.flag(numbered);
        counting = f.flag(counting);
        lastSeq = f.near(lastSeq, state.seq);
        lastStamp = f.near(lastStamp, state.stampNanos);
        lastArrival = f.whole(lastArrival);
        jumped = f.flag(jumped);
        if (jumped) {
            beforeJump = f.near(beforeJump, counting ? lastSeq : lastStamp);
        }
        doubt = f.whole(doubt);
        if (doubt > 0) {
            wrongJump = f.whole(wrongJump);
        }
        conflict = f.flag(conflict);
        conflictUnreported = f.flag(conflictUnreported);
        if (conflict || conflictUnreported) {
            otherArrival = f.near(otherArrival, lastArrival);
            otherSeq = f.near(otherSeq, lastSeq);
        }
        firstStep = f.whole(firstStep);
        passed = f.whole(passed);
        if (passed > 0) {
            lastPassed = f.near(lastPassed, lastSeq);
        }
        candidates.describe(f, this);
        seen.describe(f);
    }
}
