package dev.pollux.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import dev.pollux.BuiltInWalk;
import dev.pollux.job.state.FrameRecord;
import dev.pollux.job.state.TrackedRobot;
import dev.pollux.kafka.Topics;
import dev.pollux.messages.EventMessage;
import dev.pollux.messages.Format;
import dev.pollux.messages.FrameEncoder;
import dev.pollux.recording.RecordedFrame;
import dev.pollux.recording.Recording;
import dev.pollux.spatial.SE3;
import dev.pollux.state.RejectReason;
import dev.pollux.state.SensorFrame;
import dev.pollux.storage.FiniteNumbers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A walk whose frames hold anything at all in any of their fields, as bytes, in the operator. */
@Tag("slow")
class FuzzedFramesTest {
    private static final String ROBOT = "h-1";
    private static final int FRAMES = 1_500;
    private static final int CALM = 300;
    private static final ObjectMapper JSON = new JsonMapper();
    private static final ObjectMapper CBOR = new CBORMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String[] WORDS = {"", "h-2", "other", "left_knee", "NaN", "1e999", "\u0000", "x".repeat(300)};

    @ParameterizedTest
    @CsvSource({"JSON, 1", "JSON, 2", "CBOR, 3", "CBOR, 4"})
    void everyFrameIsAPredictionOrARejectedRecordAndNoNumberIsLeftThatIsNotFinite(Format format, long seed)
            throws Exception {
        Random random = new Random(seed);
        List<byte[]> walk = walk(format);
        ObjectMapper mapper = format == Format.CBOR ? CBOR : JSON;
        try (TwinHarness twin = new TwinHarness("--model.wait=0")) {
            for (int i = 0; i < walk.size(); i++) {
                byte[] value = walk.get(i);
                if (i < walk.size() - CALM && random.nextInt(3) == 0) {
                    JsonNode frame = mapper.readTree(value);
                    for (int n = random.nextInt(3); n >= 0; n--) {
                        spoil(frame, random);
                    }
                    value = mapper.writeValueAsBytes(frame);
                }
                twin.send(record(value, format, i));
                TrackedRobot robot = twin.robot(ROBOT);
                assertThat(robot == null || robot.twin == null || robot.twin.sound(new FiniteNumbers()))
                        .as("the state is finite after frame " + i + ": " + new String(value))
                        .isTrue();
            }
            List<String> predictions = twin.predictions();
            assertThat(predictions.size() + twin.rejected().size()).isEqualTo(walk.size());
            assertThat(twin.rejected()).extracting(r -> r.reason).doesNotContain(RejectReason.FAILED);
            assertThat(twin.rejected().stream().map(r -> r.reason).distinct()).hasSizeGreaterThan(5);
            assertThat(predictions).hasSizeGreaterThan(walk.size() / 2).allSatisfy(text -> finite(text));
            assertThat(twin.events()).allSatisfy(FuzzedFramesTest::saysNumbers);
            JsonNode last = JSON.readTree(predictions.get(predictions.size() - 1));
            assertThat(last.path("seq").asLong())
                    .as("good frames at the end are predicted")
                    .isEqualTo(walk.size() - 1);
            assertThat(last.at("/state/base_velocity").size()).isEqualTo(6);
        }
    }

    private static void finite(String prediction) throws IOException {
        check(JSON.readTree(prediction));
    }

    private static void check(JsonNode node) {
        if (node.isNumber()) {
            assertThat(node.doubleValue()).isFinite();
        }
        node.forEach(FuzzedFramesTest::check);
    }

    private static void saysNumbers(EventMessage event) {
        assertThat(event.message()).doesNotContain("NaN").doesNotContain("Infinity");
    }

    /** Frames with every sensor there is. */
    private static List<byte[]> walk(Format format) throws IOException {
        List<byte[]> frames = new ArrayList<>();
        FrameEncoder encoder = new FrameEncoder();
        RecordedFrame recorded = new RecordedFrame();
        try (Recording recording = Recording.open(BuiltInWalk.FILE)) {
            for (int i = 0; i < FRAMES && recording.next(recorded); i++) {
                SensorFrame frame = recorded.frame;
                frame.robotId = ROBOT;
                frame.seq = i;
                frame.stampNanos = 1_000_000 * (Frames.START_MILLIS + i * Frames.PERIOD_MILLIS);
                frame.mark(SensorFrame.ROBOT_ID | SensorFrame.SEQ | SensorFrame.STAMP);
                if (i % 10 == 0) {
                    SE3.identity(frame.basePose);
                    frame.mark(SensorFrame.BASE_POSE | SensorFrame.BASE_VELOCITY);
                    System.arraycopy(recorded.truth.basePose, 0, frame.basePose, 0, recorded.hasTruth() ? 16 : 0);
                }
                frames.add(encoder.encode(frame, format));
            }
        }
        return frames;
    }

    private static FrameRecord record(byte[] value, Format format, int i) {
        return new FrameRecord(
                ROBOT,
                value,
                Topics.ROBOT_FRAMES,
                3,
                i,
                Frames.appended(i),
                format == Format.CBOR ? "application/cbor" : null);
    }

    /** Puts anything in the place of a field, each as likely as any other, or of one of the values in it. */
    private static void spoil(JsonNode frame, Random random) {
        JsonNode parent = frame;
        while (true) {
            int at = random.nextInt(parent.size());
            JsonNode child = parent.isObject() ? child((ObjectNode) parent, at) : parent.path(at);
            if (child.isContainerNode() && child.size() > 0 && random.nextInt(8) > 0) {
                parent = child;
                continue;
            }
            JsonNode wild = wild(child, random);
            if (parent instanceof ObjectNode object) {
                object.set(name(object, at), wild);
            } else {
                ((ArrayNode) parent).set(at, wild);
            }
            return;
        }
    }

    private static JsonNode child(ObjectNode object, int at) {
        return object.path(name(object, at));
    }

    private static String name(ObjectNode object, int at) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names.get(at);
    }

    /** Mostly a number, and mostly one that a sensor could have sent. */
    private static JsonNode wild(JsonNode former, Random random) {
        double sign = random.nextBoolean() ? 1 : -1;
        double value =
                sign * Math.pow(10, random.nextInt(4) == 0 ? random.nextDouble() * 308 : random.nextDouble() * 7 - 1);
        return switch (random.nextInt(12)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.textNode(WORDS[random.nextInt(WORDS.length)]);
            case 3 -> random.nextBoolean() ? NODES.arrayNode() : NODES.objectNode();
            case 4 -> NODES.numberNode(random.nextLong());
            case 5, 6, 7 ->
                former.isIntegralNumber()
                        ? NODES.numberNode(former.longValue() + (long) value)
                        : NODES.numberNode(value);
            default -> former.isIntegralNumber() ? NODES.numberNode((long) value) : NODES.numberNode(value);
        };
    }
}
