package dev.pollux.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pollux.kafka.Topics;
import dev.pollux.local.EmbeddedKafka;
import dev.pollux.local.RejectedCount;
import dev.pollux.local.TopicReader;
import dev.pollux.play.RecordingPlayer;
import dev.pollux.verification.PolluxScript.Ran;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The shaded jar on a cluster of real processes: submitted, killed, stopped and resumed as the README says. */
@Tag("process")
class ClusterProcessTest {
    private static final Path JAR = Path.of("../jobs/target/pollux-job.jar").toAbsolutePath();
    private static final int ROBOTS = 2;
    private static final Path FOLDER = Path.of("target/cluster").toAbsolutePath();
    private static final String COLLISION = "Name collision: Group already contains a Metric with the name";
    private static final String FENCED = "because its producer is already fenced";

    private final Repetitions predictions = new Repetitions();
    private final Repetitions committed = new Repetitions();
    private final RejectedCount rejected = new RejectedCount();
    private final RecordLog events = new RecordLog();
    private final List<TopicReader> readers = new ArrayList<>();
    private final FlinkProcesses cluster;

    ClusterProcessTest() throws IOException {
        cluster = new FlinkProcesses(FOLDER);
    }

    @BeforeAll
    static void findJar() throws IOException {
        assumeTrue(Files.exists(JAR), JAR + " is not there: build it with mvn package");
        Utils.delete(FOLDER.toFile());
    }

    @Test
    void clusterHasNoConnectorOfItsOwn() throws IOException {
        try (Stream<Path> jars = Files.list(FlinkProcesses.LIB)) {
            assertThat(jars.map(jar -> jar.getFileName().toString()))
                    .anyMatch(name -> name.startsWith("flink-runtime"))
                    .noneMatch(
                            name -> name.contains("kafka") || name.contains("connector-base") || name.contains("hdr"));
        }
    }

