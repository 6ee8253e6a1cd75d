package dev.pollux.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pollux.kafka.Topics;
import dev.pollux.local.LocalPipeline;
import dev.pollux.local.TopicReader;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.verification.PolluxScript.Ran;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages tell newcomers to publish and to read, done as it stands there, on a broker and the job. */
@Tag("process")
class ReadmeExamplesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private int later;

    @Test
    void whatThePagesPublishBecomesPredictionsThatTheirCommandsRead() throws Exception {
        IndependentReaderTest.findKcat();
        RecordLog predictions = new RecordLog();
        RecordLog rejected = new RecordLog();
        RecordLog events = new RecordLog();
        try (LocalPipeline pipeline = LocalPipeline.start(1, 1, 1);
                TopicReader reader = TopicReader.start(pipeline.client(), predictions, Topics.TWIN_PREDICTIONS);
                TopicReader told = TopicReader.start(pipeline.client(), events, Topics.TWIN_EVENTS);
                TopicReader refused = TopicReader.start(pipeline.client(), rejected, Topics.TWIN_REJECTED)) {
            pipeline.submitTwin(1);
            publish(Topics.ROBOT_FRAMES, "robot_id", example("robot.frames"), pipeline.client());
            predictions.await(
                    "prediction of the page's frame",
                    record -> RecordLog.key(record).equals("h-0007"));

            publish(Topics.ROBOT_MODELS, "model", modelOfThePage(), pipeline.client());
            Waiting.until(
                    () -> {
                        publish(Topics.ROBOT_FRAMES, "robot_id", nextFrame(), pipeline.client());
                        return events.all().stream()
                                .map(event -> new String(event.value(), StandardCharsets.UTF_8))
                                .anyMatch(event -> event.contains("MODEL_CHANGED") && event.contains("28 joints"));
                    },
                    () -> "the robot's model is not that of the page");

            PolluxScript.write(folder, pipeline.kafka().bootstrapServers());
            Ran read = PolluxScript.run(
                    folder,
                    pipeline.kafka().bootstrapServers(),
                    DocsPages.block("README.md", "Publish and read", "sh")
                            .replace("./pollux replay", "./pollux replay --speed 4"));
            assertThat(read.exitCode()).as(read.err()).isZero();
            assertThat(read.out().lines())
                    .anyMatch(line -> line.matches("[0-9]+ frames published to robot.frames in .* by 1 robot, h-0001"))
                    .anyMatch(line -> line.startsWith("h-0001 {\"robot_id\":\"h-0001\""));
            assertThat(read.err().lines().filter(line -> line.startsWith("pollux: ") && !ReplayPace.isLateness(line)))
                    .isEmpty();
            assertThat(read.err().lines().filter(line -> line.contains(" published")))
                    .allMatch(line -> ReplayPace.onTime(line).matches("\\d+ s: \\d+ frames published"));
            assertThat(rejected.all()).isEmpty();
        }
    }

    private static String example(String topic) {
        return DocsPages.block("docs/topics.md", "`" + topic + "`", "json");
    }

    /** The page leaves out what stands inside the URDF. */
    private static String modelOfThePage() throws Exception {
        ObjectNode model = (ObjectNode) JSON.readTree(example("robot.models"));
        String urdf = BuiltInModels.humanoid28Urdf();
        String inside = urdf.substring(urdf.indexOf('>', urdf.indexOf("<robot ")) + 1, urdf.indexOf("</robot>"));
        model.put("urdf", model.path("urdf").textValue().replace("…", inside));
        return model.toString();
    }

    /** The page's frame again, some ms later. */
    private String nextFrame() throws Exception {
        ObjectNode frame = (ObjectNode) JSON.readTree(example("robot.frames"));
        later++;
        frame.put("seq", frame.path("seq").longValue() + later);
        ObjectNode stamp = (ObjectNode) frame.path("stamp");
        stamp.put("nanosec", stamp.path("nanosec").longValue() + later * 10_000_000L);
        return frame.toString();
    }

    /** Publishes a record whose key is one of its fields. */
    private static void publish(String topic, String key, String value, Properties client) throws Exception {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(
                            topic, JSON.readTree(value).path(key).textValue(), value))
                    .get();
        }
    }
}
