package dev.pollux.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.job.latency.Timing;
import dev.pollux.job.state.FrameRecord;
import dev.pollux.job.state.RejectedRecord;
import dev.pollux.job.state.TrackedRobot;
import dev.pollux.kafka.Topics;
import dev.pollux.late.OpenGaps;
import dev.pollux.messages.EventMessage;
import dev.pollux.messages.EventMessage.Kind;
import dev.pollux.messages.Format;
import dev.pollux.messages.ModelMessage;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.state.RejectReason;
import dev.pollux.state.TwinState;
import dev.pollux.storage.StatePass;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A fault of the program costs one record and one robot's past, and never the job. */
class FailingTwinTest {
    private static final String BROKEN = "h-1";
    private static final String OTHER = "h-2";

    @Test
    void aRobotWhoseStateFailsTheTwinStartsAnewAndTheOthersNoticeNothing() throws Exception {
        List<String> undisturbed;
        try (TwinHarness twin = new TwinHarness()) {
            twin.send(Frames.good(OTHER, 0, 30));
            undisturbed = twin.predictions();
        }
        try (TwinHarness twin = new TwinHarness()) {
            twin.send(Frames.good(BROKEN, 0, 20));
            twin.send(Frames.good(OTHER, 0, 20));
            set(state(twin), "imu", new double[1]);
            twin.send(Frames.good(BROKEN, 20));

            RejectedRecord refused = only(twin.rejected());
            assertThat(refused.reason).isEqualTo(RejectReason.FAILED);
            assertThat(refused.message).contains("Exception").contains("dev.pollux.");
            assertThat(twin.events())
                    .filteredOn(event -> event.event() == Kind.RESET)
                    .singleElement()
                    .satisfies(event -> {
                        assertThat(event.robotId()).isEqualTo(BROKEN);
                        assertThat(event.seq()).isEqualTo(20);
                        assertThat(event.message()).contains("the twin failed").contains(refused.message);
                    });

            twin.send(Frames.good(BROKEN, 20, 25));
            twin.send(Frames.good(OTHER, 20, 30));
            assertThat(twin.rejected()).hasSize(2);
            assertThat(twin.rejected().get(1).reason).as("its order goes on").isEqualTo(RejectReason.DUPLICATE);
            assertThat(of(BROKEN, twin)).hasSize(24);
            assertThat(of(OTHER, twin)).isEqualTo(undisturbed);
        }
    }

    @Test
    void anOrderThatFailsIsDroppedToo() throws Exception {
        try (TwinHarness twin = new TwinHarness()) {
            twin.send(Frames.good(BROKEN, 0, 20));
            set(state(twin), "order", null);
            twin.send(Frames.good(BROKEN, 20, 25));

            assertThat(only(twin.rejected()).reason).isEqualTo(RejectReason.FAILED);
            assertThat(twin.predictions()).hasSize(24);
        }
    }

    @Test
    void framesThatCannotBeTakenInAgainCostThePastAndTheLateFrame() throws Exception {
        try (TwinHarness twin = new TwinHarness()) {
            twin.send(Frames.good(BROKEN, 0, 20));
            twin.send(Frames.good(BROKEN, 21, 25));
            twin.setOpenGaps(BROKEN, withBrokenFrames(Objects.requireNonNull(twin.openGaps(BROKEN))));
            FrameRecord late = Frames.good(BROKEN, 20);
            twin.send(new FrameRecord(BROKEN, late.value, late.topic, 3, 20, Frames.appended(25) - 1, null));
            twin.send(Frames.good(BROKEN, 25, 30));

            assertThat(only(twin.rejected()).reason).isEqualTo(RejectReason.FAILED);
            assertThat(twin.predictions()).hasSize(29);
            assertThat(twin.events())
                    .filteredOn(event -> event.event() == Kind.RESET)
                    .hasSize(1);
            assertThat(twin.openGaps(BROKEN)).isNull();
        }
    }

