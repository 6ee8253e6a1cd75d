package dev.pollux.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.pollux.evaluation.BuiltInRecording;
import dev.pollux.kafka.Topics;
import dev.pollux.local.LocalPipeline;
import dev.pollux.local.TopicReader;
import dev.pollux.messages.Format;
import dev.pollux.messages.ModelMessage;
import dev.pollux.play.FramePublisher;
import dev.pollux.play.RecordingPlayer;
import dev.pollux.robot.BuiltInModels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** kcat, which is none of ours, reads every topic, and the published schemas hold for each record it prints. */
@Tag("process")
class IndependentReaderTest {
    private static final Path SCHEMAS = Path.of("../docs/schemas");

    @BeforeAll
    static void findKcat() {
        boolean there = isThere("kcat");
        if (!there && Boolean.parseBoolean(System.getenv("POLLUX_REQUIRE_REFERENCE_DATA"))) {
            throw new IllegalStateException(
                    "kcat is not installed, and POLLUX_REQUIRE_REFERENCE_DATA=true asks for it");
        }
        assumeTrue(there, "kcat is not installed: no independent reader");
    }

    @Test
    void schemasHoldForEachRecordThatKcatReads() throws Exception {
        RecordLog windows = new RecordLog();
        try (LocalPipeline pipeline = LocalPipeline.start(1, 1, 1);
                FramePublisher publisher = new FramePublisher(pipeline.client(), Topics.ROBOT_FRAMES, Format.JSON);
                TopicReader reader = TopicReader.start(pipeline.client(), windows, Topics.TWIN_LATENCY)) {
            publisher.register(new ModelMessage("another", BuiltInModels.humanoid28Urdf(), null));
            pipeline.submitTwin(1);
            new RecordingPlayer(BuiltInRecording.file(), null, RecordingPlayer.fleet("h", 2), 1, publisher).play(3);
            publisher.flush();
            windows.await("window of the fleet", record -> RecordLog.key(record).equals(Topics.FLEET_KEY));

            String broker = pipeline.kafka().bootstrapServers();
            assertThat(read(broker, Topics.ROBOT_FRAMES)).hasSizeGreaterThan(2_000);
            assertThat(read(broker, Topics.ROBOT_MODELS)).hasSize(1);
            assertThat(read(broker, Topics.TWIN_PREDICTIONS)).hasSizeGreaterThan(2_000);
            assertThat(read(broker, Topics.TWIN_EVENTS)).hasSizeGreaterThanOrEqualTo(2);
            assertThat(read(broker, Topics.TWIN_LATENCY)).hasSizeGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void schemasAreNotSoLooseThatAnythingPasses() throws IOException {
        assertThat(complaints(schema(Topics.TWIN_PREDICTIONS), "{\"robot_id\": 5}"))
                .isNotEmpty();
        assertThat(complaints(schema(Topics.TWIN_LATENCY), "{\"frames\": -1}")).isNotEmpty();
        assertThat(complaints(schema(Topics.ROBOT_FRAMES), "{\"seq\": \"first\"}"))
                .isNotEmpty();
    }

    /** All records of a topic, each held against its schema. */
    private static List<String> read(String broker, String topic) throws Exception {
        List<String> lines = kcat("-b", broker, "-C", "-t", topic, "-o", "beginning", "-e", "-q", "-f", "%s\\n");
        Schema schema = schema(topic);
        for (String line : lines) {
            assertThat(complaints(schema, line)).as("%s: %s", topic, line).isEmpty();
        }
        return lines;
    }

    private static Schema schema(String topic) throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(SCHEMAS.resolve(topic + ".schema.json")), InputFormat.JSON);
    }

    private static List<Error> complaints(Schema schema, String json) {
        return schema.validate(json, InputFormat.JSON);
    }

    private static List<String> kcat(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("kcat"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
        return output.lines().toList();
    }

    private static boolean isThere(String program) {
        try {
            return new ProcessBuilder(program, "-V")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