    @Test
    void jobLosesNothingThroughKillSavepointAndAnotherGuarantee() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start();
                FlinkProcesses flink = cluster) {
            flink.startJobManager();
            Process taskManager = flink.startTaskManager();
            PolluxScript.write(FOLDER);
            flink.writeFlinkCommand(FOLDER);
            Files.createSymbolicLink(
                    Files.createDirectories(FOLDER.resolve("jobs/target")).resolve("pollux-job.jar"), JAR);
            List<String> first = onThePage("README.md", "On your own cluster", 0);
            List<String> next = onThePage("README.md", "On your own cluster", 1);
            ran(kafka, first.get(0));
            HandMadeTopics.forgetModels(kafka.bootstrapServers());
            Properties client = new Properties();
            client.put("bootstrap.servers", kafka.bootstrapServers());
            Properties careful = new Properties();
            careful.putAll(client);
            careful.put("isolation.level", "read_committed");
            try (TopicReader p = TopicReader.start(client, predictions, Topics.TWIN_PREDICTIONS);
                    TopicReader c = TopicReader.start(careful, committed, Topics.TWIN_PREDICTIONS);
                    TopicReader r = TopicReader.start(client, rejected, Topics.TWIN_REJECTED);
                    TopicReader e = TopicReader.start(client, events, Topics.TWIN_EVENTS)) {
                readers.addAll(List.of(p, c, r, e));
                await("the REST server", () -> flink.rest("/overview").has("taskmanagers"));
                String job = submitted(ran(kafka, first.get(1)));
                sendNonsense(client);
                try (SteadyRobots robots = new SteadyRobots(client, RecordingPlayer.fleet("h", ROBOTS))) {
                    awaitFurther(500);
                    Process second = recoversFromKill(flink, job, taskManager);
                    String savepoint = stopped(kafka, next.get(0), job);
                    String resumed = resumes(flink, kafka, next.get(1), savepoint);
                    assertThat(flink.taskManagerLogs())
                            .hasSize(2)
                            .noneMatch(log -> log.contains(COLLISION) || log.contains(FENCED));
                    changesTheGuarantee(flink, kafka, resumed, second);
                    long published = robots.silence();
                    await("the last predictions", () -> predictions.distinct() >= published);
                    await("the last committed ones", () -> committed.distinct() >= published);
                    await("the rejected record", () -> rejected.count() > 0);
                    assertThat(predictions.distinct()).isEqualTo(published);
                    assertThat(committed.distinct()).isEqualTo(published);
                }
            }
            assertThat(predictions.different()).isZero();
            assertThat(rejected.byReason()).isEqualTo(Map.of("MALFORMED", 1L));
            assertThat(events("LIVE"))
                    .as("a robot that the job knows goes live once")
                    .hasSize(ROBOTS);
            assertThat(events("RESET")).isEmpty();
        }
    }

    private Process recoversFromKill(FlinkProcesses flink, String job, Process taskManager) throws Exception {
        awaitCheckpoint(flink, job);
        awaitFurther(200);
        long restored = checkpoints(flink, job, "restored");
        taskManager.destroyForcibly().waitFor(); // SIGKILL
        Process next = flink.startTaskManager();
        await("the recovery", () -> checkpoints(flink, job, "restored") > restored);
        await("repeated predictions", () -> predictions.repeated() > 0);
        awaitFurther(500);
        return next;
    }

    /** To exactly once and back, as the page says. */
    private void changesTheGuarantee(FlinkProcesses flink, EmbeddedKafka kafka, String job, Process taskManager)
            throws Exception {
        String heading = "From one guarantee to the other";
        List<String> there = onThePage("docs/guarantees.md", heading, 0);
        List<String> back = onThePage("docs/guarantees.md", heading, 1);
        String once = resumes(flink, kafka, there.get(1), stopped(kafka, there.get(0), job));
        awaitCheckpoint(flink, once);
        assertThat(collisions(flink))
                .as("the warning that the other guarantee does not bring")
                .containsExactly(false, true);
        flink.configureLogging(
                DocsPages.block("docs/on-call.md", "The job restarts, or processes nothing", "properties"));
        long repeated = committed.repeated();
        recoversFromKill(flink, once, taskManager);
        assertThat(committed.repeated()).isEqualTo(repeated);
        awaitCheckpoint(flink, once);
        assertThat(collisions(flink))
                .as("the page's lines silence what the page says")
                .containsExactly(false, true, false);

        String savepoint = stopped(kafka, back.get(0), once);
        Ran refused = run(kafka, back.get(1).replace(" -n ", " ").replace("SAVEPOINT", savepoint));
        assertThat(refused.exitCode()).isPositive();
        assertThat(refused.out() + refused.err()).contains("--allowNonRestoredState");
        resumes(flink, kafka, back.get(1), savepoint);
    }

    private static String stopped(EmbeddedKafka kafka, String command, String job) throws Exception {
        String here = command.replace("JOB_ID", job)
                .replace("file:///var/pollux/", FOLDER.toUri().toString());
        return Printed.find("Savepoint completed. Path: (\\S+)", ran(kafka, here));
    }

    private String resumes(FlinkProcesses flink, EmbeddedKafka kafka, String command, String savepoint)
            throws Exception {
        long repeated = predictions.repeated();
        String resumed = submitted(ran(kafka, command.replace("SAVEPOINT", savepoint)));
        awaitFurther(500);
        assertThat(checkpoints(flink, resumed, "restored")).isPositive();
        assertThat(predictions.repeated()).as("repeated since the savepoint").isEqualTo(repeated);
        return resumed;
    }

    private void awaitCheckpoint(FlinkProcesses flink, String job) throws Exception {
        int before = checkpoints(flink, job, "completed");
        await("a checkpoint that begins from now on", () -> checkpoints(flink, job, "completed") > before + 1);
    }

    /** Whether each task manager's log has the warning, in the order of their starts. */
    private static List<Boolean> collisions(FlinkProcesses flink) throws IOException {
        return flink.taskManagerLogs().stream()
                .map(log -> log.contains(COLLISION))
                .toList();
    }

    /** The lines of a block of a page. */
    private static List<String> onThePage(String page, String heading, int block) {
        return DocsPages.texts(page, heading, "sh").get(block).lines().toList();
    }

    /** Runs a line of a page in a folder that has what it names. No robot is stale, so that only lost state makes one live. */
    private static Ran run(EmbeddedKafka kafka, String command) throws Exception {
        String settings = "export PATH=.:$PATH POLLUX_CHECKPOINT_INTERVAL='2 s' POLLUX_STALE_AFTER='10 min'\n";
        return PolluxScript.run(FOLDER, kafka.bootstrapServers(), settings + command);
    }

    /** The same, which succeeds; returns what it said. */
    private static String ran(EmbeddedKafka kafka, String command) throws Exception {
        Ran ran = run(kafka, command);
        assertThat(ran.exitCode()).as("%s\n%s%s", command, ran.out(), ran.err()).isZero();
        if (command.startsWith("flink run")) {
            assertThat((ran.out() + "\n" + ran.err()).lines().filter(line -> line.startsWith("warning: ")))
                    .containsExactly(HandMadeTopics.FORGETS_MODELS);
        }
        return ran.out();
    }

    private static String submitted(String printed) {
        return Printed.job(printed);
    }

    private List<String> events(String kind) {
        return events.all().stream()
                .map(event -> new String(event.value(), StandardCharsets.UTF_8))
                .filter(event -> event.contains("\"" + kind + "\""))
                .toList();
    }

    private static int checkpoints(FlinkProcesses flink, String job, String kind) throws InterruptedException {
        return flink.rest("/jobs/" + job + "/checkpoints").at("/counts/" + kind).asInt();
    }

    private static void sendNonsense(Properties client) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            byte[] key = "h-0001".getBytes(StandardCharsets.UTF_8);
            byte[] value = "no frame".getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(Topics.ROBOT_FRAMES, key, value)).get();
        }
    }

    private void awaitFurther(int count) throws Exception {
        long enough = predictions.distinct() + count;
        await(count + " further predictions", () -> predictions.distinct() >= enough);
    }

    private void await(String what, Callable<Boolean> condition) throws Exception {
        Waiting.until(
                () -> {
                    readers.forEach(TopicReader::check);
                    return condition.call();
                },
                () -> what + ": " + predictions.distinct() + " predictions, " + predictions.repeated() + " repeated, "
                        + committed.distinct() + " committed, rejected " + rejected.byReason() + "\n" + cluster.told());
    }
}