    @Test
    void aPastThatCannotBeReadCostsTheLateFrameAndTheGapIsCountedAsMissed() throws Exception {
        try (TwinHarness twin = new TwinHarness()) {
            twin.send(Frames.good(BROKEN, 0, 20));
            twin.send(Frames.good(BROKEN, 22, 25));
            twin.setOpenGaps(BROKEN, withBrokenPast(Objects.requireNonNull(twin.openGaps(BROKEN))));
            FrameRecord late = Frames.good(BROKEN, 20);
            twin.send(new FrameRecord(BROKEN, late.value, late.topic, 3, 20, Frames.appended(25) - 1, null));
            twin.send(Frames.good(BROKEN, 25, 30));

            assertThat(only(twin.rejected()).reason).isEqualTo(RejectReason.FAILED);
            assertThat(twin.predictions()).hasSize(28);
            assertThat(twin.timings().stream()
                            .mapToLong((Timing t) -> t.missing)
                            .sum())
                    .isEqualTo(2);
        }
    }

    @Test
    void aRobotThatFailsOnEveryFrameIsResetOnce() throws Exception {
        try (TwinHarness twin = new TwinHarness()) {
            twin.send(Frames.good(BROKEN, 0, 20));
            for (int seq = 20; seq < 30; seq++) {
                set(state(twin), "order", null);
                twin.send(Frames.good(BROKEN, seq));
            }

            assertThat(twin.rejected()).hasSize(10).allMatch(r -> r.reason == RejectReason.FAILED);
            assertThat(twin.events())
                    .filteredOn(event -> event.event() == Kind.RESET)
                    .hasSize(1);
        }
    }

    @Test
    void resetsBeyondFiveAMinuteAreCountedAndToldWithTheNext() throws Exception {
        try (TwinHarness twin = new TwinHarness()) {
            for (int seq = 0; seq < 40; seq += 2) {
                twin.send(Frames.good(BROKEN, seq));
                set(state(twin), "order", null);
                twin.send(Frames.good(BROKEN, seq + 1));
            }
            twin.send(Frames.good(BROKEN, 40));
            set(state(twin), "order", null);
            FrameRecord later = Frames.good(BROKEN, 41);
            long nextMinute = Frames.appended(0) + 70_000;
            twin.send(new FrameRecord(BROKEN, later.value, later.topic, 3, 41, nextMinute, null));

            assertThat(twin.predictions().size() + twin.rejected().size())
                    .as("every frame has its answer")
                    .isEqualTo(42);
            assertThat(twin.rejected()).hasSize(21).allMatch(r -> r.reason == RejectReason.FAILED);
            assertThat(twin.events())
                    .filteredOn(event -> event.event() == Kind.RESET)
                    .hasSize(6)
                    .last()
                    .matches(event -> event.message().endsWith("; 15 more resets since the last one reported"));
        }
    }

    @Test
    void aStateThatNoTwinFitsIsAFaultOfItsRobotToo() throws Exception {
        try (TwinHarness twin = new TwinHarness()) {
            twin.send(Frames.good(BROKEN, 0, 20));
            set(state(twin), "joints", null);
            twin.send(Frames.good(BROKEN, 20, 25));

            assertThat(only(twin.rejected()).reason).isEqualTo(RejectReason.FAILED);
            assertThat(twin.predictions()).hasSize(24);
            assertThat(resets(twin)).singleElement().asString().contains("the twin failed");
        }
    }

    @Test
    void anOrderThatFailsOnAFrameOfAnUnknownModelCostsThePastAndIsToldWithTheNext() throws Exception {
        try (TwinHarness twin = new TwinHarness("--model.wait=0")) {
            twin.send(Frames.good(BROKEN, 0, 20));
            set(state(twin), "order", null);
            twin.send(Frames.ofModel(BROKEN, 20, "no_such_model"));
            assertThat(only(twin.rejected()).reason).isEqualTo(RejectReason.FAILED);
            twin.send(Frames.good(BROKEN, 21, 25));

            assertThat(twin.rejected()).hasSize(1);
            assertThat(twin.predictions()).hasSize(24);
            assertThat(resets(twin))
                    .singleElement()
                    .asString()
                    .startsWith("the twin is reset and its state is lost: the twin failed: NullPointerException");
        }
    }

