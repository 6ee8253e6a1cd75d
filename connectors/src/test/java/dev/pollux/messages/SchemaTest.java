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
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schemas in docs/schemas hold for what is really written. */
class SchemaTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final JsonMapper JSON = new JsonMapper();

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

    @ParameterizedTest
    @ValueSource(strings = {"robot.frames", "robot.models", "twin.predictions", "twin.latency", "twin.events"})
    void thePageOfTheTopicsNamesEveryFieldOfEachMessage(String topic) throws Exception {
        String page = Files.readString(DOCS.resolve("topics.md"));
        JsonNode schema = JSON.readTree(Files.readString(DOCS.resolve("schemas").resolve(topic + ".schema.json")));
        Set<String> fields = new TreeSet<>();
        for (JsonNode properties : schema.findValues("properties")) {
            properties.fieldNames().forEachRemaining(fields::add);
            for (JsonNode deeper : properties.findValues("properties")) {
                deeper.fieldNames().forEachRemaining(fields::add);
            }
        }
        assertThat(fields)
                .isNotEmpty()
                .allSatisfy(field -> assertThat(page).containsPattern("[`\".]" + field + "[`\"]"));
    }

    private static Map<String, byte[]> messages(Format format) throws Exception {
        RobotModel model = BuiltInModels.humanoid28();
        SensorFrame frame = RandomFrames.full(3, model.jointCount());
        frame.jointNames = model.jointNames().toArray(String[]::new);
        Map<String, byte[]> messages = new LinkedHashMap<>();
        messages.put("robot.frames", new FrameEncoder().encode(frame, format));
        FollowedRobot robot = new FollowedRobot(model, 2_000_000);
        PredictionEncoder predictions = new PredictionEncoder(model);
        SE3.identity(frame.basePose);
        for (int i = 0; i < 2; i++) {
            FrameAnswer answer = robot.follow(frame);
            messages.put("twin.predictions", predictions.encode("h-3", answer.state(), answer.forecast(), format));
            frame = RandomFrames.full(3, model.jointCount());
            frame.jointNames = model.jointNames().toArray(String[]::new);
            SE3.identity(frame.basePose);
            frame.seq++;
            frame.stampNanos += 2_000_000;
        }
        messages.put(
                "twin.events",
                new EventMessage(
                                "h-3",
                                EventMessage.Kind.STALE,
                                7,
                                Stamp.ofNanos(5),
                                "no usable frame",
                                Map.of("silent_s", 2.0))
                        .encode(format));
        messages.put("twin.latency", latency().encode(format));
        messages.put(
                "robot.models",
                new ModelMessage(
                                "humanoid_28",
                                BuiltInModels.humanoid28Urdf(),
                                JSON.readTree(BuiltInModels.humanoid28Description()))
                        .encode(format));
        return messages;
    }

    private static LatencyMessage latency() {
        LatencyMessage.Quantiles quantiles = new LatencyMessage.Quantiles(1, 2, 3, 4, "HISTFAAAAA==");
        return new LatencyMessage(
                LatencyMessage.Scope.ROBOT,
                "h-3",
                1000,
                2000,
                1,
                500,
                4,
                1,
                0,
                2,
                3,
                5,
                500,
                1.0,
                quantiles,
                quantiles,
                quantiles,
                null,
                List.of(new LatencyMessage.PredictionError(10, 500, 1e-3, 1e-2, 1e-3, null)));
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void messagesOfEachWindowAndEventAreReadBack(Format format) throws Exception {
        assertThat(LatencyMessage.decode(latency().encode(format), format)).isEqualTo(latency());
        Map<String, byte[]> messages = messages(format);
        ModelMessage model = ModelMessage.decode(messages.getOrDefault("robot.models", new byte[0]), format);
        assertThat(model.robotModel().jointCount()).isEqualTo(28);
        assertThat(EventMessage.decode(messages.getOrDefault("twin.events", new byte[0]), format)
                        .numbers())
                .containsEntry("silent_s", 2.0);
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void samePredictionGivesSameBytes(Format format) throws Exception {
        assertThat(messages(format).get("twin.predictions"))
                .isEqualTo(messages(format).get("twin.predictions"));
    }

    @Test
    void examplesInTheDocsKeepTheSchemas() throws Exception {
        String topics = Files.readString(DOCS.resolve("topics.md"));
        for (String topic :
                List.of("robot.frames", "robot.models", "twin.predictions", "twin.latency", "twin.events")) {
            Matcher example = Pattern.compile("## `" + topic + "`.*?```json\\n(.*?)```", Pattern.DOTALL)
                    .matcher(topics);
            assertThat(example.find()).as(topic).isTrue();
            assertThat(complaints(topic, JSON.readTree(example.group(1))))
                    .as(topic)
                    .isEmpty();
            if (topic.equals("twin.latency")) {
                byte[] window = example.group(1).getBytes(StandardCharsets.UTF_8);
                JsonNode again =
                        JSON.readTree(LatencyMessage.decode(window, Format.JSON).encode(Format.JSON));
                assertThat(again).isEqualTo(JSON.readTree(window));
            }
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
        Path walk = Path.of("../evaluation/src/main/resources/dev/pollux/recordings/humanoid_28-walk.jsonl.gz");
        try (var in = new GZIPInputStream(Files.newInputStream(walk));
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
