package dev.pollux.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.pollux.job.options.JobOptions;
import dev.pollux.job.state.FrameRecord;
import dev.pollux.job.state.FrameRecordSerializer;
import dev.pollux.job.state.OutputRecord;
import dev.pollux.job.state.PlainType;
import dev.pollux.job.state.RejectedRecord;
import dev.pollux.kafka.Topics;
import dev.pollux.messages.Format;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.state.TwinState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The messages that docs/topics.md shows are those that the job writes. */
@Tag("process")
class MessageExamplesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MODEL = "two_knees";

    /** So many that the page's is one for whose instant a prediction was due. */
    private static final int FRAMES = 249;

    @Test
    void theJobWritesTheStaleEventOfThePage() throws Exception {
        JsonNode example = example("twin.events");
        TwinState state = new TwinState(BuiltInModels.humanoid28(), 0);
        state.seq = example.path("seq").longValue();
        state.stampNanos = example.path("stamp").path("sec").longValue() * 1_000_000_000
                + example.path("stamp").path("nanosec").longValue();
        long silentMillis =
                Math.round(1e3 * example.path("numbers").path("silent_s").doubleValue());

        byte[] written = new Events(Format.JSON).stale(example.path("robot_id").textValue(), state, silentMillis).value;

        assertThat(JSON.readTree(written)).isEqualTo(example);
        keepsItsSchemaAndNoOther("twin.events", written);
    }

    /** A robot that sends frames such as the page's for half a second, that one last. */
    @Test
    void theJobWritesThePredictionAndTheWindowOfThePageForItsFrame() throws Exception {
        Collected<OutputRecord> predictions = new Collected<>();
        Collected<OutputRecord> events = new Collected<>();
        Collected<OutputRecord> latency = new Collected<>();
        Collected<RejectedRecord> rejected = new Collected<>();
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(1);
        JobOptions options = JobOptions.of("--predict.horizons=10ms", "--model.wait=1min", "--stale.after=1min");
        JobDefaults.apply(env, options);
        TwinTopology.build(
                env,
                new TwinSources(source(MessageExamplesTest::frame, FRAMES), source(index -> model(), 1)),
                new TwinSinks(predictions, events, rejected, latency),
                options);
        env.execute();

        assertThat(rejected.all()).isEmpty();
        assertThat(predictions.all()).hasSize(FRAMES);
        assertThat(withoutNumbers(JSON.readTree(predictions.all().get(FRAMES - 1).value)))
                .isEqualTo(withoutNumbers(example("twin.predictions")));
        assertThat(latency.all())
                .extracting(window -> withoutNumbers(JSON.readTree(window.value)))
                .contains(withoutNumbers(example("twin.latency")));
        assertThat(events.all()).isNotEmpty();
        keepTheirSchemas("twin.predictions", predictions.all());
        keepTheirSchemas("twin.latency", latency.all());
        keepTheirSchemas("twin.events", events.all());
    }

    /** The same, each number 0: they are the machine's and the noise's. Histograms are numbers, too. */
    private static JsonNode withoutNumbers(JsonNode message) {
        if (message instanceof ObjectNode object) {
            ObjectNode out = JSON.createObjectNode();
            object.fields()
                    .forEachRemaining(field -> out.set(
                            field.getKey(),
                            field.getKey().equals("histogram")
                                    ? IntNode.valueOf(0)
                                    : withoutNumbers(field.getValue())));
            return out;
        }
        if (message instanceof ArrayNode array) {
            ArrayNode out = JSON.createArrayNode();
            array.forEach(value -> out.add(withoutNumbers(value)));
            return out;
        }
        return message.isNumber() ? IntNode.valueOf(0) : message;
    }

    private static void keepTheirSchemas(String topic, List<OutputRecord> records) throws Exception {
        for (OutputRecord record : records) {
            keepsItsSchemaAndNoOther(topic, record.value);
        }
    }

    /** One field more, or one that must be there less, is noticed. */
    private static void keepsItsSchemaAndNoOther(String topic, byte[] written) throws Exception {
        String text = Files.readString(Path.of("..", "docs", "schemas", topic + ".schema.json"));
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text, InputFormat.JSON);
        ObjectNode message = (ObjectNode) JSON.readTree(written);
        assertThat(schema.validate(message.toString(), InputFormat.JSON))
                .as(topic)
                .isEmpty();
        String more = message.deepCopy().put("surplus", 1).toString();
        assertThat(schema.validate(more, InputFormat.JSON)).as(more).isNotEmpty();
        for (JsonNode required : JSON.readTree(text).path("required")) {
            String less = message.deepCopy().without(required.textValue()).toString();
            assertThat(schema.validate(less, InputFormat.JSON)).as(less).isNotEmpty();
        }
    }

    private static Source<FrameRecord, ?, ?> source(GeneratorFunction<Long, FrameRecord> records, long count) {
        return new DataGeneratorSource<>(records, count, new PlainType<>(FrameRecordSerializer.INSTANCE));
    }

    /** The page's frame, or one before it, of a sensor that is as noisy as any. */
    private static FrameRecord frame(long index) throws Exception {
        long before = FRAMES - 1 - index;
        ObjectNode frame = (ObjectNode) example("robot.frames");
        frame.put("model", MODEL).put("seq", frame.path("seq").longValue() - before);
        JsonNode stamp = frame.path("stamp");
        long nanos = stamp.path("sec").longValue() * 1_000_000_000
                + stamp.path("nanosec").longValue()
                - before * Frames.PERIOD_MILLIS * 1_000_000;
        frame.putObject("stamp").put("sec", nanos / 1_000_000_000).put("nanosec", nanos % 1_000_000_000);
        for (String sensor : List.of("joint_positions", "joint_velocities", "imu")) {
            ArrayNode values = (ArrayNode) frame.path(sensor);
            for (int i = 0; i < values.size(); i++) {
                if (values.get(i).isNumber()) {
                    double noise = 1e-4 * Math.sin(before * (i + 1));
                    values.set(i, DoubleNode.valueOf(values.get(i).doubleValue() + noise));
                }
            }
        }
        return record(Topics.ROBOT_FRAMES, frame.path("robot_id").textValue(), frame, index, nanos / 1_000_000 + 1);
    }

    /** A robot of that name, of which the page shows no more than its knees and soles. */
    private static FrameRecord model() throws Exception {
        ObjectNode model = (ObjectNode) example("robot.models");
        model.put("model", MODEL).put("urdf", """
            <robot name="two_knees">
              <link name="trunk"><inertial><mass value="40"/>
                <inertia ixx="1" iyy="1" izz="1" ixy="0" ixz="0" iyz="0"/></inertial></link>
              <link name="imu_link"/>
              <joint name="imu" type="fixed"><parent link="trunk"/><child link="imu_link"/></joint>
            """ + leg("left", 0.1) + leg("right", -0.1) + "</robot>");
        return record(Topics.ROBOT_MODELS, MODEL, model, 0, Frames.START_MILLIS);
    }

    private static FrameRecord record(String topic, String key, JsonNode value, long offset, long appended) {
        return new FrameRecord(key, Frames.bytes(value.toString()), topic, 0, offset, appended, null);
    }

    private static String leg(String side, double y) {
        return """
            <link name="%1$s_shank"><inertial><origin xyz="0 0 -0.2"/><mass value="5"/>
              <inertia ixx="0.1" iyy="0.1" izz="0.01" ixy="0" ixz="0" iyz="0"/></inertial></link>
            <joint name="%1$s_knee" type="revolute"><parent link="trunk"/><child link="%1$s_shank"/>
              <origin xyz="0 %2$s -0.4"/><axis xyz="0 1 0"/>
              <limit lower="-2" upper="2" effort="200" velocity="10"/></joint>
            <link name="%1$s_sole"/>
            <joint name="%1$s_ankle" type="fixed"><parent link="%1$s_shank"/><child link="%1$s_sole"/>
              <origin xyz="0 0 -0.4"/></joint>
            """.formatted(side, y);
    }

    private static JsonNode example(String topic) throws Exception {
        Matcher example = Pattern.compile("## `" + topic + "`.*?```json\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("..", "docs", "topics.md")));
        assertThat(example.find()).isTrue();
        return JSON.readTree(example.group(1));
    }
}
