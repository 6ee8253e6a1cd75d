package dev.pollux.messages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.pollux.BuiltInWalk;
import dev.pollux.model.RobotModel;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.spatial.SE3;
import dev.pollux.state.RejectReason;
import dev.pollux.state.SensorFrame;
import dev.pollux.twin.FollowedRobot;
import dev.pollux.twin.FrameAnswer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The schemas in docs/schemas hold for what is really written. */
class SchemaTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final JsonMapper JSON = new JsonMapper();
    private static final int FRAMES = 600;

    @ParameterizedTest
    @EnumSource(Format.class)
    void everyMessageKeepsItsSchemaAndNothingMore(Format format) throws Exception {
        for (Map.Entry<String, byte[]> message : messages(format).entrySet()) {
            JsonNode written = (format == Format.CBOR ? new CBORMapper() : JSON).readTree(message.getValue());
            assertThat(complaints(message.getKey(), written))
                    .as(message.getKey())
                    .isEmpty();
            // The schema can fail: one field more, or one that must be there less, is noticed.
            ObjectNode more = written.deepCopy();
            more.put("surplus", 1);
            assertThat(complaints(message.getKey(), more)).as(message.getKey()).isNotEmpty();
            for (String required : required(message.getKey())) {
                ObjectNode less = written.deepCopy();
                less.remove(required);
                assertThat(complaints(message.getKey(), less)).as(required).isNotEmpty();
            }
        }
    }

    /** What the writers of this module make of a frame with all sensors. */
    static Map<String, byte[]> messages(Format format) throws Exception {
        RobotModel model = BuiltInModels.humanoid28();
        SensorFrame frame = RandomFrames.full(3, model.jointCount());
        frame.jointNames = model.jointNames().toArray(String[]::new);
        Map<String, byte[]> messages = new LinkedHashMap<>();
        messages.put("robot.frames", new FrameEncoder().encode(frame, format));
        messages.put("twin.predictions", prediction(model, format));
        messages.put(
                "robot.models",
                new ModelMessage(
                                "humanoid_28",
                                BuiltInModels.humanoid28Urdf(),
                                JSON.readTree(BuiltInModels.humanoid28Description()))
                        .encode(format));
        return messages;
    }

    /** Of a robot that stands, once all is known of it. */
    private static byte[] prediction(RobotModel model, Format format) throws Exception {
        FollowedRobot robot = new FollowedRobot(model, 10_000_000);
        FrameAnswer answer = robot.follow(standing(model, 0));
        for (int i = 1; i < FRAMES; i++) {
            answer = robot.follow(standing(model, i), 2L * i);
        }
        return new PredictionEncoder(model).encode("h-3", answer.state(), answer.forecast(), format);
    }

    private static SensorFrame standing(RobotModel model, int i) {
        SensorFrame frame = RandomFrames.full(3, model.jointCount());
        frame.jointNames = model.jointNames().toArray(String[]::new);
        frame.seq = i;
        frame.stampNanos = i * 2_000_000L;
        for (int j = 0; j < frame.jointCount; j++) {
            frame.jointPositions[j] = 1e-4 * Math.sin(i * (j + 1));
            frame.jointVelocities[j] = 1e-3 * Math.cos(i * (j + 1));
        }
        for (int k = 0; k < 6; k++) {
            double noise = 1e-3 * Math.sin(i * (k + 1));
            frame.imu[k] = (k == 5 ? 9.81 : 0) + noise;
            frame.contactWrenches[k] = (k == 2 ? model.mass() * 9.81 / 2 : 0) + noise;
            frame.contactWrenches[6 + k] = frame.contactWrenches[k] - noise / 2;
            frame.baseVelocity[k] = noise;
        }
        frame.contacts[1] = 1;
        SE3.identity(frame.basePose);
        return frame;
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void aModelIsReadBack(Format format) throws Exception {
        byte[] written = messages(format).getOrDefault("robot.models", new byte[0]);
        assertThat(ModelMessage.decode(written, format).robotModel().jointCount())
                .isEqualTo(28);
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void samePredictionGivesSameBytes(Format format) throws Exception {
        assertThat(messages(format).get("twin.predictions"))
                .isEqualTo(messages(format).get("twin.predictions"));
    }

    @Test
    void examplesInTheDocsKeepTheSchemasAndAreWrittenAsTheyAreShown() throws Exception {
        String topics = Files.readString(DOCS.resolve("topics.md"));
        for (String topic :
                List.of("robot.frames", "robot.models", "twin.predictions", "twin.latency", "twin.events")) {
            Matcher example = Pattern.compile("## `" + topic + "`.*?```json\\n(.*?)```", Pattern.DOTALL)
                    .matcher(topics);
            assertThat(example.find()).as(topic).isTrue();
            assertThat(complaints(topic, JSON.readTree(example.group(1))))
                    .as(topic)
                    .isEmpty();
            byte[] written = writtenAgain(topic, example.group(1).getBytes(StandardCharsets.UTF_8));
            assertThat(sayTheSame(JSON.readTree(example.group(1)), JSON.readTree(written)))
                    .as(topic)
                    .isTrue();
        }
        for (RejectReason reason : RejectReason.values()) {
            assertThat(topics).contains("| `" + reason + "` |");
        }
        assertThat(Pattern.compile("(?m)^\\| `[A-Z_]+` \\|")
                        .matcher(topics)
                        .results()
                        .count())
                .isEqualTo(RejectReason.values().length + EventMessage.Kind.values().length);
    }

    /** What the writer makes of what is read of a message; predictions nobody reads but by their schema. */
    private static byte[] writtenAgain(String topic, byte[] message) throws Exception {
        return switch (topic) {
            case "robot.frames" -> {
                SensorFrame frame = new SensorFrame();
                new FrameDecoder().decode(message, Format.JSON, frame);
                yield new FrameEncoder().encode(frame, Format.JSON);
            }
            case "robot.models" -> ModelMessage.decode(message, Format.JSON).encode(Format.JSON);
            case "twin.latency" -> LatencyMessage.decode(message, Format.JSON).encode(Format.JSON);
            case "twin.events" -> EventMessage.decode(message, Format.JSON).encode(Format.JSON);
            default -> message;
        };
    }

    /** Whether they are equal, where a number may be written as a whole one and a field that is null be left out. */
    private static boolean sayTheSame(JsonNode shown, JsonNode written) {
        ((ObjectNode) shown).properties().removeIf(field -> field.getValue().isNull());
        return shown.equals(
                (a, b) -> a.equals(b) || a.isNumber() && b.isNumber() && a.doubleValue() == b.doubleValue() ? 0 : 1,
                written);
    }

    @Test
    void theSchemaOfEventsKnowsEveryKindAndNoOther() throws Exception {
        List<String> kinds = new ArrayList<>();
        JSON.readTree(schema("twin.events").toFile())
                .at("/properties/event/enum")
                .forEach(kind -> kinds.add(kind.textValue()));
        assertThat(kinds)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(EventMessage.Kind.values())
                        .map(Enum::name)
                        .toList());
    }

    @Test
    void broughtAlongRecordingKeepsItsSchema() throws Exception {
        try (var in = new GZIPInputStream(Files.newInputStream(BuiltInWalk.FILE));
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (int i = 0; i < 3; i++) {
                assertThat(complaints("recording", JSON.readTree(reader.readLine())))
                        .isEmpty();
            }
        }
        assertThat(complaints("recording", JSON.readTree("{\"stamp\":{\"sec\":1,\"nanosec\":2},\"imu\":[1]}")))
                .isNotEmpty();
    }

    private static List<Error> complaints(String name, JsonNode message) throws Exception {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(schema(name)))
                .validate(message.toString(), InputFormat.JSON);
    }

    private static List<String> required(String name) throws Exception {
        JsonNode required = JSON.readTree(schema(name).toFile()).path("required");
        return Arrays.asList(
                JSON.convertValue(required.isMissingNode() ? JSON.createArrayNode() : required, String[].class));
    }

    private static Path schema(String name) {
        return DOCS.resolve("schemas").resolve(name + ".schema.json");
    }
}
