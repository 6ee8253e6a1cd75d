package dev.pollux.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pollux.demo.RejectedCount;
import dev.pollux.demo.TopicReader;
import dev.pollux.kafka.Topics;
import dev.pollux.local.EmbeddedKafka;
import dev.pollux.messages.Format;
import dev.pollux.play.BuiltInRecording;
import dev.pollux.play.FramePublisher;
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
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The shaded jar on a cluster of real processes: submitted, killed, stopped and resumed as the README says. */
class ClusterProcessTest {
    private static final Path JAR = Path.of("../jobs/target/pollux-job.jar").toAbsolutePath();
    private static final int ROBOTS = 2;
    private static final Path FOLDER = Path.of("target/cluster").toAbsolutePath();
    private static final String COLLISION =
            "Name collision: Group already contains a Metric with the name 'pendingCommittables'";

    private final Repetitions predictions = new Repetitions();
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
    void jobLosesNothingThroughKillAndSavepoint() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start();
                FlinkProcesses flink = cluster) {
            flink.startJobManager();
            Process taskManager = flink.startTaskManager();
            PolluxScript.write(FOLDER);
            flink.writeFlinkCommand(FOLDER);
            Files.createSymbolicLink(
                    Files.createDirectories(FOLDER.resolve("jobs/target")).resolve("pollux-job.jar"), JAR);
            List<String> first = onThePage(0);
            List<String> next = onThePage(1);
            ran(kafka, first.get(0));
            HandMadeTopics.forgetModels(kafka.bootstrapServers());
            Properties client = new Properties();
            client.put("bootstrap.servers", kafka.bootstrapServers());
            try (TopicReader p = TopicReader.start(client, predictions, Topics.TWIN_PREDICTIONS);
                    TopicReader r = TopicReader.start(client, rejected, Topics.TWIN_REJECTED);
                    TopicReader e = TopicReader.start(client, events, Topics.TWIN_EVENTS);
                    FramePublisher publisher = new FramePublisher(client, Topics.ROBOT_FRAMES, Format.JSON)) {
                readers.addAll(List.of(p, r, e));
                await("the REST server", () -> flink.rest("/overview").has("taskmanagers"));
                String job = submitted(ran(kafka, first.get(1)));
                sendNonsense(client);
                RecordingPlayer player = new RecordingPlayer(
                        BuiltInRecording.file(), null, RecordingPlayer.fleet("h", ROBOTS), 0.5, publisher);
                CompletableFuture<Void> playing = CompletableFuture.runAsync(() -> play(player));
                try {
                    awaitFurther(500);
                    recoversFromKill(flink, job, taskManager);
                    String savepoint = savepoint(ran(
                            kafka,
                            next.get(0)
                                    .replace("JOB_ID", job)
                                    .replace(
                                            "file:///var/pollux/",
                                            FOLDER.toUri().toString())));
                    resumes(flink, kafka, next.get(1).replace("SAVEPOINT", savepoint));
                } finally {
                    player.stop();
                }
                playing.get();
                publisher.flush();
                await("the last predictions", () -> predictions.distinct() >= publisher.published());
                await("the rejected record", () -> rejected.count() > 0);
                assertThat(predictions.distinct()).isEqualTo(publisher.published());
            }
            assertThat(flink.taskManagerLogs())
                    .as("the page's lines silence what the page says")
                    .extracting(log -> log.contains(COLLISION))
                    .containsExactly(true, false);
            assertThat(predictions.different()).isZero();
            assertThat(rejected.byReason()).isEqualTo(Map.of("MALFORMED", 1L));
            assertThat(events("LIVE"))
                    .as("a robot that the job knows goes live once")
                    .hasSize(ROBOTS);
            assertThat(events("RESET"))
                    .as("none but where the recording starts over, on a machine that is slow")
                    .allMatch(event -> event.contains("nothing was heard of the robot for too long"));
        }
    }

    private void recoversFromKill(FlinkProcesses flink, String job, Process taskManager) throws Exception {
        int before = checkpoints(flink, job, "completed");
        await("a checkpoint that knows the robots", () -> checkpoints(flink, job, "completed") > before + 1);
        awaitFurther(200);
        taskManager.destroyForcibly().waitFor(); // SIGKILL
        flink.configureLogging(DocsPages.block("docs/on-call.md", "The job restarts, or stands still", "properties"));
        flink.startTaskManager();
        await("the recovery", () -> checkpoints(flink, job, "restored") > 0);
        await("repeated predictions", () -> predictions.repeated() > 0);
        awaitFurther(500);
    }

    private void resumes(FlinkProcesses flink, EmbeddedKafka kafka, String command) throws Exception {
        long repeated = predictions.repeated();
        String resumed = submitted(ran(kafka, command));
        awaitFurther(500);
        assertThat(checkpoints(flink, resumed, "restored")).isPositive();
        assertThat(predictions.repeated()).as("repeated since the savepoint").isEqualTo(repeated);
    }

    /** The lines of a block of the README. */
    private static List<String> onThePage(int block) {
        return DocsPages.texts("README.md", "On a cluster of yours", "sh")
                .get(block)
                .lines()
                .toList();
    }

    /** Runs a line of the page in a folder that has what it names. No robot is stale, so that only lost state makes one live. */
    private static String ran(EmbeddedKafka kafka, String command) throws Exception {
        String settings = "export PATH=.:$PATH POLLUX_CHECKPOINT_INTERVAL='2 s' POLLUX_STALE_AFTER='10 min'\n";
        Ran ran = PolluxScript.run(FOLDER, kafka.bootstrapServers(), settings + command);
        assertThat(ran.exitCode()).as("%s\n%s%s", command, ran.out(), ran.err()).isZero();
        if (command.startsWith("flink run")) {
            assertThat((ran.out() + "\n" + ran.err()).lines().filter(line -> line.startsWith("warning: ")))
                    .containsExactly(HandMadeTopics.FORGETS_MODELS);
        }
        return ran.out();
    }

    private static String submitted(String printed) {
        return find("Job has been submitted with JobID (\\w+)", printed);
    }

    private static String savepoint(String printed) {
        return find("Savepoint completed. Path: (\\S+)", printed);
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

    private static void play(RecordingPlayer player) {
        try {
            player.play(600);
        } catch (IOException e) {
            throw new IllegalStateException(e);
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
                () -> what + ": " + predictions.distinct() + " predictions, " + predictions.repeated()
                        + " repeated, rejected " + rejected.byReason() + "\n" + cluster.told());
    }

    private static String find(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as("%s in\n%s", pattern, text).isTrue();
        return matcher.group(1);
    }
}
