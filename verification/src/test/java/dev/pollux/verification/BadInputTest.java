package dev.pollux.verification;

import static dev.pollux.verification.FrameText.frame;
import static dev.pollux.verification.FrameText.good;
import static dev.pollux.verification.FrameText.numbers;
import static dev.pollux.verification.FrameText.stamp;
import static dev.pollux.verification.FrameText.stampField;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.kafka.HeaderNames;
import dev.pollux.kafka.Topics;
import dev.pollux.local.LocalPipeline;
import dev.pollux.local.PredictionHead;
import dev.pollux.local.TopicReader;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.state.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What no robot should send, sent to the running job between two good frames of a robot. */
@Tag("process")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
    private final RecordLog predictions = new RecordLog();
    private final RecordLog rejected = new RecordLog();
    private LocalPipeline pipeline;
    private JobID job;
    private TopicReader predictionReader;
    private TopicReader rejectedReader;
    private KafkaProducer<byte[], byte[]> producer;
    private int robots;

    /**
     * Something bad.
     *
     * @param name what it is
     * @param reason what it is rejected for
     * @param key from robot id to the record's key
     * @param value from robot id to the record's value
     */
    record Bad(
            String name,
            RejectReason reason,
            Function<String, byte @Nullable []> key,
            Function<String, byte @Nullable []> value) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    void startJob() throws Exception {
        pipeline = LocalPipeline.start(1, 2, 2);
        job = pipeline.submitTwin(2, "--model.wait=200 ms");
        predictionReader = TopicReader.start(pipeline.client(), predictions, Topics.TWIN_PREDICTIONS);
        rejectedReader = TopicReader.start(pipeline.client(), rejected, Topics.TWIN_REJECTED);
        Properties client = pipeline.client();
        client.put("max.request.size", 12 << 20);
        client.put("linger.ms", "0");
        producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @AfterAll
    void stopJob() throws Exception {
        producer.close();
        predictionReader.close();
        rejectedReader.close();
        pipeline.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everythingBad")
    void isRejectedWithItsReasonAndTheNextGoodFrameIsProcessed(Bad bad) throws Exception {
        String robot = "robot-" + robots++;
        send(utf8(robot), utf8(good(robot, 1)));
        byte[] value = bad.value.apply(robot);
        RecordMetadata sent = send(bad.key.apply(robot), value);
        send(utf8(robot), utf8(good(robot, 2)));

        ConsumerRecord<byte[], byte[]> refusal = rejected.await(
                "rejected record of " + bad,
                record -> RecordLog.header(record, HeaderNames.ORIGIN_PARTITION).equals("" + sent.partition())
                        && RecordLog.header(record, HeaderNames.ORIGIN_OFFSET).equals("" + sent.offset()));
        assertThat(RecordLog.header(refusal, HeaderNames.REASON)).isEqualTo(bad.reason.name());
        assertThat(RecordLog.header(refusal, HeaderNames.MESSAGE)).isNotBlank();
        assertThat(RecordLog.header(refusal, HeaderNames.ORIGIN_TOPIC)).isEqualTo(Topics.ROBOT_FRAMES);
        assertThat(RecordLog.header(refusal, HeaderNames.ORIGIN_TIMESTAMP)).isEqualTo("" + sent.timestamp());
        assertThat(refusal.value()).isEqualTo(value);
        predictions.await("prediction of the good frame before", record -> answers(record, robot, 1));
        predictions.await("prediction of the good frame after", record -> answers(record, robot, 2));
        assertThat(pipeline.flink().status(job)).isEqualTo(JobStatus.RUNNING);
        assertThat(pipeline.flink().restarts(job)).isZero();
    }

    static Stream<Bad> everythingBad() {
        String manyDigits = "9".repeat(400);
        return Stream.of(
                payload("not JSON", RejectReason.MALFORMED, robot -> "hello"),
                payload("binary rubbish", RejectReason.MALFORMED, robot -> "\u0000\u0001\u0002\u0003"),
                payload(
                        "truncated",
                        RejectReason.MALFORMED,
                        robot -> good(robot, 2).substring(0, 200)),
                payload("two frames in one", RejectReason.MALFORMED, robot -> good(robot, 2) + good(robot, 3)),
                payload("10 MB", RejectReason.TOO_LARGE, robot -> " ".repeat(10_000_000) + good(robot, 2)),
                payload(
                        "deep nesting",
                        RejectReason.TOO_DEEP,
                        robot -> with(robot, "\"x\": " + "[".repeat(5_000) + ",")),
                payload("text for a number", RejectReason.WRONG_TYPE, robot -> replaced(robot, "\"zero\"")),
                payload("object for an array", RejectReason.WRONG_TYPE, robot -> with(robot, "\"imu\": {\"x\": 1},")),
                payload(
                        "seq as text",
                        RejectReason.WRONG_TYPE,
                        robot -> good(robot, 2).replace("\"seq\": 2", "\"seq\": \"2\"")),
                payload("Infinity as text", RejectReason.NOT_FINITE, robot -> replaced(robot, "\"-Infinity\"")),
                payload("1e999", RejectReason.NOT_FINITE, robot -> replaced(robot, "1e999")),
                payload("a number of 400 digits", RejectReason.MALFORMED, robot -> replaced(robot, manyDigits)),
                payload("too few joints", RejectReason.WRONG_JOINT_COUNT, robot -> joints(robot, numbers(27, 2))),
                payload("too many joints", RejectReason.WRONG_JOINT_COUNT, robot -> joints(robot, numbers(29, 2))),
                payload("300 joints", RejectReason.WRONG_JOINT_COUNT, robot -> joints(robot, numbers(300, 2))),
                payload(
                        "unknown joints",
                        RejectReason.UNKNOWN_JOINT,
                        robot -> with(robot, names("tail").replace("_", "-").replace("joint-", "joint_"))),
                payload("repeated joint", RejectReason.REPEATED_JOINT, robot -> with(robot, names("waist_yaw"))),
                payload(
                        "unknown model",
                        RejectReason.UNKNOWN_MODEL,
                        robot -> good(robot, 2).replace("humanoid_28", "centaur")),
                payload("another robot's frame", RejectReason.KEY_MISMATCH, robot -> good("another", 2)),
                payload(
                        "no sensor's field",
                        RejectReason.UNKNOWN_FIELD,
                        robot -> good(robot, 2).replace("joint_", "")),
                payload(
                        "stamp missing",
                        RejectReason.MISSING_FIELD,
                        robot -> good(robot, 2).replace(stampField(stamp(2)) + ",", "")),
                payload("seq repeated", RejectReason.DUPLICATE, robot -> good(robot, 1)),
                payload("seq backwards", RejectReason.LATE, robot -> good(robot, 0)),
                payload("stamp backwards", RejectReason.STAMP_BACKWARD, robot -> frame(robot, 2, stamp(-500), "")),
                payload(
                        "stamp one hour ahead",
                        RejectReason.STAMP_AHEAD,
                        robot -> frame(robot, 2, stamp(1) + 3_600_000_000_000L, "")),
                new Bad("no key", RejectReason.EMPTY_KEY, robot -> null, robot -> utf8(good(robot, 2))),
                new Bad("empty key", RejectReason.EMPTY_KEY, robot -> new byte[0], robot -> utf8(good(robot, 2))),
                new Bad("null value", RejectReason.EMPTY_RECORD, BadInputTest::utf8, robot -> null),
                new Bad("empty value", RejectReason.EMPTY_RECORD, BadInputTest::utf8, robot -> new byte[0]));
    }

    private static Bad payload(String name, RejectReason reason, Function<String, String> value) {
        return new Bad(name, reason, BadInputTest::utf8, robot -> utf8(value.apply(robot)));
    }

    private static String with(String robot, String fields) {
        return frame(robot, 2, stamp(2), fields);
    }

    /** A frame whose velocities hold something at the fourth place. */
    private static String replaced(String robot, String number) {
        return with(robot, "\"joint_velocities\": [0, 0, 0, " + number + ", " + "0, ".repeat(23) + "0],");
    }

    private static String joints(String robot, String positions) {
        return good(robot, 2).replace(numbers(28, 2), positions);
    }

    /** The model's joint names but for the first, which is another. */
    private static String names(String first) {
        String names =
                String.join("\", \"", BuiltInModels.humanoid28().jointNames().subList(1, 28));
        return "\"joint_names\": [\"" + first + "\", \"" + names + "\"],";
    }

    private static boolean answers(ConsumerRecord<byte[], byte[]> record, String robot, long seq) {
        PredictionHead head = new PredictionHead();
        head.read(record.value());
        return RecordLog.key(record).equals(robot) && head.seq() == seq;
    }

    private RecordMetadata send(byte @Nullable [] key, byte @Nullable [] value) throws Exception {
        return producer.send(new ProducerRecord<>(Topics.ROBOT_FRAMES, key, value))
                .get();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