    @Test
    void eventsThatCannotBeWordedCostTheFrameAndThePastWhichIsToldWithTheNextFrame() throws Exception {
        try (TwinHarness twin = new TwinHarness()) {
            twin.send(Frames.good(BROKEN, 0, 20));
            twin.setWords(false);
            String wild = Frames.json(BROKEN, 20, Frames.START_MILLIS + 40, null)
                    .replaceFirst("(\"joint_positions\":\\[)[^,]*", "$11e12");
            twin.send(Frames.of(BROKEN, wild, 20));
            twin.send(Frames.good(OTHER, 20)); // whose LIVE cannot be worded either
            assertThat(twin.robot(OTHER))
                    .as("what is kept of a robot that never had a frame admitted")
                    .isNull();
            twin.setWords(true);
            twin.send(Frames.good(BROKEN, 21, 25));
            twin.send(Frames.good(OTHER, 21, 25));

            assertThat(twin.rejected()).hasSize(2).allMatch(r -> r.reason == RejectReason.FAILED);
            assertThat(twin.predictions()).hasSize(28);
            assertThat(resets(twin))
                    .singleElement()
                    .asString()
                    .startsWith("the twin is reset and its state is lost: the twin failed: NullPointerException");
            assertThat(twin.events())
                    .filteredOn(event ->
                            event.event() == Kind.LIVE && event.robotId().equals(OTHER))
                    .hasSize(1);
        }
    }

    @Test
    void aTimerThatFindsNoWordsStopsNothing() throws Exception {
        try (TwinHarness twin = new TwinHarness()) {
            twin.send(Frames.good(BROKEN, 0, 20));
            twin.setWords(false);
            twin.advanceTo(60_000); // a task that has just begun blames nobody
            twin.advanceTo(120_000);
            twin.setWords(true);
            twin.send(Frames.good(BROKEN, 20, 25));

            assertThat(twin.predictions()).hasSize(25);
            assertThat(resets(twin)).singleElement().asString().contains("the twin failed");
        }
    }

    @Test
    void aDoubtedOrRejectedModelThatFindsNoWordsStopsNothing() throws Exception {
        try (TwinHarness twin = new TwinHarness("--model.wait=0")) {
            twin.setWords(false);
            twin.register(withContacts("sister", 16));
            twin.register(withContacts("brother", 17));
            twin.setWords(true);
            twin.send(Frames.ofModel(BROKEN, 0, "sister"));

            assertThat(twin.rejected())
                    .extracting(rejected -> rejected.reason)
                    .containsExactly(RejectReason.FAILED, RejectReason.MALFORMED);
            assertThat(twin.predictions()).hasSize(1);
        }
    }

    @Test
    void aRobotThatCountsAnewAgainAndAgainTellsItFiveTimesAMinute() throws Exception {
        try (TwinHarness twin = new TwinHarness()) {
            for (int i = 0; i < 600; i++) {
                String frame = Frames.json(BROKEN, i % 6, Frames.START_MILLIS + i * Frames.PERIOD_MILLIS, null);
                twin.send(Frames.of(BROKEN, frame, i));
            }

            assertThat(resets(twin))
                    .hasSize(5)
                    .allMatch(message -> message.startsWith("the robot restarted its numbering"));
            FrameRecord later = Frames.of(BROKEN, Frames.json(BROKEN, 0, Frames.START_MILLIS + 70_000, null), 0);
            for (int i = 0; i < 5; i++) {
                long append = Frames.appended(0) + 70_000 + i * Frames.PERIOD_MILLIS;
                String frame = Frames.json(BROKEN, i, Frames.START_MILLIS + 70_000 + i * Frames.PERIOD_MILLIS, null);
                twin.send(new FrameRecord(BROKEN, Frames.bytes(frame), later.topic, 3, 600 + i, append, null));
            }
            assertThat(resets(twin)).hasSize(6).last().asString().contains("more resets since the last one reported");
        }
    }

