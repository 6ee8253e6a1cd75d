package dev.pollux.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.job.latency.Timing.Outcome;
import dev.pollux.job.state.FrameRecord;
import dev.pollux.kafka.Topics;
import dev.pollux.state.RejectReason;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames that come after younger ones, in the operator. */
class JobLateFramesTest {
    private static final String ROBOT = "h-1";

    @ParameterizedTest
    @MethodSource("dev.pollux.job.TwinHarness#backends")
    void aLateFrameCountsAsIfInOrderAlsoAfterARecoveryInTheMiddleOfItsGap(StateBackend backend) throws Exception {
        List<String> inOrder;
        try (TwinHarness twin = new TwinHarness(backend, null)) {
            twin.send(Frames.good(ROBOT, 0, 100));
            inOrder = twin.predictions();
        }
        OperatorSubtaskState checkpoint;
        try (TwinHarness twin = new TwinHarness(backend, null)) {
            twin.send(Frames.good(ROBOT, 0, 50));
            twin.send(Frames.good(ROBOT, 51, 60)); // 50 is missing
            twin.send(Frames.good(ROBOT, 62, 70)); // and so are 60 and 61
            checkpoint = twin.snapshot();
        }
        try (TwinHarness twin = new TwinHarness(backend, checkpoint)) {
            twin.send(late(61, 75), late(50, 75), late(60, 75));
            twin.send(Frames.good(ROBOT, 70, 100));

            assertThat(twin.rejected()).isEmpty();
            assertThat(twin.predictions().get(1)).isEqualTo(inOrder.get(50));
            assertThat(twin.predictions().get(2)).isEqualTo(inOrder.get(60));
            assertThat(twin.predictions().subList(3, 33)).isEqualTo(inOrder.subList(70, 100));
            assertThat(twin.timings().stream().map(t -> t.outcome))
                    .startsWith(Outcome.LATE, Outcome.LATE, Outcome.LATE);
            assertThat(twin.timings().stream().mapToLong(t -> t.missing).sum()).isZero();
        }
    }

    @Test
    void withoutALateWindowTheSameFramesAreRefused() throws Exception {
        try (TwinHarness twin = new TwinHarness("--frames.late-window=0")) {
            twin.send(Frames.good(ROBOT, 0, 50));
            twin.send(Frames.good(ROBOT, 51, 60));
            twin.send(late(50, 60));

            assertThat(twin.rejected())
                    .singleElement()
                    .satisfies(r -> assertThat(r.reason).isEqualTo(RejectReason.LATE));
            assertThat(twin.missed()).isEqualTo(1);
        }
    }

    @Test
    void aFrameThatComesAfterTheWindowIsRefusedAndWasMissed() throws Exception {
        try (TwinHarness twin = new TwinHarness("--frames.late-window=20ms")) {
            twin.send(Frames.good(ROBOT, 0, 50));
            twin.send(Frames.good(ROBOT, 51, 61)); // the gap opened with 51, and 61 is 20 ms after it
            assertThat(twin.missed()).isZero();
            twin.send(Frames.good(ROBOT, 61, 63));
            twin.send(late(50, 63));

            assertThat(twin.rejected())
                    .singleElement()
                    .satisfies(r -> assertThat(r.reason).isEqualTo(RejectReason.LATE));
            assertThat(twin.missed()).isEqualTo(1);
        }
    }

    @Test
    void aLateFrameThatComesTwiceIsADuplicate() throws Exception {
        try (TwinHarness twin = new TwinHarness()) {
            twin.send(Frames.good(ROBOT, 0, 50));
            twin.send(Frames.good(ROBOT, 51, 60));
            twin.send(late(50, 60), late(50, 60));

            assertThat(twin.rejected())
                    .singleElement()
                    .satisfies(r -> assertThat(r.reason).isEqualTo(RejectReason.DUPLICATE));
        }
    }

    @Test
    void aRobotThatCountsAnewGivesItsGapsUp() throws Exception {
        try (TwinHarness twin = new TwinHarness("--frames.late-window=1min")) {
            twin.send(Frames.good(ROBOT, 300, 350));
            twin.send(Frames.good(ROBOT, 351, 360));
            for (int seq = 0; seq < 6; seq++) { // two seconds later
                long stamp = Frames.START_MILLIS + 2_800 + 2L * seq;
                twin.send(appended(Frames.of(ROBOT, Frames.json(ROBOT, seq, stamp, null), seq), stamp + 1));
            }
            assertThat(twin.missed()).isEqualTo(1);
            assertThat(twin.events()).anyMatch(e -> e.event().name().equals("RESET"));
        }
    }

    /** Frame number {@code seq}, appended just before frame {@code behind}. */
    private static FrameRecord late(int seq, int behind) {
        return appended(Frames.good(ROBOT, seq), Frames.appended(behind) - 1);
    }

    private static FrameRecord appended(FrameRecord frame, long millis) {
        return new FrameRecord(frame.key, frame.value, Topics.ROBOT_FRAMES, 3, frame.offset, millis, null);
    }
}
