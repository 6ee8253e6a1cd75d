package dev.pollux.messages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pollux.state.SensorFrame;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Schemas and pages have the fields of {@link MessageField} and of the messages' records: these, and no others. */
class MessageFieldTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

    static Stream<Arguments> objectsOfSchemas() {
        return Stream.of(
                Arguments.of("robot.frames", "", MessageObject.FRAME),
                Arguments.of("robot.frames", "/properties/joint_commands/anyOf/0", MessageObject.COMMANDS),
                Arguments.of("robot.frames", "/$defs/stamp", MessageObject.TIME),
                Arguments.of("recording", "/$defs/frame", MessageObject.RECORDED_FRAME),
                Arguments.of("recording", "/$defs/frame/properties/joint_commands/anyOf/0", MessageObject.COMMANDS),
                Arguments.of("recording", "/$defs/frame/properties/truth", MessageObject.GROUND_TRUTH),
                Arguments.of("recording", "/$defs/stamp", MessageObject.TIME),
                Arguments.of("twin.predictions", "", MessageObject.PREDICTION_RECORD),
                Arguments.of("twin.predictions", "/$defs/stamp", MessageObject.TIME),
                Arguments.of("twin.predictions", "/properties/state", MessageObject.TWIN_STATE),
                Arguments.of("twin.predictions", "/properties/state/properties/sigma", MessageObject.STATE_SIGMA),
                Arguments.of("twin.predictions", "/$defs/balance", MessageObject.BALANCE_STATE),
                Arguments.of("twin.predictions", "/properties/predictions/items", MessageObject.PREDICTION),
                Arguments.of(
                        "twin.predictions",
                        "/properties/predictions/items/properties/sigma",
                        MessageObject.PREDICTION_SIGMA),
                Arguments.of("twin.predictions", "/properties/residual/items", MessageObject.HORIZON_RESIDUAL));
    }

    @ParameterizedTest
    @MethodSource("objectsOfSchemas")
    void aSchemaHasTheFieldsOfTheTableInTheirFormsAndUnitsAndNoOthers(String schema, String object, MessageObject table)
            throws IOException {
        JsonNode root = schema(schema);
        JsonNode properties = root.at(object).path("properties");
        assertThat(names(properties)).containsExactlyInAnyOrderElementsOf(table.names());
        for (MessageField field : table.fields()) {
            JsonNode property = properties.path(field.toString());
            assertThat(form(root, property)).as("%s", field).isEqualTo(field.form());
            String described = descriptions(root, property);
            List<Dimension> dimensions =
                    field.form() == FieldForm.POSE ? field.dimensions().subList(0, 1) : field.dimensions();
            for (Dimension dimension : dimensions) {
                assertThat(described)
                        .as("%s", field)
                        .containsPattern("(?<![\\p{L}/·])" + Pattern.quote(dimension.unit()) + "(?![\\p{L}/²·])");
            }
        }
    }

    /** The form of a property, held against the bounds that frames are read with. */
    private static FieldForm form(JsonNode root, JsonNode property) {
        JsonNode node = resolved(root, property);
        if (node.has("enum")) {
            return FieldForm.WORD;
        }
        return switch (type(node)) {
            case "string" -> {
                requireName(node);
                yield FieldForm.TEXT;
            }
            case "integer" -> FieldForm.COUNT;
            case "number" -> FieldForm.ONE;
            case "array" -> array(node);
            default -> object(root, node);
        };
    }

    private static FieldForm array(JsonNode node) {
        JsonNode items = node.path("items");
        if (node.has("minItems")) {
            assertThat(node.path("maxItems")).isEqualTo(node.path("minItems"));
            assertThat(type(items)).isEqualTo("number");
            return switch (node.path("minItems").intValue()) {
                case 2 -> FieldForm.TWO;
                case 3 -> FieldForm.THREE;
                case 6 -> FieldForm.SIX;
                default -> FieldForm.POSE;
            };
        }
        if (type(items).equals("object")) {
            return FieldForm.OBJECTS;
        }
        assertThat(node.path("maxItems").intValue()).isEqualTo(SensorFrame.MAX_JOINTS);
        if (type(items).equals("string")) {
            requireName(items);
            return FieldForm.NAMES;
        }
        assertThat(items.path("type").toString()).isEqualTo("[\"number\",\"null\"]");
        return FieldForm.PER_JOINT;
    }

    private static FieldForm object(JsonNode root, JsonNode node) {
        if (node.has("properties")) {
            return node.path("properties").has(MessageField.SEC.toString()) ? FieldForm.INSTANT : FieldForm.OBJECT;
        }
        assertThat(node.path("maxProperties").intValue()).isEqualTo(SensorFrame.MAX_CONTACTS);
        JsonNode entry = resolved(root, node.path("additionalProperties"));
        if (type(entry).equals("boolean")) {
            return FieldForm.FLAG_PER_CONTACT;
        }
        assertThat(array(entry)).isEqualTo(FieldForm.SIX);
        return FieldForm.SIX_PER_CONTACT;
    }

    private static void requireName(JsonNode node) {
        assertThat(node.path("maxLength").intValue()).isEqualTo(MessageReader.MAX_TEXT_LENGTH);
    }

    /** What a node says or refers to, of several alternatives the first. */
    private static JsonNode resolved(JsonNode root, JsonNode node) {
        JsonNode first = node.has("anyOf") ? node.path("anyOf").path(0) : node;
        return first.has("$ref") ? root.at(first.path("$ref").textValue().substring(1)) : first;
    }

    private static String type(JsonNode node) {
        JsonNode type = node.path("type");
        return type.isArray() ? type.path(0).asText() : type.asText();
    }

    private static String descriptions(JsonNode root, JsonNode node) {
        JsonNode entries = resolved(root, node).path("additionalProperties");
        return Stream.of(node, resolved(root, node), resolved(root, entries))
                .map(said -> said.path("description").asText())
                .collect(Collectors.joining("; "));
    }

    /** All of them, of a robot of which everything is known and of whose base nothing was predicted before. */
    @Test
    void whatIsWrittenHasTheFieldsOfTheTableInItsOrder() throws Exception {
        Map<String, byte[]> messages = SchemaTest.messages(Format.JSON);
        JsonNode frame = JSON.readTree(messages.get("robot.frames"));
        assertThat(frame.fieldNames()).toIterable().containsExactlyElementsOf(MessageObject.FRAME.names());
        assertThat(frame.path("joint_commands").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(MessageObject.COMMANDS.names());
        JsonNode prediction = JSON.readTree(messages.get("twin.predictions"));
        assertThat(prediction.fieldNames())
                .toIterable()
                .containsExactlyElementsOf(MessageObject.PREDICTION_RECORD.names());
        assertThat(prediction.path("state").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(MessageObject.TWIN_STATE.names());
        assertThat(prediction.at("/predictions/0").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(MessageObject.PREDICTION.names());
        assertThat(prediction.at("/residual/0").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(MessageObject.HORIZON_RESIDUAL.names());
        assertThat(prediction.path("balance").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(MessageObject.BALANCE_STATE.names());
    }

    static Stream<Arguments> records() {
        return Stream.of(
                Arguments.of("robot.models", "", ModelMessage.class),
                Arguments.of("twin.events", "", EventMessage.class),
                Arguments.of("twin.latency", "", LatencyMessage.class),
                Arguments.of("twin.latency", "/$defs/quantiles", LatencyMessage.Quantiles.class),
                Arguments.of(
                        "twin.latency", "/properties/prediction_error/items", LatencyMessage.PredictionError.class));
    }

    @ParameterizedTest
    @MethodSource("records")
    void aSchemaHasTheFieldsOfTheRecordAndNoOthers(String schema, String object, Class<?> type) throws IOException {
        assertThat(names(schema(schema).at(object).path("properties")))
                .containsExactlyInAnyOrderElementsOf(components(type));
    }

    @Test
    void thePageOfTheTopicsHasTheFieldsOfFramesAndNoOthers() throws IOException {
        assertThat(shown("robot.frames"))
                .isEqualTo(Map.of(
                        "", Set.copyOf(MessageObject.FRAME.names()),
                        "stamp", Set.copyOf(MessageObject.TIME.names()),
                        "joint_commands", Set.copyOf(MessageObject.COMMANDS.names())));
    }

    @Test
    void thePageOfTheTopicsHasTheFieldsOfPredictionsAndNoOthers() throws IOException {
        Set<String> balance = Set.copyOf(MessageObject.BALANCE_STATE.names());
        assertThat(shown("twin.predictions"))
                .isEqualTo(Map.of(
                        "", Set.copyOf(MessageObject.PREDICTION_RECORD.names()),
                        "stamp", Set.copyOf(MessageObject.TIME.names()),
                        "state", Set.copyOf(MessageObject.TWIN_STATE.names()),
                        "state.sigma", Set.copyOf(MessageObject.STATE_SIGMA.names()),
                        "balance", balance,
                        "predictions[]", Set.copyOf(MessageObject.PREDICTION.names()),
                        "predictions[].sigma", Set.copyOf(MessageObject.PREDICTION_SIGMA.names()),
                        "predictions[].balance", balance,
                        "residual[]", Set.copyOf(MessageObject.HORIZON_RESIDUAL.names())));
    }

    @Test
    void thePageOfTheTopicsHasTheFieldsOfWindowsEventsAndModelsAndNoOthers() throws IOException {
        Set<String> quantiles = components(LatencyMessage.Quantiles.class);
        Set<String> quantities = Arrays.stream(LatencyMessage.class.getRecordComponents())
                .filter(component -> component.getType() == LatencyMessage.Quantiles.class)
                .map(MessageFieldTest::wireName)
                .collect(Collectors.toSet());
        Map<String, Set<String>> window = new TreeMap<>(Map.of(
                "", components(LatencyMessage.class),
                "prediction_error[]", components(LatencyMessage.PredictionError.class)));
        quantities.forEach(quantity -> window.put(quantity, quantiles));
        assertThat(shown("twin.latency")).isEqualTo(window);
        assertThat(firstCells(section("topics.md", "`twin.latency`"), "quantity"))
                .isEqualTo(quantities);
        assertThat(shown("twin.events").get("")).isEqualTo(components(EventMessage.class));
        assertThat(shown("robot.models").get("")).isEqualTo(components(ModelMessage.class));
    }

    @Test
    void thePageOfRecordingsHasTheFieldsBeyondAFrameAndNoOthers() throws IOException {
        String section = section("recordings.md", "JSON Lines");
        Set<String> beyond = new TreeSet<>(MessageObject.RECORDED_FRAME.names());
        beyond.removeAll(MessageObject.FRAME.names());
        assertThat(firstCells(section, "field")).isEqualTo(beyond);
        Set<String> truth = new TreeSet<>(MessageObject.GROUND_TRUTH.names());
        truth.removeAll(MessageObject.SENSORS.names());
        truth.remove(MessageField.JOINT_NAMES.toString());
        assertThat(rows(section, "field").filter(row -> row.get(0).equals("`truth`")))
                .singleElement()
                .satisfies(row -> assertThat(quoted(row.get(1))).isEqualTo(truth));
    }

    /** By object the fields that a topic's example and its tables of fields have. */
    private static Map<String, Set<String>> shown(String topic) throws IOException {
        String section = section("topics.md", "`" + topic + "`");
        Matcher example = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL).matcher(section);
        assertThat(example.find()).isTrue();
        Map<String, Set<String>> fields = new TreeMap<>();
        collect("", JSON.readTree(example.group(1)), fields);
        rows(section, "field").forEach(row -> {
            String[] cell = row.get(0).split(":");
            for (String object : quoted(cell[0])) {
                fields.computeIfAbsent(object, any -> new TreeSet<>()).addAll(quoted(cell[1]));
                int dot = object.lastIndexOf('.');
                fields.computeIfAbsent(dot < 0 ? "" : object.substring(0, dot), any -> new TreeSet<>())
                        .add(object.substring(dot + 1).replace("[]", ""));
            }
        });
        return fields;
    }

    /** Objects by their path; those whose names are contacts' and numbers' have none of the table. */
    private static void collect(String path, JsonNode object, Map<String, Set<String>> fields) {
        fields.put(path, names(object));
        object.fields().forEachRemaining(field -> {
            String inner = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            boolean byName =
                    field.getKey().startsWith("contact") || field.getKey().matches("numbers|description");
            if (field.getValue().isObject() && !byName) {
                collect(inner, field.getValue(), fields);
            } else if (field.getValue().path(0).isObject()) {
                collect(inner + "[]", field.getValue().path(0), fields);
            }
        });
    }

    private static String section(String page, String title) throws IOException {
        Matcher section = Pattern.compile("(?ms)^## " + Pattern.quote(title) + ".*?(?=^## |\\z)")
                .matcher(Files.readString(DOCS.resolve(page)));
        assertThat(section.find()).isTrue();
        return section.group();
    }

    /** The rows of the tables with this head. */
    private static Stream<List<String>> rows(String section, String head) {
        return Pattern.compile("(?m)(?:^\\|.*\\n)+")
                .matcher(section)
                .results()
                .map(table -> table.group().lines().map(MessageFieldTest::cells).toList())
                .filter(table -> table.get(0).get(0).equals(head))
                .flatMap(table -> table.stream().skip(2));
    }

    private static List<String> cells(String row) {
        return Arrays.stream(row.substring(1).split("\\|")).map(String::strip).toList();
    }

    private static Set<String> firstCells(String section, String head) {
        return rows(section, head).flatMap(row -> quoted(row.get(0)).stream()).collect(Collectors.toSet());
    }

    private static Set<String> quoted(String text) {
        return QUOTED.matcher(text)
                .results()
                .map((MatchResult quote) -> quote.group(1))
                .collect(Collectors.toSet());
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<String> components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(MessageFieldTest::wireName)
                .collect(Collectors.toSet());
    }

    private static String wireName(RecordComponent component) {
        return new SnakeCaseStrategy().translate(component.getName());
    }

    private static JsonNode schema(String name) throws IOException {
        return JSON.readTree(
                DOCS.resolve("schemas").resolve(name + ".schema.json").toFile());
    }
}
