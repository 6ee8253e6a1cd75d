package dev.pollux.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.job.latency.Timing;
import dev.pollux.job.state.FrameRecord;
import dev.pollux.kafka.Topics;
import dev.pollux.messages.EventMessage;
import dev.pollux.messages.EventMessage.Kind;
import dev.pollux.messages.Format;
import dev.pollux.messages.ModelMessage;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.state.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TwinFunctionTest {
    private static final String ROBOT = "h-1";

    @ParameterizedTest
    @MethodSource("dev.pollux.job.TwinHarness#backends")
    void predictionsAreTheSameBytesAfterARecovery(StateBackend backend) throws Exception {
        List<String> undisturbed;
        try (TwinHarness twin = new TwinHarness(backend, null)) {
            sendAll(twin, 0, 100);
            undisturbed = twin.predictions();
        }
        List<String> recovered;
        OperatorSubtaskState checkpoint;
        try (TwinHarness twin = new TwinHarness(backend, null)) {
            sendAll(twin, 0, 60);
            checkpoint = twin.snapshot();
            sendAll(twin, 60, 80); // lost with the failure
            recovered = new ArrayList<>(twin.predictions().subList(0, 60));
        }
        try (TwinHarness twin = new TwinHarness(backend, checkpoint)) {
            sendAll(twin, 60, 100);
            recovered.addAll(twin.predictions());
        }

        assertThat(undisturbed).hasSize(100);
        assertThat(undisturbed.subList(60, 100)).anyMatch(p -> p.contains("\"residual\":[{\"horizon_ms\":50"));
        assertThat(recovered).isEqualTo(undisturbed);
    }

    @Test
    void aFrameThatOvertakesItsModelWaitsForIt() throws Exception {
        try (TwinHarness twin = new TwinHarness("--model.wait=2s")) {
            twin.send(Frames.ofModel(ROBOT, 0, "sister"), Frames.good(ROBOT, 1));
            twin.advanceTo(1_000);
            assertThat(twin.predictions()).isEmpty();
            assertThat(twin.rejected()).isEmpty();

            twin.register(Frames.model("sister"));
            twin.send(Frames.good(ROBOT, 2));

            assertThat(twin.rejected()).isEmpty();
            assertThat(twin.predictions()).hasSize(3).allMatch(p -> p.contains("\"model\":\"sister\""));
            assertThat(twin.predictions().get(0)).contains("\"seq\":0,");
        }
    }

    @Test
    void framesThatWaitAreProcessedWithoutAnotherFrame() throws Exception {
        try (TwinHarness twin = new TwinHarness("--model.wait=2s")) {
            twin.send(Frames.ofModel(ROBOT, 0, "sister"));
            twin.register(Frames.model("sister"));
            twin.advanceTo(100);

            assertThat(twin.predictions()).hasSize(1);
        }
    }

    @Test
    void aFrameWhoseModelNeverComesIsRejected() throws Exception {
        try (TwinHarness twin = new TwinHarness("--model.wait=2s")) {
            twin.send(Frames.ofModel(ROBOT, 0, "sister"));
            twin.advanceTo(1_999);
            assertThat(twin.rejected()).isEmpty();
            twin.advanceTo(2_000);

            assertThat(twin.rejected()).hasSize(1).allMatch(r -> r.reason == RejectReason.UNKNOWN_MODEL);
            twin.send(Frames.good(ROBOT, 1));
            assertThat(twin.predictions()).hasSize(1);
        }
    }

    @Test
    void aRobotOfAKnownModelDoesNotWaitBehindAFrameOfAnUnknownOne() throws Exception {
        try (TwinHarness twin = new TwinHarness("--model.wait=2s")) {
            twin.send(Frames.ofModel(ROBOT, 0, "sister"), Frames.ofModel(ROBOT, 1, "humanoid_28"));

            assertThat(twin.predictions()).hasSize(1);
        }
    }

    @Test
    void onlySoManyFramesWait() throws Exception {
        try (TwinHarness twin = new TwinHarness("--model.wait=2s")) {
            for (int seq = 0; seq < WaitingFrames.MOST + 5; seq++) {
                twin.send(Frames.ofModel(ROBOT, seq, "sister"));
            }

            assertThat(twin.rejected()).hasSize(5);
        }
    }

    @Test
    void waitingFramesSurviveARecovery() throws Exception {
        OperatorSubtaskState checkpoint;
        try (TwinHarness twin = new TwinHarness("--model.wait=2s")) {
            twin.send(Frames.ofModel(ROBOT, 0, "sister"));
            checkpoint = twin.snapshot();
        }
        try (TwinHarness twin = new TwinHarness(null, checkpoint, "--model.wait=2s")) {
            twin.register(Frames.model("sister"));
            twin.advanceTo(100);

            assertThat(twin.predictions()).hasSize(1);
        }
    }

    @Test
    void theRegistrySurvivesARecovery() throws Exception {
        OperatorSubtaskState checkpoint;
        try (TwinHarness twin = new TwinHarness()) {
            twin.register(Frames.model("sister"));
            checkpoint = twin.snapshot();
        }
        try (TwinHarness twin = new TwinHarness(null, checkpoint)) {
            twin.send(Frames.ofModel(ROBOT, 0, "sister"));

            assertThat(twin.predictions()).hasSize(1);
        }
    }

    @Test
    void aBadModelIsRejectedAndTheOneBeforeItStays() throws Exception {
        try (TwinHarness twin = new TwinHarness("--model.wait=0")) {
            twin.register(Frames.model("sister"));
            twin.register(new FrameRecord(
                    "sister",
                    Frames.bytes("{\"model\":\"sister\",\"urdf\":\"<robot/>\"}"),
                    Topics.ROBOT_MODELS,
                    0,
                    1,
                    0,
                    null));
            twin.register(new FrameRecord("other", Frames.bytes("no JSON"), Topics.ROBOT_MODELS, 0, 2, 0, null));
            twin.send(Frames.ofModel(ROBOT, 0, "sister"));

            assertThat(twin.rejected()).hasSize(2).allMatch(r -> r.origin.topic.equals(Topics.ROBOT_MODELS));
            assertThat(twin.events())
                    .extracting(EventMessage::event)
                    .containsExactly(Kind.MODEL_REJECTED, Kind.MODEL_REJECTED, Kind.LIVE);
            assertThat(twin.predictions()).hasSize(1);
        }
    }

    @Test
    void aModelWithoutContactsIsRegisteredAndThatIsTold() throws Exception {
        try (TwinHarness twin = new TwinHarness("--model.wait=0")) {
            String urdf =
                    "<robot name='r'><link name='imu'><inertial><mass value='1'/><inertia ixx='1' iyy='1' izz='1'/>"
                            + "</inertial></link></robot>";
            twin.register(new FrameRecord(
                    "floats",
                    Frames.bytes("{\"model\":\"floats\",\"urdf\":\"" + urdf + "\"}"),
                    Topics.ROBOT_MODELS,
                    0,
                    1,
                    0,
                    null));
            assertThat(twin.rejected()).isEmpty();
            assertThat(twin.events()).singleElement().satisfies(event -> {
                assertThat(event.event()).isEqualTo(Kind.MODEL_DOUBTED);
                assertThat(event.robotId()).isEqualTo(Topics.FLEET_KEY);
                assertThat(event.message())
                        .startsWith(
                                "model \"floats\" is registered with a warning: contact: no link is named like a sole");
            });
        }
    }

    @Test
    void aFrameWhoseModelWasRefusedSaysWhyUntilAnotherRecordOfItComes() throws Exception {
        try (TwinHarness twin = new TwinHarness("--model.wait=0")) {
            byte[] noModel = "{\"model\":\"sister\",\"urdf\":\"<robot/>\"}".getBytes(StandardCharsets.UTF_8);
            twin.register(new FrameRecord("sister", noModel, Topics.ROBOT_MODELS, 0, 0, 0, null));
            twin.send(Frames.ofModel(ROBOT, 0, "sister"));
            assertThat(twin.rejected())
                    .filteredOn(r -> r.reason == RejectReason.UNKNOWN_MODEL)
                    .singleElement()
                    .extracting(r -> r.message, InstanceOfAssertFactories.STRING)
                    .startsWith("model \"sister\" is not registered, as its last record in robot.models was refused"
                            + " (MODEL_REJECTED in twin.events): MALFORMED: ");

            twin.register(new FrameRecord("sister", null, Topics.ROBOT_MODELS, 0, 1, 0, null));
            twin.send(Frames.ofModel(ROBOT, 1, "sister"));
            assertThat(twin.rejected())
                    .last()
                    .extracting(r -> r.message, InstanceOfAssertFactories.STRING)
                    .startsWith("model \"sister\" is not registered: 'pollux models put");
        }
    }

    @Test
    void aModelWithoutAValueIsTakenOut() throws Exception {
        try (TwinHarness twin = new TwinHarness("--model.wait=0")) {
            twin.register(Frames.model("sister"));
            twin.register(new FrameRecord("sister", null, Topics.ROBOT_MODELS, 0, 1, 0, null));
            twin.send(Frames.ofModel(ROBOT, 0, "sister"));

            assertThat(twin.rejected())
                    .singleElement()
                    .matches(r -> r.reason == RejectReason.UNKNOWN_MODEL)
                    .extracting(r -> r.message)
                    .isEqualTo(
                            "model \"sister\" is not registered: 'pollux models put X.urdf --id sister' registers it,"
                                    + " 'pollux models list' shows those that are");
        }
    }

    @Test
    void aRobotThatFallsSilentIsStaleAndLiveWhenHeardAgain() throws Exception {
        try (TwinHarness twin = new TwinHarness("--stale.after=1s")) {
            twin.advanceTo(10_000);
            twin.send(Frames.good(ROBOT, 0));
            twin.advanceTo(10_900);
            twin.send(Frames.good(ROBOT, 450));
            twin.advanceTo(11_899);
            assertThat(twin.events()).extracting(EventMessage::event).containsExactly(Kind.LIVE, Kind.LIMITED);
            twin.advanceTo(11_900);
            twin.advanceTo(20_000);
            twin.send(Frames.good(ROBOT, 5_000));

            assertThat(twin.events())
                    .extracting(EventMessage::event)
                    .containsExactly(Kind.LIVE, Kind.LIMITED, Kind.STALE, Kind.LIVE);
        }
    }

    @Test
    void aTimerThatComesLateTellsHowLongTheRobotHasReallyBeenSilent() throws Exception {
        try (TwinHarness twin = new TwinHarness("--stale.after=1s")) {
            twin.advanceTo(10_000);
            twin.send(Frames.good(ROBOT, 0));
            twin.advanceTo(10_900);
            twin.send(Frames.good(ROBOT, 450));
            twin.advanceTo(13_400); // the timer that the first frame set, for 11 000

            assertThat(twin.events())
                    .filteredOn(event -> event.event() == Kind.STALE)
                    .extracting(EventMessage::numbers)
                    .containsExactly(Map.of("silent_s", 2.5));
        }
    }

    @Test
    void aRobotThatIsSilentForLongIsForgottenAndComesBackAsANewOne() throws Exception {
        try (TwinHarness twin = new TwinHarness("--stale.after=1s", "--forget.after=1h")) {
            twin.advanceTo(10_000);
            for (int seq = 0; seq < 100; seq++) {
                twin.send(Frames.good(ROBOT, seq));
            }
            twin.advanceTo(3_609_999);
            assertThat(twin.robot(ROBOT)).isNotNull();
            twin.advanceTo(3_610_000);
            assertThat(twin.robot(ROBOT)).isNull();
            assertThat(twin.openGaps(ROBOT)).isNull();

            twin.send(Frames.good(ROBOT, 7));
            assertThat(twin.rejected()).isEmpty();
            assertThat(twin.events())
                    .filteredOn(event -> event.event() == Kind.LIVE)
                    .extracting(EventMessage::numbers)
                    .containsExactly(Map.of(), Map.of());
        }
    }

    @Test
    void aRobotThatWasHeardInTheMeantimeIsNotForgottenAlsoWhereNoneIsEverStale() throws Exception {
        for (String stale : List.of("--stale.after=1s", "--stale.after=0")) {
            try (TwinHarness twin = new TwinHarness(stale, "--forget.after=1h")) {
                for (int hours = 0; hours < 5; hours++) {
                    twin.advanceTo(3_500_000L * hours);
                    for (int seq = 0; seq < 100; seq++) {
                        twin.send(Frames.good(ROBOT, 100 * hours + seq));
                    }
                }
                twin.advanceTo(4 * 3_500_000L + 3_599_999);
                assertThat(twin.robot(ROBOT)).isNotNull();
                twin.advanceTo(4 * 3_500_000L + 3_600_000);
                assertThat(twin.robot(ROBOT)).isNull();
            }
        }
    }

    @Test
    void aKeyThatChangesWithEachRecordTakesMemoryForAMinuteOnly() throws Exception {
        try (TwinHarness twin = new TwinHarness("--model.wait=2s")) {
            for (int key = 0; key < 50; key++) {
                twin.send(Frames.good("good-" + key, 0), Frames.ofModel("strange-" + key, 0, "nowhere"));
            }
            assertThat(twin.robot("good-7")).isNotNull();
            assertThat(twin.robot("strange-7")).isNotNull();
            twin.advanceTo(2_000);
            twin.advanceTo(60_000);

            for (int key = 0; key < 50; key++) {
                assertThat(twin.robot("good-" + key)).isNull();
                assertThat(twin.robot("strange-" + key)).isNull();
            }
            assertThat(twin.predictions()).hasSize(50);
            assertThat(twin.rejected()).hasSize(50);
        }
    }

    @ParameterizedTest
    @CsvSource({"200, 4", "4000, 0"})
    void aRestartOfTheRobotIsToldAsResetAndCostsFourFramesUnlessItWasSilentForASecond(long later, int refused)
            throws Exception {
        try (TwinHarness twin = new TwinHarness()) {
            for (int seq = 1_000; seq < 1_010; seq++) {
                twin.send(Frames.good(ROBOT, seq));
            }
            for (int seq = 0; seq < 6; seq++) { // counts anew
                long stamp = Frames.START_MILLIS + 2_018 + later + seq * 2;
                twin.send(Frames.of(ROBOT, Frames.json(ROBOT, seq, stamp, null), 1_009 + later / 2 + seq));
            }

            assertThat(twin.events()).extracting(EventMessage::event).containsOnlyOnce(Kind.RESET);
            assertThat(twin.rejected()).hasSize(refused).allMatch(r -> r.reason == RejectReason.SEQ_BACKWARD);
            assertThat(twin.predictions()).hasSize(10 + 6 - refused);
        }
    }

    @Test
    void anotherModelOfTheSameRobotIsToldAndItsFramesStayInOrder() throws Exception {
        try (TwinHarness twin = new TwinHarness()) {
            twin.register(Frames.model("sister"));
            twin.send(Frames.good(ROBOT, 0), Frames.ofModel(ROBOT, 1, "sister"), Frames.ofModel(ROBOT, 1, "sister"));

            assertThat(twin.events()).extracting(EventMessage::event).containsExactly(Kind.LIVE, Kind.MODEL_CHANGED);
            assertThat(twin.rejected()).singleElement().matches(r -> r.reason == RejectReason.DUPLICATE);
        }
    }

    @Test
    void aModelOfTheSameNameWithOtherJointNamesBeginsTheTwinAnewAndIsTold() throws Exception {
        String swapped = BuiltInModels.humanoid28Urdf()
                .replace("left_", "@")
                .replace("right_", "left_")
                .replace("@", "right_");
        try (TwinHarness twin = new TwinHarness()) {
            twin.register(model(BuiltInModels.humanoid28Urdf()));
            twin.send(Frames.ofModel(ROBOT, 0, "own"), Frames.ofModel(ROBOT, 1, "own"));
            twin.register(model(swapped));
            twin.send(Frames.ofModel(ROBOT, 2, "own"), Frames.ofModel(ROBOT, 3, "own"));

            assertThat(changes(twin)).singleElement().asString().contains("the twin is reset");
            assertThat(Objects.requireNonNull(Objects.requireNonNull(twin.robot(ROBOT)).twin).frames)
                    .isEqualTo(2);
            assertThat(twin.predictions()).hasSize(4);
        }
    }

    @Test
    void aModelOfTheSameNameWithOtherMassesIsToldOnceAndTheTwinGoesOn() throws Exception {
        String heavier = BuiltInModels.humanoid28Urdf().replaceFirst("<mass value=\"", "<mass value=\"1");
        try (TwinHarness twin = new TwinHarness()) {
            twin.register(model(BuiltInModels.humanoid28Urdf()));
            twin.send(Frames.ofModel(ROBOT, 0, "own"), Frames.ofModel(ROBOT, 1, "own"));
            twin.register(model(BuiltInModels.humanoid28Urdf() + "<!-- nothing new -->"));
            twin.send(Frames.ofModel(ROBOT, 2, "own"));
            assertThat(changes(twin)).as("the same robot").isEmpty();
            twin.register(model(heavier));
            twin.send(Frames.ofModel(ROBOT, 3, "own"), Frames.ofModel(ROBOT, 4, "own"));

            assertThat(changes(twin)).singleElement().asString().contains("the twin continues");
            assertThat(Objects.requireNonNull(Objects.requireNonNull(twin.robot(ROBOT)).twin).frames)
                    .isEqualTo(5);
        }
    }

    private static List<String> changes(TwinHarness twin) throws Exception {
        return twin.events().stream()
                .filter(event -> event.event() == Kind.MODEL_CHANGED)
                .map(EventMessage::message)
                .toList();
    }

    private static FrameRecord model(String urdf) throws Exception {
        byte[] message = new ModelMessage("own", urdf, null).encode(Format.JSON);
        return new FrameRecord("own", message, Topics.ROBOT_MODELS, 0, 0, Frames.START_MILLIS, null);
    }

    @Test
    void bareFramesOfOneBatchAreInOrder() throws Exception {
        try (TwinHarness twin = new TwinHarness()) {
            String bare = "{\"joint_positions\":[" + "0,".repeat(27) + "0]}";
            for (int offset = 0; offset < 10; offset++) {
                twin.send(new FrameRecord(
                        ROBOT,
                        Frames.bytes(bare),
                        Topics.ROBOT_FRAMES,
                        0,
                        offset,
                        Frames.START_MILLIS + offset / 5,
                        null));
            }

            assertThat(twin.rejected()).isEmpty();
            assertThat(twin.predictions()).hasSize(10);
        }
    }

    /** Where a topic has creation time, producers write what they like: the time of a bare frame must still be a stamp. */
    @Test
    void aBareFrameWhoseTimeIsNoStampIsRefusedAndCostsNoOther() throws Exception {
        byte[] bare = Frames.bytes("{\"joint_positions\":[" + "0,".repeat(27) + "0]}");
        long[] times = {
            Frames.START_MILLIS, Long.MAX_VALUE, -1, Long.MIN_VALUE, 9_223_372_036_000L, Frames.START_MILLIS + 10
        };
        try (TwinHarness twin = new TwinHarness()) {
            for (int i = 0; i < times.length; i++) {
                twin.send(new FrameRecord(ROBOT, bare, Topics.ROBOT_FRAMES, 0, i, times[i], null));
            }
            assertThat(twin.rejected())
                    .hasSize(4)
                    .allSatisfy(rejected -> assertThat(rejected.reason).isEqualTo(RejectReason.OUT_OF_RANGE));
            assertThat(twin.rejected().get(0).message).contains("9223372036854775807 ms; expected 0 to");
            assertThat(twin.predictions()).hasSize(2);
        }
    }

    @Test
    void aRobotWithAClockOfItsOwnIsTimedFromTheAppend() throws Exception {
        try (TwinHarness twin = new TwinHarness()) {
            String json = Frames.json(ROBOT, 0, 42_000, null).replaceFirst("\\{", "{\"clock\":\"simulation\",");
            long now = System.currentTimeMillis();
            twin.send(new FrameRecord(ROBOT, Frames.bytes(json), Topics.ROBOT_FRAMES, 0, 0, now, null));

            long passed = System.currentTimeMillis() + 1 - now;

            Timing timing = twin.timings().get(0);
            assertThat(timing.transport).isEqualTo(-1);
            assertThat(timing.endToEnd).isBetween(0L, passed * 1_000_000);
        }
    }

    @Test
    void eachRecordIsTimedOnce() throws Exception {
        try (TwinHarness twin = new TwinHarness()) {
            twin.send(Frames.good(ROBOT, 0), Frames.good(ROBOT, 3), Frames.good(ROBOT, 3), Frames.of(ROBOT, "x", 4));

            assertThat(twin.timings())
                    .extracting(timing -> timing.outcome)
                    .containsExactly(
                            Timing.Outcome.ANEW,
                            Timing.Outcome.IN_ORDER,
                            Timing.Outcome.DUPLICATE,
                            Timing.Outcome.REJECTED);
        }
    }

    @Test
    void framesThatNeverComeAreMissingOnceTheirGapIsGivenUp() throws Exception {
        for (String window : new String[] {"0", "100 ms"}) {
            try (TwinHarness twin = new TwinHarness("--frames.late-window", window)) {
                twin.send(Frames.good(ROBOT, 0));
                sendAll(twin, 3, 60);

                // three steps of one tell that the robot counts by one
                assertThat(twin.timings().get(5).missing).isEqualTo(2);
                sendAll(twin, 62, 130);
                assertThat(twin.timings().get(58).missing).isEqualTo(window.equals("0") ? 2 : 0);
                assertThat(twin.timings().stream()
                                .mapToLong(timing -> timing.missing)
                                .sum())
                        .isEqualTo(4);
            }
        }
    }

    private static void sendAll(TwinHarness twin, int from, int to) throws Exception {
        for (int seq = from; seq < to; seq++) {
            twin.send(Frames.good(ROBOT, seq));
        }
    }
}
