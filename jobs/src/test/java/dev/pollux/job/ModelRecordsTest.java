package dev.pollux.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.job.state.FrameRecord;
import dev.pollux.job.state.RejectedRecord;
import dev.pollux.kafka.Topics;
import dev.pollux.messages.EventMessage;
import dev.pollux.messages.EventMessage.Kind;
import dev.pollux.messages.Format;
import dev.pollux.messages.ModelMessage;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.state.RejectReason;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a record of {@code robot.models}, and of the robots of the model before it. */
class ModelRecordsTest {
    private static final String ROBOT = "h-1";

    @ParameterizedTest
    @CsvSource({
        "'<mass value=\"', 1e300, 'value is 1.0E300 kg'",
        "'<mass value=\"', 1e7, 'value is 1.0E7 kg'",
        "'<inertia ixx=\"', 1e9, 'ixx is 1.0E9'",
        "'<origin xyz=\"', '1e5 0 0', 'xyz'",
    })
    void aNumberOutOfBoundsIsRejectedAndTheModelBeforeItStays(String attribute, String value, String told)
            throws Exception {
        List<String> undisturbed;
        try (TwinHarness twin = new TwinHarness("--model.wait=0")) {
            twin.register(Frames.model("sister"));
            twin.send(frames(0, 20));
            undisturbed = twin.predictions();
        }
        String urdf = BuiltInModels.humanoid28Urdf();
        int at = urdf.indexOf(attribute) + attribute.length();
        String wild = urdf.substring(0, at) + value + urdf.substring(urdf.indexOf('"', at));

        try (TwinHarness twin = new TwinHarness("--model.wait=0")) {
            twin.register(Frames.model("sister"));
            twin.send(frames(0, 10));
            twin.register(model("sister", wild, null));
            twin.send(frames(10, 20));

            assertThat(twin.rejected()).singleElement().satisfies((RejectedRecord rejected) -> {
                assertThat(rejected.reason).isEqualTo(RejectReason.MALFORMED);
                assertThat(rejected.message).contains(told).contains("is accepted");
            });
            assertThat(of(Kind.MODEL_REJECTED, twin))
                    .singleElement()
                    .satisfies(event -> assertThat(event.message())
                            .startsWith("model \"sister\" stays as it was: ")
                            .contains(told));
            assertThat(twin.predictions()).isEqualTo(undisturbed);
        }
    }

    @Test
    void aNumberOutOfBoundsInTheDescriptionIsRejectedAndTheModelBeforeItStays() throws Exception {
        try (TwinHarness twin = new TwinHarness("--model.wait=0")) {
            twin.register(Frames.model("sister"));
            twin.register(model(
                    "sister",
                    BuiltInModels.humanoid28Urdf(),
                    "{\"joints\":{\"left_knee\":{\"kp\":1e8}},\"stamp_jitter\":1e9}"));
            twin.send(frames(0, 5));

            assertThat(of(Kind.MODEL_REJECTED, twin))
                    .singleElement()
                    .satisfies(event -> assertThat(event.message()).contains("is accepted"));
            assertThat(twin.predictions()).hasSize(5);
        }
    }

    @Test
    void aModelThatCostsAFrameMoreThanTheLimitIsRegisteredAndTheCostIsTold() throws Exception {
        String contacts = BuiltInModels.humanoid28().frames().stream()
                .limit(16)
                .map(frame -> "{\"frame\":\"" + frame.name() + "\",\"polygon\":[]}")
                .collect(Collectors.joining(","));
        try (TwinHarness twin = new TwinHarness("--model.wait=0")) {
            twin.register(model("sister", BuiltInModels.humanoid28Urdf(), "{\"contacts\":[" + contacts + "]}"));
            twin.send(frames(0, 5));

            assertThat(of(Kind.MODEL_DOUBTED, twin)).singleElement().satisfies(event -> {
                assertThat(event.robotId()).isEqualTo(Topics.FLEET_KEY);
                assertThat(event.message())
                        .contains("cost: 28 joints and 16 contacts")
                        .contains("about 2500 µs");
            });
            assertThat(twin.predictions()).hasSize(5);
        }
    }

    @Test
    void theSameModelOnceMoreIsNoNewOneAndAnotherOneIs() throws Exception {
        String twice = BuiltInModels.humanoid28Urdf()
                .replaceFirst("<limit ", "<limit lower='-2' upper='2'/><limit "); // which is doubted
        try (TwinHarness twin = new TwinHarness("--model.wait=0")) {
            for (int i = 0; i < 3; i++) {
                twin.register(model("sister", twice, null));
            }
            assertThat(of(Kind.MODEL_DOUBTED, twin)).hasSize(1);
            twin.register(model("sister", twice.replace("upper='2'", "upper='2.5'"), null));
            assertThat(of(Kind.MODEL_DOUBTED, twin)).hasSize(2);
            twin.send(frames(0, 5));
            assertThat(twin.predictions()).hasSize(5);
        }
    }

    @Test
    void aModelWithEndlessNamesIsDoubtedInASentence() throws Exception {
        String name = "x".repeat(30_000);
        String urdf = BuiltInModels.humanoid28Urdf()
                .replace(
                        "</robot>",
                        "<link name='" + name + "'><inertial><mass value='1'/></inertial></link>"
                                + "<joint name='" + name + "' type='fixed'><parent link='pelvis'/><child link='" + name
                                + "'/></joint></robot>");
        try (TwinHarness twin = new TwinHarness("--model.wait=0")) {
            twin.register(model("sister", urdf, null));
            twin.send(frames(0, 5));

            assertThat(twin.events())
                    .filteredOn(event -> event.robotId().equals(Topics.FLEET_KEY))
                    .isNotEmpty()
                    .allSatisfy(event -> assertThat(event.message()).hasSizeLessThan(2_100));
        }
    }

    private static List<EventMessage> of(Kind kind, TwinHarness twin) throws Exception {
        return twin.events().stream().filter(event -> event.event() == kind).toList();
    }

    private static FrameRecord model(String id, String urdf, @Nullable String description) throws Exception {
        String message = Frames.text(new ModelMessage(id, urdf, null).encode(Format.JSON));
        byte[] value = Frames.bytes(
                description == null
                        ? message
                        : message.substring(0, message.length() - 1) + ",\"description\":" + description + "}");
        return new FrameRecord(id, value, Topics.ROBOT_MODELS, 0, 1, Frames.START_MILLIS, null);
    }

    private static FrameRecord[] frames(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(seq -> Frames.ofModel(ROBOT, seq, "sister"))
                .toArray(FrameRecord[]::new);
    }
}