    private static List<String> resets(TwinHarness twin) throws Exception {
        return twin.events().stream()
                .filter(event -> event.event() == Kind.RESET)
                .map(EventMessage::message)
                .toList();
    }

    @Test
    void moreContactsThanAFrameCarriesAreNoModelAndTheOneBeforeItStays() throws Exception {
        try (TwinHarness twin = new TwinHarness("--model.wait=0")) {
            twin.register(Frames.model("sister"));
            twin.register(withContacts("sister", 17));
            twin.register(withContacts("brother", 16));
            twin.send(Frames.ofModel(BROKEN, 0, "sister"), Frames.ofModel(OTHER, 0, "brother"));

            RejectedRecord refused = only(twin.rejected());
            assertThat(refused.message).contains("contacts").contains("17").contains("at most 16");
            assertThat(twin.events())
                    .filteredOn(e -> e.event() == Kind.MODEL_REJECTED)
                    .hasSize(1);
            assertThat(twin.predictions()).hasSize(2);
        }
    }

    @Test
    void aStoredModelThatIsNoneAnyMoreCostsItsRobotsOnlyUntilItIsMended() throws Exception {
        try (TwinHarness twin = new TwinHarness("--model.wait=0")) {
            twin.store(withContacts("sister", 17)); // as a former program let in
            twin.send(Frames.ofModel(BROKEN, 0, "sister"), Frames.good(OTHER, 0));

            assertThat(only(twin.rejected()).message)
                    .contains("is registered, but cannot be built")
                    .contains("16");
            assertThat(twin.predictions()).hasSize(1);
            twin.register(Frames.model("sister"));
            twin.send(Frames.ofModel(BROKEN, 1, "sister"));
            assertThat(twin.predictions()).hasSize(2);
        }
    }

    private static TwinState state(TwinHarness twin) throws Exception {
        TrackedRobot robot = Objects.requireNonNull(twin.robot(BROKEN));
        return Objects.requireNonNull(robot.twin);
    }

    /** Breaks what only a fault of the program could. */
    private static void set(TwinState state, String field, @Nullable Object value) throws ReflectiveOperationException {
        Field broken = TwinState.class.getDeclaredField(field);
        broken.setAccessible(true);
        broken.set(state, value);
    }

    private static OpenGaps withBrokenFrames(OpenGaps gaps) throws Exception {
        return shortened(gaps, true);
    }

    private static OpenGaps withBrokenPast(OpenGaps gaps) throws Exception {
        return shortened(gaps, false);
    }

    /** The same gaps, but of the frames held, or of the states from before them, only the first four bytes are left. */
    private static OpenGaps shortened(OpenGaps gaps, boolean frames) throws Exception {
        gaps.describe(new StatePass() {
            private int blocks; // of each frame held: itself, then the state from before

            @Override
            public byte[] block(byte[] value) {
                boolean frame = blocks++ % 2 == 0;
                return frame == frames ? Arrays.copyOf(value, Math.min(4, value.length)) : value;
            }
        });
        return gaps;
    }

    private static FrameRecord withContacts(String id, int contacts) throws Exception {
        String frames = BuiltInModels.humanoid28().frames().stream()
                .limit(contacts)
                .map(frame -> "{\"frame\":\"" + frame.name() + "\",\"polygon\":[]}")
                .collect(Collectors.joining(","));
        String message = Frames.text(new ModelMessage(id, BuiltInModels.humanoid28Urdf(), null).encode(Format.JSON));
        byte[] value = Frames.bytes(
                message.substring(0, message.length() - 1) + ",\"description\":{\"contacts\":[" + frames + "]}}");
        return new FrameRecord(id, value, Topics.ROBOT_MODELS, 0, 1, Frames.START_MILLIS, null);
    }

    private static List<String> of(String robot, TwinHarness twin) {
        return twin.predictions().stream()
                .filter(prediction -> prediction.contains("\"robot_id\":\"" + robot + "\""))
                .toList();
    }

    private static RejectedRecord only(List<RejectedRecord> rejected) {
        assertThat(rejected).hasSize(1);
        return rejected.get(0);
    }
}
