package dev.pollux.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.storage.StoredState;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FrameOrderTest {
    private static final long MS = 1_000_000;
    private static final long HOUR = 3_600_000 * MS;

    private FrameOrder order = new FrameOrder();
    private FramePace pace = new FramePace();
    private final InstantSensors instant = new InstantSensors();
    private final SensorFrame frame = new SensorFrame();
    private boolean numbered = true;
    private long lastSeq;
    private long lastStamp;
    private Admission lastAdmission = Admission.FIRST;
    private long now = 1_790_000_000_000L;

    @BeforeEach
    void hundredFramesAtFiveHundredHertz() throws Exception {
        for (int seq = 0; seq < 100; seq++) {
            now += 2;
            admit(seq, now * MS, now);
        }
    }

    @Test
    void aFrameIsAdmittedOnce() {
        refused(RejectReason.DUPLICATE, 99, now * MS);
        refused(RejectReason.DUPLICATE, 3, now * MS);
    }

    @Test
    void gapsAreCounted() throws Exception {
        now += 8;
        assertThat(admit(103, now * MS, now)).isEqualTo(Admission.IN_ORDER);
        assertThat(order.missing()).isEqualTo(3);
    }

    @Test
    void aFrameThatWasMissingComesLate() throws Exception {
        admit(103, (now + 8) * MS, now + 8);
        refused(RejectReason.LATE, 101, (now + 4) * MS);
    }

    @Test
    void oneFrameWithABrokenClockIsRefusedAndTheNextGoodOneTaken() throws Exception {
        refused(RejectReason.STAMP_BACKWARD, 100, now * MS - HOUR);
        refused(RejectReason.STAMP_AHEAD, 101, now * MS + HOUR);
        refused(RejectReason.SEQ_AHEAD, Long.MAX_VALUE, (now + 2) * MS);
        now += 2;
        assertThat(admit(102, now * MS, now)).isEqualTo(Admission.IN_ORDER);
    }

    @Test
    void aClockThatWasSetIsFollowedAfterConfirmation() throws Exception {
        for (int i = 0; i < FrameOrder.CONFIRMATIONS - 1; i++) {
            now += 2;
            refused(RejectReason.STAMP_BACKWARD, 100 + i, now * MS - HOUR);
        }
        now += 2;
        assertThat(admit(104, now * MS - HOUR, now)).isEqualTo(Admission.CLOCK_JUMPED);
        now += 2;
        assertThat(admit(105, now * MS - HOUR, now)).isEqualTo(Admission.IN_ORDER);
    }

    @Test
    void aRestartedRobotCountsFromZero() throws Exception {
        for (int seq = 1_000; seq < 1_500; seq++) {
            now += 2;
            admit(seq, now * MS, now);
        }
        for (int seq = 0; seq < FrameOrder.CONFIRMATIONS - 1; seq++) {
            now += 2;
            refused(RejectReason.SEQ_BACKWARD, seq, now * MS);
        }
        now += 2;
        assertThat(admit(4, now * MS, now)).isEqualTo(Admission.RESTARTED);
    }

    @Test
    void aRobotThatIsStartedAgainAfterASilenceLosesNoFrame() throws Exception {
        for (int first = 0; first < 3; first++) { // one may be lost on the way, and some count from 1
            now += FrameOrder.SILENCE_MILLIS;
            assertThat(admit(first, now * MS, now)).isEqualTo(Admission.RESTARTED);
            for (int seq = first + 1; seq < 600; seq++) {
                now += 2;
                assertThat(admit(seq, now * MS, now)).isEqualTo(Admission.IN_ORDER);
                assertThat(order.missing()).isZero();
            }
        }
    }

    @Test
    void aNumberThatGoesBackAfterASilenceIsNoRestartWhereItIsNoneOfTheFirst() throws Exception {
        now += FrameOrder.SILENCE_MILLIS;
        refused(RejectReason.SEQ_BACKWARD, FrameOrder.CONFIRMATIONS, now * MS);
        now += 2;
        assertThat(admit(lastSeq + 1, now * MS, now)).isEqualTo(Admission.IN_ORDER);
    }

    @Test
    void aFirstNumberOfARobotThatSendsRarelyIsNoRestart() throws Exception {
        order = new FrameOrder();
        pace = new FramePace();
        for (int seq = 0; seq < 20; seq++) {
            now += 2 * FrameOrder.SILENCE_MILLIS;
            admit(seq, now * MS, now);
        }
        now += 2 * FrameOrder.SILENCE_MILLIS;
        refused(RejectReason.SEQ_BACKWARD, 0, now * MS);
        now += 2 * FrameOrder.SILENCE_MILLIS;
        assertThat(admit(21, now * MS, now)).isEqualTo(Admission.IN_ORDER);
    }

    @Test
    void anOldStretchSentAgainIsNoRestart() throws Exception {
        long start = now;
        for (int seq = 100; seq < 1_000; seq++) {
            now += 2;
            admit(seq, now * MS, now);
        }
        for (int seq = 100; seq < 200; seq++) {
            refused(RejectReason.LATE, seq, (start + 2L * (seq - 99)) * MS);
        }
        now += 2;
        assertThat(admit(1_000, now * MS, now)).isEqualTo(Admission.IN_ORDER);
    }

    @Test
    void windowAgreesWithASetOfAllNumbersSeen() throws Exception {
        order = new FrameOrder();
        pace = new FramePace();
        Random random = new Random(5);
        BitSet seen = new BitSet();
        int last = -1;
        for (int i = 0; i < 20_000; i++) {
            int seq = random.nextInt(3) == 0 && last > 0
                    ? last - random.nextInt(Math.min(last, FrameOrder.WINDOW - 1) + 1)
                    : last + 1 + (int) Math.pow(2, 9 * random.nextDouble() - 1);
            now += 1;
            RejectReason reason = null;
            try {
                admit(seq, seq > last ? now * MS : now * MS - HOUR, now);
            } catch (FrameRejectedException e) {
                reason = e.reason();
            }
            RejectReason expected = seq > last ? null : seen.get(seq) ? RejectReason.DUPLICATE : RejectReason.LATE;
            assertThat(reason).isEqualTo(expected);
            if (expected == null) {
                seen.set(seq);
                last = seq;
            }
        }
    }

    @Test
    void stampsThatJitterBackwardsAreNoReasonToRefuseWhereSeqAdvances() throws Exception {
        assertThat(admit(100, (now + 40) * MS, now + 40)).isEqualTo(Admission.IN_ORDER);
        assertThat(admit(101, (now + 4) * MS, now + 40)).isEqualTo(Admission.IN_ORDER);
        assertThat(admit(102, (now + 4) * MS, now + 41)).isEqualTo(Admission.IN_ORDER);
        // measured from the latest stamp, or stamps could creep backwards
        refused(RejectReason.STAMP_BACKWARD, 103, (now + 40) * MS - FrameOrder.MAX_BACK_NANOS);
    }

    @Test
    void aRobotThatRestartsAfterAFewFramesIsNoDuplicate() throws Exception {
        restarts(0, seq -> {});
    }

    @Test
    void aRestartIsSeenThoughEachOfItsFramesComesTwice() throws Exception {
        restarts(0, seq -> refused(RejectReason.SEQ_BACKWARD, seq, now * MS));
    }

    @Test
    void aRestartIsSeenThoughWrongNumbersAreMixedIn() throws Exception {
        restarts(0, seq -> refused(RejectReason.SEQ_AHEAD, 90_000 + 7 * (seq % 3), now * MS + 1));
    }

    @Test
    void aRestartIsSeenThoughEachOfItsFramesComesThriceAndWrongNumbersAreMixedIn() throws Exception {
        restarts(0, seq -> {
            refused(RejectReason.SEQ_BACKWARD, seq, now * MS);
            refused(RejectReason.SEQ_AHEAD, 90_000 + 7 * (seq % 3), now * MS + 1);
            refused(RejectReason.SEQ_BACKWARD, seq, now * MS);
        });
    }

    @Test
    void aRestartIsSeenThoughItsSecondNumberComesBeforeItsTimeToo() throws Exception {
        restarts(0, seq -> {
            if (seq == 0) {
                refused(RejectReason.SEQ_BACKWARD, 1, now * MS + 1);
            }
        });
    }

    @Test
    void aRobotThatRestartsWithItsClockIsFollowedAfterASilence() throws Exception {
        long boot = now - 198; // the clock begins anew, as it did 100 frames ago
        now += FrameOrder.SILENCE_MILLIS;
        int refused = 0;
        for (int seq = 0; seq < 100; seq++) {
            now += 20;
            try {
                if (admit(seq, (boot + 20L * seq) * MS, now) == Admission.RESTARTED) {
                    break;
                }
            } catch (FrameRejectedException e) {
                refused++;
            }
        }
        assertThat(refused).as("regression guard: frames refused").isLessThan(60);
        now += 20;
        assertThat(admit(lastSeq + 1, lastStamp + 20 * MS, now)).isEqualTo(Admission.IN_ORDER);
    }

    private interface After {
        void each(long seq);
    }

    /** Lets the robot count anew; {@code after} is what comes after each frame but the last. */
    private void restarts(long from, After after) throws Exception {
        for (long seq = from; seq < from + FrameOrder.CONFIRMATIONS - 1; seq++) {
            now += 2;
            refused(RejectReason.SEQ_BACKWARD, seq, now * MS);
            after.each(seq);
        }
        now += 2;
        long seq = from + FrameOrder.CONFIRMATIONS - 1;
        assertThat(admit(seq, now * MS, now)).isEqualTo(Admission.RESTARTED);
        for (int i = 1; i < 300; i++) {
            now += 2;
            assertThat(admit(seq + i, now * MS, now)).isEqualTo(Admission.IN_ORDER);
            assertThat(order.missing()).isZero();
        }
    }

    @Test
    void aSeqThatIsWrongByFarIsRefusedAndNothingElse() throws Exception {
        now += 2;
        refused(RejectReason.SEQ_AHEAD, 50_000, now * MS);
        goesOn(101, 1);
    }

    @Test
    void aSeqThatIsWrongByLittleCostsNoOtherFrame() throws Exception {
        now += 2;
        assertThat(admit(120, now * MS, now)).isEqualTo(Admission.IN_ORDER);
        now += 2;
        assertThat(admit(101, now * MS, now)).isEqualTo(Admission.IN_ORDER);
        assertThat(order.takenBack()).isEqualTo(120);
        assertThat(order.missing()).as("frame 100 had the wrong number").isEqualTo(1);
        goesOn(102, 0);
        refused(RejectReason.DUPLICATE, 99, now * MS - 1);
    }

    @Test
    void aStampThatIsWrongIsRefusedAndNothingElse() throws Exception {
        for (long ahead : new long[] {200, 3_000, 9_000}) {
            now += 2;
            refused(RejectReason.STAMP_AHEAD, lastSeq + 1, (now + ahead) * MS);
            goesOn(lastSeq + 2, 1);
        }
    }

    /** Frames refused of 200 without a seq, of which that one's stamp is ahead; each is written and read again. */
    private int refusedOf(long period, int wrong, long ahead) throws Exception {
        numbered = false;
        order = new FrameOrder();
        pace = new FramePace();
        int refused = 0;
        for (int i = 0; i < 200; i++) {
            now += period;
            refused += refusal(i, (now + (i == wrong ? ahead : 0)) * MS) == null ? 0 : 1;
            assertThat(lastAdmission).isIn(Admission.FIRST, Admission.IN_ORDER);
            order = restored(new TwinState("h", 0, 0, 0, order));
        }
        assertThat(lastStamp).isEqualTo(now * MS);
        return refused;
    }

    @Test
    void aStampThatIsWrongCostsFewOtherFramesAlsoWhereNoneIsNumbered() throws Exception {
        for (long period : new long[] {2, 10, 20}) {
            for (long ahead : new long[] {1, 5, 12, 20, 60, 90, 99, 150, 5_000}) {
                assertThat(refusedOf(period, 100, ahead))
                        .as(ahead + " ms ahead, every " + period + " ms")
                        .isLessThanOrEqualTo(6);
            }
        }
        assertThat(refusedOf(2, 100, 90)).isEqualTo(2);
    }

    @Test
    void framesThatAreLateBehindAGapStayLateWhereNoneIsNumbered() throws Exception {
        numbered = false;
        now += 40;
        admit(120, now * MS, now);
        for (int i = 0; i < 10; i++) {
            refused(RejectReason.LATE, 101 + i, (now - 30 + 2 * i) * MS);
        }
    }

    @Test
    void framesAfterTwoThatWentOnFromOneAnotherStayLateWhereNoneIsNumbered() throws Exception {
        numbered = false;
        admit(100, (now + 52) * MS, now + 2);
        admit(101, (now + 54) * MS, now + 4);
        for (int i = 3; i < 20; i++) {
            refused(RejectReason.LATE, 99 + i, (now + 2 * i) * MS);
        }
    }

    @Test
    void framesThatAreOlderThanTheLastOneBeforeALeapStayLateWhereNoneIsNumbered() throws Exception {
        numbered = false;
        admit(100, (now + 52) * MS, now + 2);
        for (int i = 1; i < 15; i++) {
            refused(RejectReason.LATE, 100 + i, (now - 40 + 2 * i) * MS);
        }
    }

    @Test
    void aClockThatWasSetBackIsFollowedAfterASilenceWhereNoneIsNumbered() throws Exception {
        numbered = false;
        long last = now;
        int late = 0;
        RejectReason reason;
        do {
            now += 2;
            reason = refusal(0, now * MS - HOUR);
            late += reason == RejectReason.LATE ? 1 : 0;
        } while (reason != null);
        assertThat(lastAdmission).isEqualTo(Admission.CLOCK_JUMPED);
        assertThat(now - last).isBetween(FrameOrder.SILENCE_MILLIS, FrameOrder.SILENCE_MILLIS + 20);
        assertThat(late).isEqualTo((now - last) / 2 - 1);
        for (int i = 0; i < 20; i++) {
            now += 2;
            assertThat(admit(0, now * MS - HOUR, now)).isEqualTo(Admission.IN_ORDER);
        }
    }

    @Test
    void aClockThatWasSetAheadIsFollowedWithTheSecondFrame() throws Exception {
        now += 2;
        refused(RejectReason.STAMP_AHEAD, 100, (now + 3_000) * MS);
        now += 2;
        assertThat(admit(101, (now + 3_000) * MS, now)).isEqualTo(Admission.IN_ORDER);
    }

    @Test
    void aRobotThatPausedIsBelieved() throws Exception {
        now += 3_000;
        assertThat(admit(100, now * MS, now)).isEqualTo(Admission.IN_ORDER);
        assertThat(order.missing()).isZero();
    }

    @Test
    void aQueueThatHasLostFramesIsBelieved() throws Exception {
        assertThat(admit(1_100, (now + 2_000) * MS, now)).isEqualTo(Admission.IN_ORDER);
        assertThat(order.missing()).isEqualTo(1_000);
    }

    @Test
    void aSeqThatCountsByFiveMissesNothingUntilOneIsLost() throws Exception {
        order = new FrameOrder();
        pace = new FramePace();
        for (long seq = 3; seq < 203; seq += 5) {
            now += 10;
            admit(seq, now * MS, now);
            assertThat(order.missing()).isZero();
        }
        now += 30;
        admit(213, now * MS, now);
        assertThat(order.missing()).isEqualTo(2);
        refused(RejectReason.DUPLICATE, 198, now * MS - 1);
        refused(RejectReason.LATE, 203, now * MS - 1);
    }

    @Test
    void aSeqThatIsATimeMissesNothingUntilOneIsLost() throws Exception {
        order = new FrameOrder();
        pace = new FramePace();
        for (int i = 0; i < 100; i++) {
            now += 2;
            admit(now * MS, now * MS, now);
            assertThat(order.missing()).isZero();
        }
        now += 8;
        admit(now * MS, now * MS, now);
        assertThat(order.missing()).isEqualTo(3);
    }

    @Test
    void aSeqThatIsAJitteringTimeTellsNothingOfMissingFrames() throws Exception {
        Random random = new Random(3);
        order = new FrameOrder();
        pace = new FramePace();
        for (int i = 0; i < 1_000; i++) {
            now += 2;
            long stamp = now * MS + random.nextInt(1_000_000);
            assertThat(admit(stamp, stamp, now)).isEqualTo(i == 0 ? Admission.FIRST : Admission.IN_ORDER);
            assertThat(order.missing()).isZero();
        }
        long good = lastSeq;
        assertThat(admit(good + HOUR, good + 2 * MS, now + 2)).isEqualTo(Admission.IN_ORDER);
        assertThat(admit(good + 4 * MS, good + 4 * MS, now + 4)).isEqualTo(Admission.IN_ORDER);
    }

    @Test
    void framesWithoutASeqAreOrderedByTheirStamps() throws Exception {
        numbered = false;
        long offset = 700;
        for (int i = 0; i < 50; i++) {
            now += 2;
            offset += 1 + i % 7; // those of other robots lie between
            assertThat(admit(offset, now * MS, now)).isEqualTo(Admission.IN_ORDER);
            assertThat(order.missing()).isZero();
        }
        refused(RejectReason.DUPLICATE, offset + 1, now * MS);
        refused(RejectReason.LATE, offset + 2, now * MS - 1);
        now += 2;
        assertThat(admit(3, now * MS, now)).as("on another partition").isEqualTo(Admission.IN_ORDER);
    }

    @Test
    void aSeqThatStandsStillIsNone() throws Exception {
        order = new FrameOrder();
        pace = new FramePace();
        int refused = 0;
        for (int i = 0; i < 100; i++) {
            now += 2;
            try {
                admit(0, now * MS, now);
            } catch (FrameRejectedException e) {
                refused++;
            }
        }
        assertThat(refused).isLessThan(7);
        assertThat(lastStamp).isEqualTo(now * MS);
    }

    @Test
    void twoSendersOfOneIdAreToldOnceAndOneIsFollowed() throws Exception {
        int conflicts = 0;
        int told = 0;
        for (int i = 0; i < 500; i++) {
            now += 2;
            assertThat(admit(100 + i, now * MS, now)).isEqualTo(Admission.IN_ORDER);
            told += order.news() == null ? 0 : 1;
            conflicts += refusal(7_000 + i, now * MS + 1) == RejectReason.CONFLICT ? 1 : 0;
        }
        assertThat(told).isEqualTo(1);
        assertThat(conflicts).isGreaterThan(480);
        now += FrameOrder.SILENCE_MILLIS; // the first falls silent, the second is the robot
        assertThat(admit(7_500, now * MS, now)).isEqualTo(Admission.RESTARTED);
    }

    @Test
    void twoSendersThatTakeTurnsAreToldInsteadOfEndlessRestarts() throws Exception {
        int restarts = 0;
        int told = 0;
        for (int turn = 0; turn < 40; turn++) {
            for (int i = 0; i < 10; i++) {
                now += 2;
                long seq = turn % 2 == 0 ? 7_000 + 5L * turn + i : 100 + 5L * (turn - 1) + i;
                try {
                    restarts += admit(seq, now * MS, now) == Admission.RESTARTED ? 1 : 0;
                    told += order.news() == null ? 0 : 1;
                } catch (FrameRejectedException refused) {
                    continue;
                }
            }
        }
        assertThat(restarts).isEqualTo(1);
        assertThat(told).isEqualTo(1);
    }

    @Test
    void theSecondSendersFirstFrameIsNoLoss() throws Exception {
        for (long apart : new long[] {37, 90_000, 1_000_000}) {
            order = new FrameOrder();
            pace = new FramePace();
            long missing = 0;
            int conflicts = 0;
            for (int i = 0; i < 100; i++) {
                now += 2;
                for (long seq = i; seq <= i + apart; seq += apart) {
                    RejectReason reason = refusal(seq, now * MS + (seq == i ? 0 : MS));
                    missing += reason == null ? order.missing() : 0;
                    conflicts += reason == RejectReason.CONFLICT ? 1 : 0;
                }
            }
            assertThat(missing).as("senders " + apart + " apart").isZero();
            assertThat(conflicts).isGreaterThan(90);
        }
    }

    @Test
    void aSecondSenderWithTheSameNumbersAndStampsIsAConflict() throws Exception {
        int told = 0;
        for (int i = 100; i < 120; i++) {
            now += 2;
            assertThat(admit(i, now * MS, now)).isEqualTo(Admission.IN_ORDER);
            told += order.news() == null ? 0 : 1;
            refused(RejectReason.DUPLICATE, i, now * MS);
            frame.imu[5] = 9.81;
            assertThatThrownBy(() -> order.admit(pace, instant, frame, now))
                    .isInstanceOf(FrameRejectedException.class)
                    .hasMessageContaining("other values")
                    .extracting(e -> ((FrameRejectedException) e).reason())
                    .isEqualTo(RejectReason.CONFLICT);
            frame.imu[5] = 0;
        }
        assertThat(told).isEqualTo(1);
    }

    @Test
    void framesRefusedForWhatTheyHoldAreNotMissing() throws Exception {
        for (long seq : new long[] {101, 102, 102}) {
            frame.seq = seq;
            frame.mark(SensorFrame.SEQ);
            order.pass(frame);
        }
        assertThat(admit(104, (now + 10) * MS, now + 10)).isEqualTo(Admission.IN_ORDER);
        assertThat(order.missing()).as("100 and 103").isEqualTo(2);
        assertThat(admit(106, (now + 14) * MS, now + 14)).isEqualTo(Admission.IN_ORDER);
        assertThat(order.missing()).isEqualTo(1);
    }

    private interface Wrong {
        long number(long right);
    }

    private static final Map<String, Wrong> WRONG = Map.ofEntries(
            Map.entry("always 5", right -> 5),
            Map.entry("always 150", right -> 150),
            Map.entry("always 1,000", right -> 1_000),
            Map.entry("3 more", right -> right + 3),
            Map.entry("10 more", right -> right + 10),
            Map.entry("90 more", right -> right + 90),
            Map.entry("256 more", right -> right + 256),
            Map.entry("300 more", right -> right + 300),
            Map.entry("50 less", right -> right - 50));

    /** What became of 600 frames, some of them with wrong numbers. */
    private static final class Outcome {
        final List<String> all = new ArrayList<>();
        int refusedWrongly;
        int restarts;
        int conflicts;
        long missing;
    }

    /**
     * Sends 600 frames.
     *
     * @param restart the frame at which the robot counts from 0 again
     * @param from the first frame that may have a wrong number; every so many have one
     * @param stored whether the order is written and read again after each frame
     */
    private Outcome mixed(int restart, Wrong wrong, int from, int every, boolean stored) throws Exception {
        order = new FrameOrder();
        pace = new FramePace();
        Outcome outcome = new Outcome();
        long gap = 0;
        long leap = -1;
        for (int i = 0; i < 600; i++) {
            now += 2;
            long right = i < restart ? i : i - restart;
            boolean isWrong = i >= from && i % every == every - 1;
            long seq = isWrong ? wrong.number(right) : right;
            try {
                Admission admission = admit(seq, now * MS, now);
                outcome.restarts += admission == Admission.RESTARTED ? 1 : 0;
                outcome.missing += order.missing() - (order.takenBack() >= 0 && order.takenBack() == leap ? gap : 0);
                gap = order.missing();
                leap = seq;
                outcome.all.add(seq + " " + admission + " " + order.missing());
            } catch (FrameRejectedException e) {
                outcome.refusedWrongly += isWrong ? 0 : 1;
                outcome.conflicts += e.reason() == RejectReason.CONFLICT ? 1 : 0;
                outcome.all.add(seq + " " + e.getMessage());
            }
            outcome.conflicts += order.news() == null ? 0 : 1;
            if (stored) {
                order = restored(new TwinState("h", 0, 0, 0, order));
            }
        }
        return outcome;
    }

    @Test
    void wrongNumbersThatComeAgainAndAgainCostNoOtherFrame() throws Exception {
        for (Map.Entry<String, Wrong> wrong : WRONG.entrySet()) {
            for (int every : new int[] {3, 5, 10, 20}) {
                String what = wrong.getKey() + ", every " + every;
                Outcome outcome = mixed(600, wrong.getValue(), 200, every, false);
                assertThat(outcome.refusedWrongly).as(what).isZero();
                assertThat(outcome.restarts).as(what).isZero();
                assertThat(outcome.conflicts).as(what).isZero();
                assertThat(outcome.missing).as(what).isLessThanOrEqualTo(400 / every + 1);
            }
        }
    }

    @Test
    void aRestartIsSeenThoughWrongNumbersOfAnyKindAreMixedIn() throws Exception {
        for (Map.Entry<String, Wrong> wrong : WRONG.entrySet()) {
            for (int every : new int[] {3, 5, 10}) {
                for (int from : new int[] {200, 20}) {
                    String what = wrong.getKey() + ", every " + every + " from " + from;
                    Outcome outcome = mixed(200, wrong.getValue(), from, every, false);
                    assertThat(outcome.restarts).as(what).isBetween(1, 2);
                    assertThat(outcome.refusedWrongly).as(what).isLessThanOrEqualTo(13);
                    assertThat(outcome.conflicts).as(what).isZero();
                }
            }
        }
    }

    @Test
    void whatIsKnownOfWrongNumbersIsInTheState() throws Exception {
        for (Wrong wrong : WRONG.values()) {
            long start = now;
            List<String> unbroken = mixed(200, wrong, 20, 3, false).all;
            now = start;
            assertThat(mixed(200, wrong, 20, 3, true).all).isEqualTo(unbroken);
        }
    }

    @Test
    void aLeapThatFramesGoOnFromIsBelievedAlsoAfterAWrongOne() throws Exception {
        aSeqThatIsWrongByLittleCostsNoOtherFrame();
        for (int lost : new int[] {60, 20, 15, 1}) {
            now += 2 * lost;
            long first = lastSeq + 1 + lost;
            int refused = 0;
            long missing = 0;
            for (int i = 0; i < 100; i++) {
                now += 2;
                refused += refusal(first + i, now * MS) == null ? 0 : 1;
                missing += lastSeq == first + i ? order.missing() : 0;
            }
            assertThat(refused).isLessThan(FrameOrder.CONFIRMATIONS);
            assertThat(missing).isEqualTo(lost + refused);
            now += 2;
            admit(lastSeq + 21, now * MS, now); // the next wrong one
            now += 2;
            admit(lastSeq - 19, now * MS, now);
        }
    }

    @Test
    void aLeapAfterASilenceIsBelievedAlsoAfterAWrongOne() throws Exception {
        aSeqThatIsWrongByLittleCostsNoOtherFrame();
        now += FrameOrder.SILENCE_MILLIS;
        assertThat(admit(lastSeq + 501, now * MS, now)).isEqualTo(Admission.IN_ORDER);
        assertThat(order.missing()).isEqualTo(500);
    }

    @Test
    void twoSendersWithNearNumbersThatTakeTurnsAreToldInsteadOfEndlessRestarts() throws Exception {
        for (int apart : new int[] {1, 5, 8, 12, 16, 17, 20, 37, 300, -1, -5, -8, -12, -16, -17, -20, -37, -300}) {
            for (int burst : new int[] {1, 2, 3, 5, 10, 50}) {
                order = new FrameOrder();
                pace = new FramePace();
                int restarts = 0;
                int told = 0;
                long missing = 0;
                for (int i = 0; i < 200 * burst; i++) {
                    now += 2;
                    int turn = i / burst;
                    long seq = (turn / 2) * burst + i % burst + (turn % 2) * apart;
                    RejectReason reason = refusal(seq, now * MS);
                    told += order.news() == null ? 0 : 1;
                    restarts += reason == null && lastAdmission == Admission.RESTARTED ? 1 : 0;
                    missing += reason == null ? order.missing() : 0;
                }
                String what = apart + " apart, " + burst + " at a time";
                assertThat(restarts).as(what).isLessThanOrEqualTo(1);
                assertThat(told).as(what).isEqualTo(1);
                assertThat(missing).as(what).isLessThanOrEqualTo(2 * Math.abs(apart));
            }
        }
    }

    private void goesOn(long seq, long missing) throws FrameRejectedException {
        for (int i = 0; i < 50; i++) {
            now += 2;
            assertThat(admit(seq + i, now * MS, now)).isEqualTo(Admission.IN_ORDER);
            assertThat(order.missing()).isEqualTo(i == 0 ? missing : 0);
        }
    }

    @Test
    void memorySurvivesARestart() throws Exception {
        refused(RejectReason.STAMP_BACKWARD, 100, now * MS - HOUR);
        TwinState state = new TwinState("h", 0, 0, 0, order);
        state.seq = 40;
        state.stampNanos = now * MS - 7;
        order = restored(state);
        refused(RejectReason.DUPLICATE, 42, now * MS);
        for (int i = 1; i < FrameOrder.CONFIRMATIONS - 1; i++) {
            refused(RejectReason.STAMP_BACKWARD, 100 + i, (now + i) * MS - HOUR);
        }
        assertThat(admit(104, (now + 4) * MS - HOUR, now + 4)).isEqualTo(Admission.CLOCK_JUMPED);
    }

    private static FrameOrder restored(TwinState state) throws Exception {
        FrameOrder restored = new FrameOrder();
        StoredState.restore(f -> state.order.describe(f, state), f -> restored.describe(f, state));
        return restored;
    }

    private Admission admit(long seq, long stamp, long arrival) throws FrameRejectedException {
        frame.clear();
        frame.mark(numbered ? SensorFrame.SEQ | SensorFrame.IMU : SensorFrame.IMU);
        frame.seq = seq;
        frame.stampNanos = stamp;
        Admission admission = order.admit(pace, instant, frame, arrival);
        instant.take(frame);
        if (admission.anew()) {
            pace.begin(numbered, order.startStep());
        } else {
            pace.step(numbered, lastSeq, seq, (stamp - lastStamp) * 1e-9);
        }
        lastSeq = seq;
        lastStamp = stamp;
        lastAdmission = admission;
        return admission;
    }

    private @Nullable RejectReason refusal(long seq, long stamp) {
        try {
            admit(seq, stamp, now);
            return null;
        } catch (FrameRejectedException e) {
            return e.reason();
        }
    }

    private void refused(RejectReason reason, long seq, long stamp) {
        assertThat(refusal(seq, stamp)).isEqualTo(reason);
    }
}
