package dev.pollux.verification;

import static dev.pollux.state.RejectReason.BAD_KEY;
import static dev.pollux.state.RejectReason.EMPTY_KEY;
import static dev.pollux.state.RejectReason.EMPTY_RECORD;
import static dev.pollux.state.RejectReason.MALFORMED;
import static dev.pollux.state.RejectReason.TOO_DEEP;
import static dev.pollux.state.RejectReason.TOO_LARGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.pollux.cli.Pollux;
import dev.pollux.evaluation.BuiltInRecording;
import dev.pollux.kafka.HeaderNames;
import dev.pollux.kafka.Topics;
import dev.pollux.local.TopicReader;
import dev.pollux.messages.Format;
import dev.pollux.messages.ModelMessage;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.state.RejectReason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever anybody publishes, on processes of their own: poison among the good frames of ten robots, on topics as somebody
 * made them by hand, restarts nothing, and the robots' predictions are those of a fleet that nobody poisons.
 */
@Tag("process")
class ChaosTest {
    private static final Path JAR = Path.of("../jobs/target/pollux-job.jar").toAbsolutePath();
    private static final Path FOLDER = Path.of("target/chaos");
    private static final int ROBOTS = 10;
    private static final int FRAMES = 320; // a base at rest is known after 250
    private static final int MEBI = 1 << 20;

    /** The first frames of the built-in walk, with all that a robot measures. */
    private static final List<ObjectNode> WALK = new ArrayList<>();

    /** Each robot walks so many frames ahead of the one before. */
    private static final int AHEAD = 20;

