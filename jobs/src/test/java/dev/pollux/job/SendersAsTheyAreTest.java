package dev.pollux.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.job.state.FrameRecord;
import dev.pollux.kafka.Topics;
import dev.pollux.messages.EventMessage;
import dev.pollux.state.RejectReason;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** Streams of frames whose senders count, restart and name things in their own ways, in the operator. */
class SendersAsTheyAreTest {
    private static final String ROBOT = "h-1";

    @Test
    void aSeqThatIsATimeMissesNoFrame() throws Exception {
        try (TwinHarness twin = new TwinHarness()) {
            for (int i = 0; i < 100; i++) {
                twin.send(frame(i, (Frames.START_MILLIS + 2L * i) * 1_000_000, i));
            }
            assertThat(twin.rejected()).isEmpty();
            assertThat(twin.missed()).isZero();
        }
    }

    @Test
    void framesOfAModelThatIsNotKnownAreRejectedAndNotMissed() throws Exception {
        try (TwinHarness twin = new TwinHarness("--model.wait=0")) {
            for (int i = 0; i < 100; i++) {
                String frame = Frames.json(ROBOT, i, Frames.START_MILLIS + 2L * i, null);
                twin.send(numbered(i % 2 == 0 ? frame : "{\"model\":\"other\"," + frame.substring(1), 2 * i));
            }
            assertThat(twin.rejected()).hasSize(50).extracting(r -> r.reason).containsOnly(RejectReason.UNKNOWN_MODEL);
            assertThat(twin.missed()).isZero();
        }
    }

    @Test
    void framesOfOneRobotAmongManyOnAPartitionMissNothing() throws Exception {
        try (TwinHarness twin = new TwinHarness()) {
            for (int i = 0; i < 100; i++) {
                String bare = Frames.json(ROBOT, i, 0, null).replaceFirst("\"robot_id.*?},", "");
                twin.send(new FrameRecord(
                        ROBOT, Frames.bytes(bare), Topics.ROBOT_FRAMES, 3, 17L * i, Frames.appended(i), null));
            }
            assertThat(twin.rejected()).isEmpty();
            assertThat(twin.predictions()).hasSize(100);
            assertThat(twin.missed()).isZero();
        }
    }

    @Test
    void imuAndJointsInTwoFramesOfOneStampAreBothPredictedAlsoAfterARestore() throws Exception {
        OperatorSubtaskState checkpoint;
        FrameRecord[] last = parts(99);
        try (TwinHarness twin = new TwinHarness()) {
            for (int i = 0; i < 99; i++) {
                twin.send(parts(i));
            }
            twin.send(last[0]);
            assertThat(twin.rejected()).isEmpty();
            assertThat(twin.predictions()).hasSize(199);
            assertThat(twin.missed()).isZero();
            checkpoint = twin.snapshot();
        }
        try (TwinHarness twin = new TwinHarness(null, checkpoint)) {
            twin.send(last[0], last[1], last[1]);
            assertThat(twin.predictions()).hasSize(1);
            assertThat(twin.rejected()).extracting(r -> r.reason).containsOnly(RejectReason.DUPLICATE);
        }
    }

    private static FrameRecord[] parts(int i) {
        String joints =
                Frames.json(ROBOT, i, Frames.START_MILLIS + 2L * i, null).replaceFirst("\"seq\":\\d+,", "");
        String imu = joints.replaceFirst("\"joint_positions\".*", "\"imu\":[0,0,0,0,0,9.81]}");
        return new FrameRecord[] {numbered(imu, 2 * i), numbered(joints, 2 * i + 1)};
    }

    private static FrameRecord numbered(String frame, int offset) {
        return new FrameRecord(
                ROBOT, Frames.bytes(frame), Topics.ROBOT_FRAMES, 3, offset, Frames.appended(offset / 2), null);
    }

