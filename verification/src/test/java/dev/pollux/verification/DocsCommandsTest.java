package dev.pollux.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pollux.ReferenceData;
import dev.pollux.cli.Pollux;
import dev.pollux.evaluation.BuiltInRecording;
import dev.pollux.kafka.Topics;
import dev.pollux.local.LocalPipeline;
import dev.pollux.local.TopicReader;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.verification.PolluxScript.Ran;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every call of the pollux command that a page shows, run as it stands there, beside a job that follows robots. */
@Tag("process")
class DocsCommandsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COMMAND = "./pollux ";
    private static final String COLUMN_MAP = "Other names and units: a column map";
    private static final Pattern WORD = Pattern.compile("[a-zA-Z_0-9]+");

    @TempDir
    private static Path folder;

    private static LocalPipeline pipeline;
    private static ScheduledExecutorService robots;
    private static KafkaProducer<String, String> producer;
    private static long seq;

    @BeforeAll
    static void followRobots() throws Exception {
        RecordLog told = new RecordLog();
        pipeline = LocalPipeline.start(1, 1, 4);
        pipeline.submitTwin(1);
        PolluxScript.write(folder, pipeline.kafka().bootstrapServers());
        writeTheFilesThatThePagesName();
        producer = new KafkaProducer<>(pipeline.client(), new StringSerializer(), new StringSerializer());
        try (TopicReader reader = TopicReader.start(pipeline.client(), told, Topics.TWIN_EVENTS, Topics.TWIN_LATENCY)) {
            producer.send(new ProducerRecord<>(
                    Topics.ROBOT_FRAMES, "h-0007", DocsPages.block("docs/topics.md", "`robot.frames`", "json")));
            robots = Executors.newSingleThreadScheduledExecutor();
            robots.scheduleAtFixedRate(DocsCommandsTest::sendFrames, 0, 200, TimeUnit.MILLISECONDS);
            told.await(
                    "a silent robot", record -> new String(record.value(), StandardCharsets.UTF_8).contains("STALE"));
            told.await("a window", record -> record.topic().equals(Topics.TWIN_LATENCY));
        }
    }

    /** A good frame, and one of a clock that leaped. */
    private static void sendFrames() {
        long now = System.currentTimeMillis() * 1_000_000;
        for (long ahead : new long[] {0, 3_600_000_000_000L}) {
            String frame = FrameText.frame("h-0042", seq++, now + ahead, "");
            producer.send(new ProducerRecord<>(Topics.ROBOT_FRAMES, "h-0042", frame));
        }
    }

    private static void writeTheFilesThatThePagesName() throws IOException {
        for (String urdf : List.of("robot.urdf", "X.urdf", "FILE.urdf")) {
            Files.writeString(folder.resolve(urdf), BuiltInModels.humanoid28Urdf());
        }
        for (String description : List.of("other.robot.json", "robot.json")) {
            Files.writeString(folder.resolve(description), BuiltInModels.humanoid28Description());
        }
        Files.createDirectories(folder.resolve("ws/src"));
        Files.createDirectories(folder.resolve("DIR"));
        Path recordings =
                Files.createDirectories(folder.resolve("evaluation/src/main/resources/dev/pollux/recordings"));
        Files.copy(BuiltInRecording.path(), recordings.resolve("humanoid_28-walk.jsonl.gz"));
        String walk = walk(2000);
        write("A.jsonl", walk);
        write("B.jsonl", walk.substring(0, walk.length() / 2));
        write("C.csv", "t,q_left_knee,q_right_knee,battery\n" + rows("%1$d.%2$02d,%3$d.%2$02d,0.1,48\n"));
        write(
                "LOG.csv",
                "Zeit (ms),LeftKnee,RightKnee,RightKneeVel,gyro_x,gyro_y,gyro_z,acc_x,acc_y,acc_z,FootL,FootR\n"
                        + rows("%4$d,%3$d.00,9,1,2,0,0,0,0,9.81,1,1\n"));
        write(
                "RECORDING.csv",
                "% from the lab\nClock;right_knee.pos;right_knee.vel;left knee;GyroX;GyroY;GyroZ;AccX;AccY;AccZ;"
                        + "x;y;z;roll;pitch;yaw\n"
                        + rows("%4$d;%3$d,%2$02d;100;0,25;0;0;0;0;0;1;0;0;800;0;0;0\n"));
        write("MAP", DocsPages.block("docs/recordings.md", COLUMN_MAP, "json"));
        String state =
                "{\"base_pos\": [0, 0, 1], \"base_quat\": [1, 0, 0, 0], \"qj\": %s, \"v\": %s, \"tau\": %2$s%s}\n";
        write(
                "states.jsonl",
                state.formatted(zeros(28), zeros(34), "")
                        + state.formatted(zeros(28), zeros(34), ", \"contacts\": [\"left_sole\"]"));
    }

    private static void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    /** Rows of a table for each 10 ms of 3 s: a format of whole seconds, hundredths, a number up to 15, ms. */
    private static String rows(String format) {
        return IntStream.rangeClosed(0, 300)
                .mapToObj(row -> format.formatted(row / 100, row % 100, row / 20, 10 * row))
                .collect(Collectors.joining());
    }

    private static String zeros(int count) {
        return "[" + "0, ".repeat(count - 1) + "0]";
    }

    private static String walk(int lines) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(BuiltInRecording.path())), StandardCharsets.UTF_8))) {
            return reader.lines().limit(lines).collect(Collectors.joining("\n", "", "\n"));
        }
    }

    @AfterAll
    static void end() throws Exception {
        robots.shutdownNow();
        producer.close();
        pipeline.close();
    }

    @Test
    void dynamicsAnswersEachStateWithTheFieldsOfThePage() throws Exception {
        ran(sh("dynamics-command.md", "pollux dynamics"));
        List<String> answers = Files.readAllLines(folder.resolve("dynamics.jsonl"));
        assertThat(answers).hasSize(2);
        String[] out =
                DocsPages.text(DocsPages.page("docs/dynamics-command.md")).split("\n## Out\n");
        assertThat(JSON.readTree(answers.get(1)).fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(Pattern.compile("(?m)^\\| (`.*?`) \\|")
                        .matcher(out[1])
                        .results()
                        .flatMap(cell -> Stream.of(cell.group(1).split("`(, `)?")))
                        .filter(name -> !name.isEmpty())
                        .toList());
    }

    @Test
    void modelShowsTheRobotAndWritesADescriptionOfIt() throws Exception {
        List<String> lines = sh("model-command.md", "pollux model").lines().toList();
        assertThat(ran(lines.get(0))).contains("left_knee", "imu_link", "left_sole");
        JsonNode told = JSON.readTree(ran(lines.get(1)));
        assertThat(DocsPages.text(DocsPages.page("docs/model-command.md")))
                .contains(keys(told, "description").stream()
                        .map(key -> "`" + key + "`")
                        .toList());
        ran(lines.get(2));
        JsonNode again = JSON.readTree(ran("./pollux model robot.urdf --json"));
        Files.delete(folder.resolve("robot.robot.json"));
        assertThat(again.path("bodies")).isEqualTo(told.path("bodies"));
    }

    @Test
    void modelsPutsListsAndRemoves() throws Exception {
        assertThat(ran(sh("model-command.md", "pollux models")).lines()).anyMatch(line -> line.startsWith("g1 "));
        assertThat(ran("./pollux models list").lines()).noneMatch(line -> line.startsWith("g1 "));
    }

    @Test
    void columnsProposesAMapThatWorksAndSaysWhatThePageShows() throws Exception {
        Ran ran = PolluxScript.run(folder, kafka(), sh("recordings.md", COLUMN_MAP));
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.err()).isEqualTo(DocsPages.block("docs/recordings.md", COLUMN_MAP, ""));
        assertThat(ran.out()).contains("301 frames");
    }

    @Test
    void evaluateTakesAllOptionsOfItsOverviewAndTheColumnMapOfThePage() throws Exception {
        String all = sh("evaluate.md", "pollux evaluate")
                .replace("\n", " ")
                .replaceAll("[\\[\\]]", "")
                .replace("|--before FILE.json", "")
                .replaceAll("\\|\\w+", "") // the first of what may be chosen
                .replace("RECORDING...", "RECORDING.csv")
                .replaceAll("(--from|--episode) [SN]", "$1 0")
                .replaceAll("(--to|--every) [SN]", "$1 2");
        JsonNode report = JSON.readTree(ran(all)).path(0);
        assertThat(report.path("columns_not_understood").isMissingNode()).isTrue();
        assertThat(report.path("joints_held_against").textValue()).isEqualTo("later_measurements");
        assertThat(folder.resolve("FILE.svg")).exists();
    }

    @Test
    @Tag("data")
    void evaluateMakesATableAndItsJsonHasTheFieldsOfThePage() throws Exception {
        String page = sh("evaluate.md", "Many recordings");
        assertThat(ran(page).lines()).anyMatch(line -> line.startsWith("A ")).anyMatch(line -> line.startsWith("C "));
        String push = quoted(ReferenceData.file("humanoid/humanoid_28-push-survive.noisy.jsonl.gz"));
        Ran ran = PolluxScript.run(folder, kafka(), page.strip() + " robot.urdf " + push + " --json");
        assertThat(ran.exitCode()).as("with a file that is no recording").isEqualTo(1);
        assertThat(ran.err().lines()).singleElement().asString().startsWith("pollux: robot.urdf: ");
        Set<String> words = WORD.matcher(DocsPages.block("docs/evaluate.md", "JSON", ""))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
        words.remove("no_predictions"); // only where no prediction could be scored
        words.removeAll(Set.of(
                "REASON", "KIND", "text", "name", "n", "truth", "later_measurements", "commands", "efforts", "none"));
        assertThat(keys(
                        JSON.readTree(ran.out()),
                        "refused",
                        "first_refused",
                        "event_counts",
                        "numbers",
                        "torque_sources"))
                .containsExactlyInAnyOrderElementsOf(words);
    }

    @Test
    void evaluatePrintsEachRecordingBesideWhatItWasBefore() throws Exception {
        assertThat(ran(sh("evaluate.md", "Before and after")).lines())
                .hasSize(6)
                .anyMatch(line -> line.matches(" +before +now .*"))
                .anyMatch(line -> line.strip().startsWith("NEES and NIS tell "))
                .anyMatch(line -> line.startsWith("A "))
                .anyMatch(line -> line.startsWith("C "));
    }

    @Test
    @Tag("data")
    void evaluateOfEachNoisyRecordingSaysWhatTheTableOfEstimationShows() throws Exception {
        List<MatchResult> rows = Pattern.compile(
                        "(?m)^\\| ([a-z-]+) \\| ([\\d.]+) mm/s \\| ([\\d.]+) \\| (.*) \\| (.*) \\|$")
                .matcher(DocsPages.text(DocsPages.page("docs/estimation.md")).split("`./pollux evaluate`")[1])
                .results()
                .toList();
        String recordings = rows.stream()
                .map(row -> quoted(ReferenceData.file("humanoid/humanoid_28-" + row.group(1) + ".noisy.jsonl.gz")))
                .collect(Collectors.joining(" "));
        assertThat(rows).hasSize(4);
        JsonNode reports = JSON.readTree(ran("./pollux evaluate --json " + recordings));
        for (int i = 0; i < rows.size(); i++) {
            JsonNode estimation = reports.path(i).path("estimation");
            MatchResult row = rows.get(i);
            assertThat(List.of(row.group(2), row.group(3), row.group(4), row.group(5)))
                    .as(row.group(1))
                    .containsExactly(
                            rounded(1e3 * estimation.at("/velocity_m_per_s/rms").doubleValue(), row.group(2)),
                            rounded(estimation.at("/nis_per_degree/mean").doubleValue(), row.group(3)),
                            judged(estimation.path("velocity_nees"), row.group(4)),
                            judged(estimation.path("tilt_nees"), row.group(5)));
        }
    }

    private static String judged(JsonNode nees, String likeThis) {
        return rounded(nees.path("mean").doubleValue(), likeThis.split(",")[0]) + ", "
                + nees.path("verdict").asText().replace("too_few_samples", "too few samples to tell");
    }

    private static String rounded(double value, String likeThis) {
        int decimals = likeThis.contains(".") ? likeThis.length() - likeThis.indexOf('.') - 1 : 0;
        return BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_UP)
                .toString();
    }

    @Test
    void onCallFindsWhatHappenedAndWhy() throws Exception {
        List<String> blocks = DocsPages.texts("docs/on-call.md", "First steps", "sh");
        assertThat(ran(blocks.get(0)))
                .startsWith("* [")
                .doesNotContain("histogram")
                .contains("sync_latency_ms");
        assertThat(ran(blocks.get(1)).lines()).anyMatch(line -> line.startsWith("h-0007 ") && line.contains("STALE"));
        assertThat(ran(blocks.get(2)).strip()).matches("[1-9]\\d* reason: STAMP_AHEAD");
        assertThat(ran(blocks.get(3)).lines())
                .last()
                .asString()
                .startsWith("h-0007 ")
                .contains("STALE");
        assertThat(ran(sh("on-call.md", "Frames are rejected")).lines())
                .isNotEmpty()
                .allMatch(line -> line.contains("reason: STAMP_AHEAD"));
    }

    @Test
    void topicsAreCheckedAndMade() throws Exception {
        List<String> lines = sh("configuration.md", "Topics").lines().toList();
        assertThat(ran(lines.get(0))).startsWith("all 6 topics at " + kafka() + " are as a job ");
        assertThat(ran(lines.get(1)).lines()).hasSize(Topics.ALL.size());
    }

    @Test
    void theBenchmarkOfExactlyOncePrintsItsLatency() throws Exception {
        JsonNode figures = JSON.readTree(ran(sh("guarantees.md", "Delivery")));
        for (String column : List.of("p50", "p99", "max")) {
            assertThat(figures.path("twin_ms").path(column).doubleValue()).isPositive();
        }
    }

    @Test
    @Tag("data")
    void theRecordingThatComesAlongIsMadeAsThePageSays() throws Exception {
        String log = "humanoid_28-walk.noisy.jsonl.gz";
        ran(DocsPages.block("docs/recordings.md", "The built-in recording", "sh")
                .replace(
                        "…",
                        "'" + System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                                + "'")
                .replace(log, quoted(ReferenceData.file("humanoid/" + log))));
        Path made = folder.resolve("humanoid_28-walk.jsonl.gz");
        try (InputStream recording = new GZIPInputStream(Files.newInputStream(made));
                InputStream alongside = new GZIPInputStream(Files.newInputStream(BuiltInRecording.path()))) {
            assertThat(recording).hasSameContentAs(alongside);
        }
    }

    /** A file as one word of a shell's line, wherever the checkout is. */
    private static String quoted(Path file) {
        return "'" + file.toAbsolutePath() + "'";
    }

    static Stream<String> calls() {
        return DocsPages.inline()
                .filter(text -> text.startsWith(COMMAND))
                // `./pollux job` and `./pollux evaluate …` name a command
                .filter(text -> !text.matches("\\./pollux ([a-z]+( put)?|.*…)"))
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void callsInRunningTextDoAsTheyStand(String call) throws Exception {
        String said = ran(call.replace("TOPIC", Topics.ROBOT_FRAMES + " --since 1m")
                        .replace("COMMAND", "evaluate")
                        .replace("RECORDING", "A.jsonl")
                + " < states.jsonl");
        if (!call.contains("topics check") && !call.contains("--write")) {
            assertThat(said).isNotBlank();
        }
    }

    @Test
    void theDemoOfTheReadmeIsACommandWithItsOptions() {
        String call = DocsPages.block("README.md", "Try it", "sh").strip();
        Pollux.commandLine().parseArgs(call.substring(COMMAND.length()).split(" "));
    }

    private static String sh(String page, String heading) {
        return DocsPages.block("docs/" + page, heading, "sh");
    }

    private static String kafka() {
        return pipeline.kafka().bootstrapServers();
    }

    /** Runs a block to its end, one that follows a topic to the first line; returns what it said. */
    private static String ran(String block) throws Exception {
        boolean follows = block.startsWith("./pollux tail") && !block.contains("--no-follow");
        Ran ran =
                PolluxScript.run(folder, kafka(), follows ? "set +o pipefail; " + block.strip() + " | head -1" : block);
        assertThat(ran.exitCode()).as("%s\n%s%s", block, ran.out(), ran.err()).isZero();
        return ran.out();
    }

    /** The names of all fields of an object and of those inside, but not inside those that are named. */
    private static Set<String> keys(JsonNode node, String... shut) {
        Set<String> keys = new TreeSet<>();
        node.fields().forEachRemaining(field -> {
            keys.add(field.getKey());
            if (!List.of(shut).contains(field.getKey())) {
                keys.addAll(keys(field.getValue(), shut));
            }
        });
        if (node.isArray()) {
            node.forEach(inside -> keys.addAll(keys(inside, shut)));
        }
        return keys;
    }
}