    @BeforeAll
    static void findJarAndFrames() throws IOException {
        assumeTrue(Files.exists(JAR), JAR + " is not there: build it with mvn package");
        Utils.delete(FOLDER.toFile());
        JsonMapper json = JsonMapper.builder().build();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(BuiltInRecording.path())), StandardCharsets.UTF_8))) {
            lines.readLine(); // the header
            while (WALK.size() < ROBOTS * AHEAD + FRAMES) {
                ObjectNode frame = (ObjectNode) json.readTree(lines.readLine());
                frame.remove("truth");
                WALK.add(frame);
            }
        }
    }

    @Test
    void poisonRestartsNothingAndThePredictionsAreThoseOfARunWithout() throws Exception {
        try (FlinkProcesses flink = new FlinkProcesses(FOLDER)) {
            flink.startJobManager();
            flink.startTaskManager();
            Waiting.until(
                    () -> flink.rest("/overview").path("taskmanagers").asInt() > 0, () -> "no task manager registers");

            Map<String, String> clean = runClean(flink);
            assertThat(clean).hasSize(ROBOTS * FRAMES);
            assertThat(clean.get("h-3/" + (FRAMES - 1)))
                    .as("all of the twin is at work")
                    .contains(
                            "\"base_velocity\":",
                            "\"contact_states\":",
                            "\"torque_source\":\"commands\"",
                            "\"balance\":");
            assertThat(runPoisoned(flink)).isEqualTo(clean);
        }
    }

    private static Map<String, String> runClean(FlinkProcesses flink) throws Exception {
        RecordLog predictions = new RecordLog();
        try (BrokerProcess kafka = BrokerProcess.start(FOLDER.resolve("clean-broker.log"))) {
            assertThatThrownBy(() -> submit(flink, kafka))
                    .as("without topics there is no job")
                    .hasMessageContaining("topics are missing")
                    .hasMessageContaining(Topics.TWIN_REJECTED)
                    .hasMessageContaining("pollux topics create");
            createTopics(kafka);
            String job = submit(flink, kafka);
            try (TopicReader reader = TopicReader.start(kafka.client(), predictions, Topics.TWIN_PREDICTIONS);
                    KafkaProducer<byte[], byte[]> producer = producer(kafka, Map.of())) {
                for (int seq = 0; seq < FRAMES; seq++) {
                    sendGood(producer, seq);
                }
                producer.flush();
                Waiting.until(
                        () -> predictions.all().size() >= ROBOTS * FRAMES,
                        () -> predictions.all().size() + " predictions");
                reader.check();
            }
            flink.flink("cancel", job);
        }
        return byRobotAndSeq(predictions);
    }

    private static Map<String, String> runPoisoned(FlinkProcesses flink) throws Exception {
        RecordLog predictions = new RecordLog();
        RecordLog rejected = new RecordLog();
        try (BrokerProcess kafka = BrokerProcess.start(FOLDER.resolve("poisoned-broker.log"))) {
            createTopics(kafka);
            asMadeByHand(kafka);
            String job = submit(flink, kafka);
            List<Poison> poison = poison();
            int bomb = 120;
            try (TopicReader p = TopicReader.start(kafka.client(), predictions, Topics.TWIN_PREDICTIONS);
                    TopicReader r = TopicReader.start(kafka.client(), rejected, Topics.TWIN_REJECTED);
                    KafkaProducer<byte[], byte[]> producer = producer(kafka, Map.of("linger.ms", "0"));
                    KafkaProducer<byte[], byte[]> packed = producer(
                            kafka,
                            Map.of(
                                    "compression.type", "gzip",
                                    "max.request.size", "67108864",
                                    "batch.size", "4194304",
                                    "linger.ms", "2000"))) {
                int every = FRAMES / (poison.size() + 1);
                for (int seq = 0; seq < FRAMES; seq++) {
                    sendGood(producer, seq);
                    if (seq % every == 0 && seq / every < poison.size()) {
                        packed.send(poison.get(seq / every).sent).get();
                    }
                    if (seq == FRAMES / 2) { // in a few batches, each of which unpacks to many MiB
                        for (int i = 0; i < bomb; i++) {
                            packed.send(new ProducerRecord<>(Topics.ROBOT_FRAMES, utf8("h-3"), new byte[MEBI + 1]));
                        }
                        packed.flush();
                    }
                }
                producer.flush();
                Waiting.until(
                        () -> predictions.all().size() >= ROBOTS * FRAMES
                                && rejected.all().size() >= poison.size() + bomb,
                        () -> predictions.all().size() + " predictions, "
                                + rejected.all().size() + " rejected records");
                p.check();
                r.check();
            }
            assertThat(flink.rest("/jobs/" + job).path("state").asText()).isEqualTo("RUNNING");
            assertThat(flink.rest("/jobs/" + job + "/config").at("/execution-config/user-config/model.wait"))
                    .as("an option as Flink's web page shows it")
                    .isEqualTo(TextNode.valueOf("0"));
            assertThat(flink.rest("/jobs/" + job + "/metrics?get=numRestarts").toString())
                    .contains("\"value\":\"0\"");
            assertThat(flink.rest("/jobs/" + job + "/exceptions").at("/exceptionHistory/entries"))
                    .isEmpty();
            assertThat(rejected.all()).hasSize(poison.size() + bomb);
            assertPoisonIsToldAsItCame(rejected, poison);
            flink.flink("cancel", job);
        }
        return byRobotAndSeq(predictions);
    }

    /** Topics that somebody made without knowing what Pollux needs: frames come packed, of refused ones 1 MiB fits, and none without a key. */
    private static void asMadeByHand(BrokerProcess kafka) throws Exception {
        try (Admin admin = Admin.create(kafka.client())) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, Topics.ROBOT_FRAMES),
                            List.of(set("compression.type", "producer")),
                            new ConfigResource(ConfigResource.Type.TOPIC, Topics.TWIN_REJECTED),
                            List.of(set("max.message.bytes", "1048588"), set("cleanup.policy", "compact"))))
                    .all()
                    .get();
        }
    }

    private static AlterConfigOp set(String key, String value) {
        return new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
    }

    /** What nobody should publish, and the reason that it is refused for. */
    private record Poison(RejectReason reason, ProducerRecord<byte[], byte[]> sent) {}

    private static List<Poison> poison() {
        List<Poison> poison = new ArrayList<>();
        byte[] good = utf8(FrameText.good("h-3", 1_000));
        poison.add(new Poison(TOO_LARGE, frame(utf8("h-3"), utf8(" ".repeat(20 * MEBI)))));
        poison.add(new Poison(TOO_LARGE, frame("k".repeat(6 * MEBI).getBytes(StandardCharsets.US_ASCII), good)));
        for (int number = 0;
                number < 3;
                number++) { // as IntegerSerializer writes them, negative, and as LongSerializer
            poison.add(new Poison(BAD_KEY, frame(new byte[] {(byte) 0xff, 0, 0, (byte) number}, good)));
        }
        poison.add(new Poison(BAD_KEY, frame(new byte[] {0, 0, 0, 0, 0, 0, 0, 7}, good)));
        poison.add(new Poison(BAD_KEY, frame(utf8("*"), good)));
        poison.add(new Poison(EMPTY_KEY, frame(null, good)));
        poison.add(new Poison(EMPTY_RECORD, frame(utf8("h-3"), null)));
        poison.add(new Poison(TOO_DEEP, frame(utf8("h-3"), utf8("{\"x\":" + "[".repeat(500_000)))));
        poison.add(new Poison(MALFORMED, frame(utf8("h-3"), new byte[] {0, 1, 2, 3})));
        ProducerRecord<byte[], byte[]> typed = frame(utf8("h-3"), good);
        typed.headers().add(HeaderNames.CONTENT_TYPE, new byte[2 * MEBI]);
        poison.add(new Poison(MALFORMED, typed));
        String contacts = ",\"description\":{\"contacts\":[" + contacts(17) + "]}";
        poison.add(new Poison(MALFORMED, model("m-1", urdf("<link name='a'/>"), contacts)));
        poison.add(new Poison(MALFORMED, model("humanoid_28", BuiltInModels.humanoid28Urdf(), contacts)));
        poison.add(new Poison(
                MALFORMED,
                model(
                        "m-2",
                        urdf("<link name='a'><inertial><mass value='" + "1".repeat(3 * MEBI) + "x'/><inertia/>"
                                + "</inertial></link>"),
                        "")));
        poison.add(new Poison(MALFORMED, model("m-3", urdf("<a>".repeat(500_000)), "")));
        poison.add(new Poison(MALFORMED, model("m-4", urdf("<link name='" + "n".repeat(MEBI) + "'/>"), "")));
        poison.add(new Poison(TOO_LARGE, new ProducerRecord<>(Topics.ROBOT_MODELS, utf8("m".repeat(MEBI)), good)));
        poison.add(
                new Poison(MALFORMED, new ProducerRecord<>(Topics.ROBOT_MODELS, utf8("m-5"), utf8("[".repeat(MEBI)))));
        return poison;
    }

    private static ProducerRecord<byte[], byte[]> frame(byte @Nullable [] key, byte @Nullable [] value) {
        return new ProducerRecord<>(Topics.ROBOT_FRAMES, key, value);
    }

    private static ProducerRecord<byte[], byte[]> model(String id, String urdf, String more) {
        String message = new String(new ModelMessage(id, urdf, null).encode(Format.JSON), StandardCharsets.UTF_8);
        return new ProducerRecord<>(
                Topics.ROBOT_MODELS, utf8(id), utf8(message.substring(0, message.length() - 1) + more + "}"));
    }

    private static String urdf(String inside) {
        return "<robot name='r'>" + inside + "</robot>";
    }

    /** Contacts at the first links of the built-in robot. */
    private static String contacts(int count) {
        return BuiltInModels.humanoid28().frames().stream()
                .limit(count)
                .map(frame -> "{\"frame\":\"" + frame.name() + "\",\"polygon\":[]}")
                .collect(Collectors.joining(","));
    }

    private static void assertPoisonIsToldAsItCame(RecordLog rejected, List<Poison> poison) throws Exception {
        for (Poison one : poison) {
            assertThat(rejected.all()).anySatisfy(record -> {
                assertThat(RecordLog.header(record, HeaderNames.REASON)).isEqualTo(one.reason.name());
                assertThat(RecordLog.header(record, HeaderNames.ORIGIN_TOPIC)).isEqualTo(one.sent.topic());
                assertCame(record.key(), one.sent.key(), record, "key");
                assertCame(record.value(), one.sent.value(), record, "value");
            });
        }
        assertThat(rejected.all())
                .allSatisfy(record -> assertThat(RecordLog.header(record, HeaderNames.MESSAGE))
                        .isNotBlank())
                .extracting(record -> RecordLog.header(record, HeaderNames.REASON))
                .doesNotContain("FAILED");
    }

    /** As it was sent, or cut, with its size and digest in the headers. */
    private static void assertCame(
            byte @Nullable [] came, byte @Nullable [] sent, ConsumerRecord<byte[], byte[]> record, String part)
            throws Exception {
        String size = RecordLog.header(record, "origin-" + part + "-bytes");
        if (sent == null
                && RecordLog.header(record, HeaderNames.ORIGIN_KEY_MISSING).equals("true")) {
            assertThat(came).asString().startsWith(Topics.ROBOT_FRAMES + "-");
            return;
        }
        if (size.isEmpty() || came == null || sent == null) {
            assertThat(came).isEqualTo(sent);
            return;
        }
        assertThat(size).isEqualTo("" + sent.length);
        assertThat(came.length).isLessThan(sent.length);
        assertThat(RecordLog.header(record, "origin-" + part + "-sha256"))
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(sent)));
    }

    private static void sendGood(KafkaProducer<byte[], byte[]> producer, int seq) {
        for (int robot = 0; robot < ROBOTS; robot++) {
            String id = "h-" + robot;
            producer.send(frame(utf8(id), utf8(walking(id, robot * AHEAD + seq, seq))));
        }
    }

    private static String walking(String robot, int at, int seq) {
        ObjectNode frame = WALK.get(at).deepCopy().put("robot_id", robot).put("seq", seq);
        long nanos = FrameText.stamp(seq);
        frame.putObject("stamp").put("sec", nanos / 1_000_000_000).put("nanosec", nanos % 1_000_000_000);
        return frame.toString();
    }

    private static Map<String, String> byRobotAndSeq(RecordLog predictions) {
        Map<String, String> sorted = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : predictions.all()) {
            String prediction = new String(record.value(), StandardCharsets.UTF_8);
            String seq = Printed.find("\"seq\":(\\d+),", prediction);
            assertThat(sorted.put(RecordLog.key(record) + "/" + seq, prediction))
                    .as("each is predicted once")
                    .isNull();
        }
        return sorted;
    }

    private static KafkaProducer<byte[], byte[]> producer(BrokerProcess kafka, Map<String, String> more) {
        Properties client = kafka.client();
        client.putAll(more);
        return new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static void createTopics(BrokerProcess kafka) {
        assertThat(Pollux.commandLine().execute("topics", "create", "--bootstrap-servers", kafka.bootstrapServers()))
                .isZero();
    }

    private static String submit(FlinkProcesses flink, BrokerProcess kafka) throws Exception {
        String printed = flink.flink(
                "run",
                "-d",
                JAR.toString(),
                "--kafka.bootstrap.servers",
                kafka.bootstrapServers(),
                "--model.wait",
                "0");
        return Printed.job(printed);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