    @Test
    void restartsAfterTwoHundredFramesAreResets() throws Exception {
        try (TwinHarness twin = new TwinHarness()) {
            for (int i = 0; i < 1_000; i++) {
                twin.send(frame(i, i % 200, i));
            }
            assertThat(kinds(twin, EventMessage.Kind.RESET)).hasSize(4);
            assertThat(twin.rejected())
                    .hasSize(16)
                    .allSatisfy(r -> assertThat(r.reason).isEqualTo(RejectReason.SEQ_BACKWARD));
            assertThat(twin.missed()).isZero();
        }
    }

    @Test
    void aWrongSeqInventsNoMissedFrames() throws Exception {
        try (TwinHarness twin = new TwinHarness()) {
            for (int i = 0; i < 1_000; i++) {
                twin.send(frame(i, i == 300 ? i + 500 : i == 600 ? i + 50_000 : i, i));
            }
            assertThat(twin.rejected())
                    .singleElement()
                    .satisfies(r -> assertThat(r.reason).isEqualTo(RejectReason.SEQ_AHEAD));
            assertThat(twin.missed()).as("the two that have a wrong number").isEqualTo(2);
            assertThat(kinds(twin, EventMessage.Kind.RESET)).isEmpty();
        }
    }

    @Test
    void aRestartIsAResetThoughEveryThirdFrameHasTheSameWrongSeq() throws Exception {
        try (TwinHarness twin = new TwinHarness()) {
            for (int i = 0; i < 600; i++) {
                twin.send(frame(i, i < 200 ? i : i % 3 == 2 ? 5 : i - 200, i));
            }
            assertThat(kinds(twin, EventMessage.Kind.RESET)).hasSize(1);
            assertThat(kinds(twin, EventMessage.Kind.CONFLICT)).isEmpty();
            assertThat(twin.predictions()).as("466 have the right seq").hasSizeGreaterThan(455);
        }
    }

    @Test
    void leapsThatAreWrongAgainAndAgainInventNoMissedFrames() throws Exception {
        try (TwinHarness twin = new TwinHarness()) {
            for (int i = 0; i < 600; i++) {
                twin.send(frame(i, i >= 200 && i % 5 == 0 ? i + 256 : i, i));
            }
            assertThat(twin.rejected()).allSatisfy(r -> assertThat(r.reason).isEqualTo(RejectReason.SEQ_AHEAD));
            assertThat(twin.predictions()).as("520, and the first wrong one").hasSize(521);
            assertThat(twin.missed()).isLessThanOrEqualTo(80);
        }
    }

    @Test
    void twoSendersUnderOneIdAreTold() throws Exception {
        try (TwinHarness twin = new TwinHarness()) {
            for (int i = 0; i < 300; i++) {
                twin.send(frame(i, 10_000 + i, i));
                twin.send(new FrameRecord(
                        ROBOT,
                        Frames.bytes(Frames.json(ROBOT, i, Frames.START_MILLIS + 2L * i + 1, null)),
                        Topics.ROBOT_FRAMES,
                        3,
                        i,
                        Frames.appended(i),
                        null));
            }
            assertThat(kinds(twin, EventMessage.Kind.CONFLICT)).hasSize(1);
            assertThat(kinds(twin, EventMessage.Kind.RESET)).isEmpty();
            assertThat(twin.predictions()).hasSize(300);
            assertThat(twin.rejected())
                    .filteredOn(r -> r.reason == RejectReason.CONFLICT)
                    .hasSizeGreaterThan(290);
        }
    }

    @Test
    void whatIsNotUsedIsToldOnceAlsoAfterARestore() throws Exception {
        OperatorSubtaskState checkpoint;
        try (TwinHarness twin = new TwinHarness()) {
            for (int i = 0; i < 20; i++) {
                twin.send(with(i, "\"temperature\":40,\"joint_torques\":[1],"));
            }
            assertThat(kinds(twin, EventMessage.Kind.IGNORED))
                    .singleElement()
                    .satisfies(e -> assertThat(e.message())
                            .isEqualTo("not used: field \"temperature\", field \"joint_torques\""));
            checkpoint = twin.snapshot();
        }
        try (TwinHarness twin = new TwinHarness(null, checkpoint)) {
            twin.send(with(20, "\"temperature\":40,"), with(21, "\"joint_torques\":[1],\"voltage\":48,"));
            assertThat(kinds(twin, EventMessage.Kind.IGNORED))
                    .singleElement()
                    .satisfies(e -> assertThat(e.message()).isEqualTo("not used: field \"voltage\""));
        }
    }

