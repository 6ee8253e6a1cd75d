package dev.pollux.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pollux.demo.TopicReader;
import dev.pollux.kafka.Topics;
import dev.pollux.local.LocalPipeline;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages tell newcomers to publish and to read, done as it stands there, on a broker and the job. */
class ReadmeExamplesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void whatThePagesPublishBecomesPredictionsThatTheirCommandsRead() throws Exception {
        IndependentReaderTest.findKcat();
        RecordLog predictions = new RecordLog();
        RecordLog rejected = new RecordLog();
        try (LocalPipeline pipeline = LocalPipeline.start(1, 1, 1);
                TopicReader reader = TopicReader.start(pipeline.client(), predictions, Topics.TWIN_PREDICTIONS);
                TopicReader refused = TopicReader.start(pipeline.client(), rejected, Topics.TWIN_REJECTED)) {
            pipeline.submitTwin(1);
            publishTheFrameOf("topics.md", pipeline.client());
            predictions.await(
                    "prediction of the page's frame",
                    record -> RecordLog.key(record).equals("h-0007"));

            String block = block("Publish and read")
                    .replace("localhost:9092", pipeline.kafka().bootstrapServers());
            String read = bash(block.replace("./pollux replay", "./pollux replay --speed 4"));
            assertThat(read.lines())
                    .anyMatch(line -> line.matches("[0-9]+ frames published to robot.frames in .* by 1 robot, h-0001"))
                    .anyMatch(line -> line.startsWith("h-0001 {\"robot_id\":\"h-0001\""));
            assertThat(rejected.all()).isEmpty();
        }
    }

    private static void publishTheFrameOf(String page, Properties client) throws Exception {
        Matcher frame = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL)
                .matcher(DocsPages.section(DocsPages.page("docs/" + page), "`robot.frames`"));
        assertThat(frame.find()).isTrue();
        JsonNode parsed = JSON.readTree(frame.group(1));
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(
                            Topics.ROBOT_FRAMES, parsed.path("robot_id").textValue(), frame.group(1)))
                    .get();
        }
    }

    private static String block(String heading) throws Exception {
        Matcher block = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL)
                .matcher(DocsPages.section(DocsPages.page("README.md"), heading));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    /** Runs a block in a folder where ./pollux is this very program. */
    private String bash(String block) throws Exception {
        PolluxScript.write(Objects.requireNonNull(folder));
        Process bash = new ProcessBuilder(List.of("bash", "-euo", "pipefail", "-c", block))
                .directory(Objects.requireNonNull(folder).toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        bash.getOutputStream().close();
        String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(output).isZero();
        return output;
    }
}
