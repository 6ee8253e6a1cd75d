package dev.pollux.state;

import dev.pollux.storage.StateFields;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The order of one robot's frames: tells duplicates, late, missing and wrongly clocked frames apart by their seq, their
 * stamp and the broker's append time. A function of those alone, so that a replay decides the same. Frames without a seq,
 * and those of a robot whose seq stands still, are ordered by their stamps; those of one stamp by what they bring ({@link
 * InstantSensors}). A single frame whose stamp was ahead is told by those that go on from the stamp before it.
 *
 * <p>A single frame that does not fit is refused. When {@value #CONFIRMATIONS} frames go on from one another but not from
 * the past, the robot has restarted or its clock was set, and the last of them starts a new order. Repeated and stray frames
 * among them change nothing. One that the past admits ends them; where as many were missing before it as they are, it may be
 * the stray one, and only takes one of them away. Where a robot was silent and then counts from the beginning, its first frame
 * is enough: see {@link #countsFromTheBeginning}. Frames from the past (seq and stamp both old) can start
 * one only after {@value #SILENCE_MILLIS} ms without an admitted frame: a sender that repeats an old stretch is no restart.
 * Where both the old and the new go on, two senders use one robot's id: the one that was admitted last stays until it is
 * silent for {@value #SILENCE_MILLIS} ms. Frames that come in place of missing ones are no second sender's, but the robot's
 * own with wrong numbers.
 */
public final class FrameOrder {
    /** Frames that must agree before the past is given up. */
    public static final int CONFIRMATIONS = 5;

    /** Without an admitted frame for so long (broker time), even an old-looking frame may be a restart. */
    public static final long SILENCE_MILLIS = 1_000;

    /** A stamp may run ahead of broker time by so much from one frame to the next: a queue that drains does. */
    public static final long MAX_AHEAD_NANOS = 10_000_000_000L;

    /**
     * A stamp may lie so far before the latest one although the seq advances: a busy computer stamps frames late, some of them
     * later than those after them.
     */
    public static final long MAX_BACK_NANOS = 100_000_000L;

    /** More frames than this are never lost in a row: 100 s at 1 kHz. */
    public static final long MAX_MISSING = 100_000;

    /** Duplicates are told from late frames over this many frames. */
    public static final int WINDOW = 256;

    /** No robot sends more than a frame in so many ns: a seq that rises faster than its stamp allows is wrong. */
    private static final long FASTEST_NANOS = 100_000;

    /** Frames that may be lost however short the time. */
    private static final long SURELY_BELIEVED = 1_000;

    /**
     * Frames that may be lost in a row where two senders use the robot's id, or the seq leaps back to where it stood before a
     * restart. A leap that is doubted is believed with the second frame if it is over no more, else with the fifth.
     */
    private static final long FEW = 16;

    /** Frames for which leaps are doubted after one that was wrong. */
    private static final int DOUBT = 64;

    /** A stamp that is ahead by more than this, and than is usual for the robot, is believed when the next confirms it. */
    private static final long DOUBTFUL_NANOS = 100_000_000;

    /** Periods that a stamp may advance with a frame before it is doubted. */
    private static final long DOUBTFUL_PERIODS = 16;

    /**
     * Without a seq: a stamp that leaps by more periods than this, and by more than broker time does, may be a wrong one. It
     * was, if so many frames in a row go on from the stamp before it, with stamps no further apart than some are lost.
     */
    private static final long LEAPT_PERIODS = 6;

    private static final int SHOW_WRONG = 3;

    private static final long NEXT_PERIODS = 3;

    private final ReplayWindow seen = new ReplayWindow();
    private final CandidateOrders rows = new CandidateOrders();

    private boolean started;
    private boolean numbered;
    private boolean counting;
    private long lastSeq;
    private long lastStamp;
    private long lastArrival;

    /** The seq before the last, where the last has leapt: it may have been wrong. The stamp, where the seq does not count. */
    private long beforeLeap;

    private boolean leapt;

    /**
     * Frames to come for which a leap is doubted, because one was taken back. Where it is not known by how much the seq rises,
     * no leap is doubted, but none is taken back either: two senders whose numbers are near must not look like leaps.
     */
    private int doubt;

    /** By how much the seq rose in the smallest of the leaps that were taken back. */
    private long wrongLeap;

    /** Whether two senders use the robot's id, when the second was heard last (broker time), and its seq. */
    private boolean conflict;

    private long otherArrival;
    private long otherSeq;

    private boolean untold;

    /** By how much the seq rose from the first frame to the second, until that tells how many were missing. */
    private long firstStep;

    /** Frames after the last admitted one that came but were refused for what they hold, and the seq of the last of them. */
    private long passed;

    private long lastPassed;

    private long missing;
    private long passedBefore;
    private long takenBack;
    private long startStep;

    /** Frames that are missing between the last admitted frame and the one before it. */
    public long missing() {
        return missing;
    }

    /** Frames between these two that came, but were refused for what they hold: they are not missing. */
    public long passedBefore() {
        return passedBefore;
    }

    /** The seq whose leap the last admitted frame has shown to be wrong; −1: none. What was missing before it was not. */
    public long takenBack() {
        return takenBack;
    }

    /** By how much the seq rose lately where the last admitted frame began a new order; 0: not known. */
    public long startStep() {
        return startStep;
    }

    /**
     * Lets a frame in, or refuses it.
     *
     * @param pace how the robot's frames follow one another
     * @param instant what the frames with the latest stamp have brought
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
        if (byNumber && showsTheLastToBeWrong(pace, seq, stampNanos)) {
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
        if (reason == RejectReason.LATE && !byNumber && !silent && liesBeforeALeap(stampNanos)) {
            return judgeLeap(reason, pace, given, seq, stampNanos, arrivalMillis);
        }
        return judge(reason, pace, given, byNumber, silent, seq, stampNanos, arrivalMillis);
    }

    /** How many frames would be missing if this one were admitted next. */
    public long missingBefore(FramePace pace, boolean given, long seq) {
        long frames = started && given && counting ? pace.frames(lastSeq, seq) : 0;
        return frames > 1 && frames <= MAX_MISSING + 1 ? Math.max(0, frames - 1 - passedBefore(seq)) : 0;
    }

    private long passedBefore(long seq) {
        return lastPassed < seq ? passed : 0;
    }

    /** Notes a frame that is refused for what it holds, whatever its place in the order: it is not missing. */
    public void pass(SensorFrame frame) {
        boolean next = started && counting && frame.has(SensorFrame.SEQ) && frame.seq > lastSeq;
        if (next && (passed == 0 || frame.seq > lastPassed)) {
            passed++;
            lastPassed = frame.seq;
        }
    }

    /** How many were missing between a robot's first two frames, once later ones have told by how much it counts. */
    private long missingBeforeSecond(FramePace pace) {
        if (firstStep == 0 || !pace.counts()) {
            return 0;
        }
        long lost = firstStep / pace.stride() - 1;
        firstStep = 0;
        return Math.max(0, Math.min(lost, MAX_MISSING));
    }

    /** Notes that a missing frame has come after all. */
    public void fill(long seq) {
        seen.add(lastSeq - seq);
        if (leapt && counting && seq > beforeLeap && seq < lastSeq) {
            beforeLeap = seq;
            leapt = seq != lastSeq - seen.unit();
        }
    }

    /** What is to be told of the robot's senders, once; null: nothing. */
    public @Nullable TwinEvent news() {
        if (!untold) {
            return null;
        }
        untold = false;
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
            if (leapsTooFar(pace, seq, stamp)) {
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
        return byNumber && takenBack < 0 && leapsLikeAWrongOne(pace, seq, arrival) ? RejectReason.SEQ_AHEAD : null;
    }

    /** Whether it leaps nearly as far as a seq that was wrong shortly before, over more than were refused, without a silence. */
    private boolean leapsLikeAWrongOne(FramePace pace, long seq, long arrival) {
        return doubt > 0
                && arrival - lastArrival < SILENCE_MILLIS
                && seq - lastSeq >= wrongLeap - wrongLeap / 4
                && pace.frames(lastSeq, seq) - 1 > rows.sinceAdmitted();
    }

    /** Judges a frame that only its sensors tell from the last one; null: it is a further part of the instant. */
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

    private boolean leapsTooFar(FramePace pace, long seq, long stamp) {
        long lost = pace.frames(lastSeq, seq) - 1;
        long believed = conflict || rows.returns(seq, stamp, pace.stride())
                ? FEW
                : SURELY_BELIEVED + Math.max(0, stamp - lastStamp) / FASTEST_NANOS;
        return lost > Math.min(believed, MAX_MISSING);
    }

    /** Whether the last frame's seq leapt over that of a frame that comes now, though this one is the younger. */
    public boolean showsTheLastToBeWrong(FramePace pace, long seq, long stamp) {
        return leapt
                && counting
                && (doubt == 0 || pace.counts())
                && stamp > lastStamp
                && seq > beforeLeap
                && seq < lastSeq
                && pace.frames(beforeLeap, seq) <= WINDOW
                && !seen.has(lastSeq - seq);
    }

    /** Whether the last frame's stamp leapt over this one's, and no seq tells which of them is wrong. */
    private boolean liesBeforeALeap(long stamp) {
        return leapt && !counting && stamp > beforeLeap && stamp < lastStamp;
    }

    /** Whether the stamp of a frame that none is to follow leaps ahead, beyond what passed at the broker. */
    private boolean stampLeaps(FramePace pace, long stamp, long arrival) {
        long by = stamp - lastStamp;
        long period = pace.periodNanos();
        return period > 0 && by > LEAPT_PERIODS * period && ahead(stamp, arrival) > by / 2;
    }

    /**
     * Refuses a frame whose stamp lies before the last one's leap, unless it is the last of those that show that leap to be
     * wrong.
     */
    private Admission judgeLeap(RejectReason reason, FramePace pace, boolean given, long seq, long stamp, long arrival)
            throws FrameRejectedException {
        CandidateOrder row = rows.join(0, stamp, arrival, 0);
        if (row == null
                || !row.confirms(SHOW_WRONG)
                || stamp - beforeLeap > NEXT_PERIODS * (row.fresh + 1) * pace.periodNanos()) {
            throw new FrameRejectedException(reason, explain(reason, seq, stamp, arrival));
        }
        row.clear();
        lastStamp = beforeLeap;
        return next(pace, given, false, seq, stamp, arrival);
    }

    private void takeBack(FramePace pace) {
        long leap = lastSeq - beforeLeap;
        wrongLeap = doubt > 0 ? Math.min(wrongLeap, leap) : leap;
        doubt = pace.counts() ? DOUBT : CONFIRMATIONS;
        takenBack = lastSeq;
        firstStep = 0;
        seen.shift(beforeLeap - lastSeq);
        seen.add(0);
        lastSeq = beforeLeap;
    }

    private Admission next(FramePace pace, boolean given, boolean byNumber, long seq, long stamp, long arrival) {
        passedBefore = passedBefore(seq);
        missing = missingBefore(pace, given, seq) + missingBeforeSecond(pace);
        firstStep = byNumber && pace.blank() ? seq - lastSeq : firstStep;
        boolean countsOn = given && !(numbered && seq <= lastSeq && !byNumber);
        if (byNumber || countsOn || stamp != lastStamp) { // further parts of an instant bear the stamp that has leapt
            leapt = byNumber ? seq != lastSeq + pace.stride() : !countsOn && stampLeaps(pace, stamp, arrival);
            beforeLeap = !leapt ? 0 : byNumber ? lastSeq : lastStamp;
        }
        if (leapt && byNumber && rows.returns(seq, stamp, pace.stride())) {
            rows.end(lastSeq, lastStamp, lastArrival); // it may be the other sender's turn: this is where the one stood
        }
        doubt = takenBack < 0 ? Math.max(0, doubt - 1) : doubt;
        if (byNumber) {
            seen.useUnit(pace);
            seen.shift(seq - lastSeq);
        }
        counting = countsOn;
        advance(given, seq, Math.max(lastStamp, stamp), arrival);
        rows.admitted(conflict ? 0 : missing, arrival);
        conflict &= arrival - otherArrival <= CandidateOrders.MEMORY_MILLIS;
        return Admission.IN_ORDER;
    }

    /** A frame that does not go on from the last: refuses it, or takes it for what others like it have shown it to be. */
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
        CandidateOrder row =
                fromThePast && !silent ? null : rows.join(given ? seq : 0, stamp, arrival, given ? pace.stride() : 0);
        if (row == null) {
            throw new FrameRejectedException(reason, explain(reason, seq, stamp, arrival));
        }
        boolean strange = reason == RejectReason.SEQ_BACKWARD
                || reason == RejectReason.SEQ_AHEAD
                || reason == RejectReason.CONFLICT;
        row.strange += strange ? 1 : 0;
        long ahead = ahead(stamp, arrival);
        if (reason == RejectReason.STAMP_AHEAD && row.fresh > 1 && ahead <= MAX_AHEAD_NANOS && stamp > lastStamp) {
            return next(pace, given, byNumber, seq, stamp, arrival);
        }
        boolean rival = row.isAnotherSenders(conflict);
        if (rival && !silent) {
            noteConflict(seq, arrival);
            throw new FrameRejectedException(
                    RejectReason.CONFLICT, explain(RejectReason.CONFLICT, seq, stamp, arrival));
        }
        if (reason == RejectReason.SEQ_AHEAD && !leapsTooFar(pace, seq, stamp)) {
            if (!row.confirms(pace.frames(lastSeq, seq) > FEW + 1 ? CONFIRMATIONS : 2)) {
                doubt = DOUBT;
                throw new FrameRejectedException(
                        reason,
                        "seq " + seq + " jumps from " + lastSeq + " as a wrong one did shortly before;"
                                + " it is accepted if the next frames continue from it");
            }
            doubt = 0;
            row.clear();
            return next(pace, given, byNumber, seq, stamp, arrival);
        }
        boolean anew =
                reason == RejectReason.SEQ_BACKWARD && silent && countsFromTheBeginning(pace, seq, stamp, arrival);
        boolean confirmed = rival
                || anew
                || row.isAnOrder()
                        && reason != RejectReason.CONFLICT
                        && (reason != RejectReason.DUPLICATE || arrival - row.since >= SILENCE_MILLIS);
        if (!confirmed) {
            throw new FrameRejectedException(reason, explain(reason, seq, stamp, arrival));
        }
        boolean goesOn = !byNumber || (seq > lastSeq && !leapsTooFar(pace, seq, stamp));
        startStep = row.step;
        if (goesOn) {
            rows.forgetFormer();
        } else {
            rows.end(lastSeq, lastStamp, lastArrival);
        }
        boolean counts = given && (anew || row.step > 0 || !byNumber);
        return begin(given, counts, seq, stamp, arrival, goesOn ? Admission.CLOCK_JUMPED : Admission.RESTARTED);
    }

    /**
     * Whether a frame after a silence is the first of a robot that was started again: its number is one of the first, and
     * its stamp is that of a robot that paused. A wrong number is hardly ever both.
     */
    private boolean countsFromTheBeginning(FramePace pace, long seq, long stamp, long arrival) {
        return seq >= 0
                && seq < CONFIRMATIONS
                && seq < lastSeq
                && stamp - lastStamp > DOUBTFUL_PERIODS * pace.periodNanos()
                && ahead(stamp, arrival) <= MAX_AHEAD_NANOS;
    }

    private void noteConflict(long seq, long arrival) {
        untold |= !conflict;
        conflict = true;
        otherSeq = seq;
        otherArrival = arrival;
    }

    private Admission begin(boolean given, boolean counts, long seq, long stamp, long arrival, Admission admission) {
        started = true;
        missing = 0;
        passedBefore = 0;
        leapt = false;
        doubt = 0;
        firstStep = 0;
        counting = counts;
        conflict = false;
        seen.clear();
        rows.clear();
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

    /** @param state has the seq and the stamp that the last frame's are near */
    void describe(StateFields f, TwinState state) throws IOException {
        started = f.flag(started);
        numbered = f.flag(numbered);
        counting = f.flag(counting);
        lastSeq = f.near(lastSeq, state.seq);
        lastStamp = f.near(lastStamp, state.stampNanos);
        lastArrival = f.whole(lastArrival);
        leapt = f.flag(leapt);
        if (leapt) {
            beforeLeap = f.near(beforeLeap, counting ? lastSeq : lastStamp);
        }
        doubt = f.whole(doubt);
        if (doubt > 0) {
            wrongLeap = f.whole(wrongLeap);
        }
        conflict = f.flag(conflict);
        untold = f.flag(untold);
        if (conflict || untold) {
            otherArrival = f.near(otherArrival, lastArrival);
            otherSeq = f.near(otherSeq, lastSeq);
        }
        firstStep = f.whole(firstStep);
        passed = f.whole(passed);
        if (passed > 0) {
            lastPassed = f.near(lastPassed, lastSeq);
        }
        rows.describe(f, this);
        seen.describe(f);
    }
}