    /** A robot that reports its bumper, or the contacts of its hands, says as much of its joints as any other. */
    @Test
    void contactsThatTheModelDoesNotHaveCostNothingElseOfTheFrameAndAreToldOnce() throws Exception {
        try (TwinHarness twin = new TwinHarness();
                TwinHarness without = new TwinHarness()) {
            for (int i = 0; i < 20; i++) {
                twin.send(with(i, "\"contacts\":{\"bumper\":true},\"contact_wrenches\":{\"hand\":[0,0,5,0,0,0]},"));
                without.send(with(i, ""));
            }
            assertThat(twin.rejected()).isEmpty();
            assertThat(twin.predictions()).isEqualTo(without.predictions());
            assertThat(kinds(twin, EventMessage.Kind.IGNORED))
                    .singleElement()
                    .satisfies(
                            e -> assertThat(e.message()).isEqualTo("not used: contact \"bumper\", contact \"hand\""));
        }
    }

    @Test
    void aFrameThatHasNothingButContactsOfAnotherRobotIsRefused() throws Exception {
        try (TwinHarness twin = new TwinHarness()) {
            twin.send(Frames.of(
                    ROBOT,
                    "{\"seq\":1,\"stamp\":{\"sec\":1790000000,\"nanosec\":0},\"contacts\":{\"left_sol\":true}}",
                    1));
            assertThat(twin.rejected()).singleElement().satisfies(rejected -> {
                assertThat(rejected.reason).isEqualTo(RejectReason.UNKNOWN_CONTACT);
                assertThat(rejected.message)
                        .isEqualTo("model humanoid_28 has no contact \"left_sol\" (did you mean left_sole?); it has"
                                + " left_sole, right_sole");
            });
        }
    }

    @Test
    void aJointThatIsNotMeasuredIsMissingAndTheFrameIsUsed() throws Exception {
        try (TwinHarness twin = new TwinHarness()) {
            for (int i = 0; i < 20; i++) {
                String measured = Frames.json(ROBOT, i, Frames.START_MILLIS + 2L * i, null);
                String efforts = measured.replaceAll(".*\"joint_positions\":\\[([^]]*)].*", "$1");
                twin.send(Frames.of(
                        ROBOT,
                        measured.replaceFirst("}$", ",\"joint_efforts\":[" + efforts + "]}")
                                .replaceAll("(\"joint_(positions|velocities|efforts)\":)\\[[^,]*,", "$1[NaN,"),
                        i));
            }
            assertThat(twin.rejected()).isEmpty();
            assertThat(twin.predictions())
                    .hasSize(20)
                    .allSatisfy(prediction -> assertThat(prediction)
                            .containsPattern("\"joint_positions\":\\[null(,-?\\d[^,]*){27}]")
                            .containsPattern("\"joint_velocities\":\\[null(,-?\\d[^,]*){27}]"));
        }
    }

    /** The frame of that seq, the i-th since the start. */
    private static FrameRecord frame(int i, long seq, long offset) {
        return new FrameRecord(
                ROBOT,
                Frames.bytes(Frames.json(ROBOT, seq, Frames.START_MILLIS + 2L * i, null)),
                Topics.ROBOT_FRAMES,
                3,
                offset,
                Frames.appended(i),
                null);
    }

    private static FrameRecord with(int seq, String fields) {
        String json = Frames.json(ROBOT, seq, Frames.START_MILLIS + 2L * seq, null);
        return Frames.of(ROBOT, json.replace("\"joint_positions\"", fields + "\"joint_positions\""), seq);
    }

    private static List<EventMessage> kinds(TwinHarness twin, EventMessage.Kind kind) throws Exception {
        return twin.events().stream().filter(e -> e.event() == kind).toList();
    }
}
