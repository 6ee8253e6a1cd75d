package dev.pollux.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FrameOrderTest {
    private static final long MS = 1_000_000;
    private static final long HOUR = 3_600_000 * MS;

    private FrameOrder order = new FrameOrder();
    private long now = 1_790_000_000_000L;

    @BeforeEach
    void hundredFramesAtFiveHundredHertz() throws Exception {
        for (int seq = 0; seq < 100; seq++) {
            now += 2;
            order.admit(seq, now * MS, now);
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
        assertThat(order.admit(103, now * MS, now)).isEqualTo(Admission.IN_ORDER);
        assertThat(order.missing()).isEqualTo(3);
    }

    @Test
    void aFrameThatWasMissingComesLate() throws Exception {
        order.admit(103, (now + 8) * MS, now + 8);
        refused(RejectReason.LATE, 101, (now + 4) * MS);
    }

    @Test
    void oneFrameWithABrokenClockIsRefusedAndTheNextGoodOneTaken() throws Exception {
        refused(RejectReason.STAMP_BACKWARD, 100, now * MS - HOUR);
        refused(RejectReason.STAMP_AHEAD, 101, now * MS + HOUR);
        refused(RejectReason.SEQ_AHEAD, Long.MAX_VALUE, (now + 2) * MS);
        now += 2;
        assertThat(order.admit(102, now * MS, now)).isEqualTo(Admission.IN_ORDER);
    }

    @Test
    void aClockThatWasSetIsFollowedAfterConfirmation() throws Exception {
        for (int i = 0; i < FrameOrder.CONFIRMATIONS - 1; i++) {
            now += 2;
            refused(RejectReason.STAMP_BACKWARD, 100 + i, now * MS - HOUR);
        }
        now += 2;
        assertThat(order.admit(104, now * MS - HOUR, now)).isEqualTo(Admission.CLOCK_JUMPED);
        now += 2;
        assertThat(order.admit(105, now * MS - HOUR, now)).isEqualTo(Admission.IN_ORDER);
    }

    @Test
    void aRestartedRobotCountsFromZero() throws Exception {
        for (int seq = 1_000; seq < 1_500; seq++) {
            now += 2;
            order.admit(seq, now * MS, now);
        }
        for (int seq = 0; seq < FrameOrder.CONFIRMATIONS - 1; seq++) {
            now += 2;
            refused(RejectReason.LATE, seq, now * MS);
        }
        now += 2;
        assertThat(order.admit(4, now * MS, now)).isEqualTo(Admission.RESTARTED);
    }

    @Test
    void anOldStretchSentAgainIsNoRestart() throws Exception {
        long start = now;
        for (int seq = 100; seq < 1_000; seq++) {
            now += 2;
            order.admit(seq, now * MS, now);
        }
        for (int seq = 100; seq < 200; seq++) {
            refused(RejectReason.LATE, seq, (start + 2L * (seq - 99)) * MS);
        }
        now += 2;
        assertThat(order.admit(1_000, now * MS, now)).isEqualTo(Admission.IN_ORDER);
    }

    @Test
    void windowAgreesWithASetOfAllNumbersSeen() throws Exception {
        order = new FrameOrder();
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
                order.admit(seq, now * MS, now);
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
    void memorySurvivesARestart() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        refused(RejectReason.STAMP_BACKWARD, 100, now * MS - HOUR);
        TwinState state = new TwinState("h", 0, 0, 0, order);
        state.seq = 40;
        state.stampNanos = now * MS - 7;
        order.write(state, new DataOutputStream(bytes));
        FrameOrder restored = new FrameOrder();
        restored.read(state, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        order = restored;
        refused(RejectReason.DUPLICATE, 42, now * MS);
        for (int i = 1; i < FrameOrder.CONFIRMATIONS - 1; i++) {
            refused(RejectReason.STAMP_BACKWARD, 100 + i, (now + i) * MS - HOUR);
        }
        assertThat(order.admit(104, (now + 4) * MS - HOUR, now + 4)).isEqualTo(Admission.CLOCK_JUMPED);
    }

    private void refused(RejectReason reason, long seq, long stamp) {
        assertThatThrownBy(() -> order.admit(seq, stamp, now))
                .isInstanceOfSatisfying(
                        FrameRejectedException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
