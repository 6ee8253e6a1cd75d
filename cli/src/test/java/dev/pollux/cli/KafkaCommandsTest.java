package dev.pollux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pollux.kafka.TopicCreation;
import dev.pollux.kafka.Topics;
import dev.pollux.local.EmbeddedKafka;
import dev.pollux.robot.BuiltInModels;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands that talk to a broker, on one. */
@Tag("process")
class KafkaCommandsTest {
    private static EmbeddedKafka kafka;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start();
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void topicsAreMadeOnceAsTheDesignSaysAndCarryAReplayThatTailShows() throws Exception {
        assertThat(run(1, "topics", "list")).hasSize(6).allMatch(line -> line.endsWith("is missing"));
        assertThat(run(1, "topics", "list", "--json"))
                .singleElement()
                .asString()
                .contains("{\"topic\":\"twin.rejected\",\"exists\":false,\"partitions\":null");
        assertThat(run(0, "topics", "create", "--partitions", "3")).hasSize(6).allMatch(line -> line.endsWith(" made"));
        assertThat(run(0, "topics", "create")).hasSize(6).allMatch(line -> line.endsWith("is there already"));
        assertThat(run(0, "topics", "list"))
                .hasSize(Topics.ALL.size())
                .anySatisfy(line ->
                        assertThat(line).contains("robot.frames partitions=3").contains("LogAppendTime"))
                .anySatisfy(line ->
                        assertThat(line).contains("robot.models partitions=1").contains("compact"));

        JsonNode listed =
                new ObjectMapper().readTree(run(0, "topics", "list", "--json").get(0));
        assertThat(listed).hasSize(Topics.ALL.size());
        assertThat(listed.get(0).toString())
                .startsWith("{\"topic\":\"robot.frames\",\"exists\":true,\"partitions\":3,\"replicas\":1,")
                .contains("\"message.timestamp.type\":\"LogAppendTime\"");

        Path recording = folder.resolve("two.jsonl");
        Files.write(recording, List.of(frame(7, 0), frame(8, 2_000_000), frame(10, 4_000_000)));
        StringWriter err = new StringWriter();
        assertThat(run(
                        kafka,
                        0,
                        new PrintWriter(err, true),
                        "replay",
                        recording.toString(),
                        "--robots",
                        "2",
                        "--format",
                        "cbor"))
                .singleElement()
                .asString()
                .startsWith("6 frames published to robot.frames in ")
                .endsWith(" by 2 robots, h-0001 to h-0002");
        assertThat(err.toString().lines())
                .as("what is told before the first frame")
                .first()
                .isEqualTo("publishing " + recording + " to robot.frames at " + kafka.bootstrapServers()
                        + " as 2 robots, h-0001 to h-0002");
        List<String> shown = run(0, "tail", Topics.ROBOT_FRAMES, "--from-beginning", "--max", "6");
        assertThat(shown)
                .hasSize(6)
                .allSatisfy(line -> assertThat(line)
                        .contains("[content-type: application/cbor]")
                        .contains("\"imu\":[0"));
        assertThat(shown.stream().filter(line -> line.startsWith("h-0002 ")))
                .extracting(line -> line.replaceAll(".*\"seq\":(\\d+).*", "$1"))
                .containsExactly("0", "1", "3");
        List<String> objects = run(0, "tail", Topics.ROBOT_FRAMES, "--from-beginning", "--max", "6", "--json");
        assertThat(objects).hasSize(6);
        for (String object : objects) {
            JsonNode record = new ObjectMapper().readTree(object);
            assertThat(record.fieldNames())
                    .toIterable()
                    .containsExactly("time", "partition", "offset", "key", "headers", "value");
            assertThat(record.path("headers").path("content-type").textValue()).isEqualTo("application/cbor");
            assertThat(record.path("value").path("robot_id")).isEqualTo(record.path("key"));
            assertThat(record.path("time").longValue()).isPositive();
        }
        // 4 ms of recording, a pause of 2 s, and the first two frames of the next round
        assertThat(run(0, "replay", recording.toString(), "--prefix", "again-", "--seconds", "2.007"))
                .singleElement()
                .asString()
                .startsWith("5 frames published")
                .endsWith(" by 1 robot, again-0001");
        aTailEndsWithItsReader();
    }

    @Test
    void aTailBeginsWhereItIsToldAndEndsAtTheEndOfWhatIsThere() throws Exception {
        String topic = "tail.since";
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
                KafkaProducer<String, String> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers()),
                        new StringSerializer(),
                        new StringSerializer())) {
            TopicCreation.make(admin, List.of(new NewTopic(topic, 3, (short) 1)));
            long now = System.currentTimeMillis();
            producer.send(new ProducerRecord<>(topic, 0, now - 7_200_000, "old", "1"));
            producer.send(new ProducerRecord<>(topic, 1, now - 3_000_000, "younger", "2"));
            producer.send(new ProducerRecord<>(topic, 1, now, "young", "3"));
        }

        assertThat(run(0, "tail", topic, "--no-follow")).isEmpty();
        assertThat(run(0, "tail", topic, "--no-follow", "--since", "1h")).containsExactly("younger 2", "young 3");
        assertThat(run(0, "tail", topic, "--no-follow", "--since", "7d"))
                .containsExactlyInAnyOrder("old 1", "younger 2", "young 3");
        assertThat(complaint(kafka, 2, "tail", topic, "--since", "1w"))
                .contains("'1w' is not a duration; expected a number and s, m, h or d, such as 10m");
        assertThat(complaint(kafka, 2, "tail", topic, "--since", "1h", "--from-beginning"))
                .contains("--since", "--from-beginning");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aReplayThatIsInterruptedSaysWhatItPublished() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            TopicCreation.make(admin, List.of(new NewTopic("interrupted", 1, (short) 1)));
        }
        for (String form : List.of("--loop", "--json")) {
            Process replay = started("replay", "--topic", "interrupted", form);
            run(0, "tail", "interrupted", "--max", "3");
            new ProcessBuilder("kill", "-INT", Long.toString(replay.pid()))
                    .start()
                    .waitFor();
            assertThat(replay.inputReader().lines().toList())
                    .singleElement()
                    .asString()
                    .matches(
                            form.equals("--json")
                                    ? "\\{\"topic\":\"interrupted\",\"robots\":1,\"frames\":[1-9]\\d*,.*}"
                                    : "[1-9]\\d* frames published to interrupted in .* by 1 robot, h-0001");
            assertThat(replay.waitFor()).isEqualTo(130);
        }
    }

    private static Process started(String... command) throws IOException {
        List<String> java = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "-Dpollux.log.appender=none",
                "-cp",
                System.getProperty("java.class.path"),
                Pollux.class.getName());
        return new ProcessBuilder(
                        Stream.of(java, List.of(command), List.of("--bootstrap-servers", kafka.bootstrapServers()))
                                .flatMap(List::stream)
                                .toList())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void aTailEndsWithItsReader() throws Exception {
        Process tail = started("tail", Topics.ROBOT_FRAMES, "--from-beginning");
        try (BufferedReader reader = tail.inputReader()) {
            assertThat(reader.readLine()).startsWith("h-000");
        }
        // no further record comes: only the pipe tells
        tail.waitFor();
        assertThat(tail.exitValue()).isZero();
    }

    @Test
    void modelsArePutListedAndRemovedAndNothingWrongIsPublished() throws Exception {
        if (!run(0, "topics", "create").isEmpty()) {
            assertThat(run(0, "models", "list")).isEmpty();
        }
        Path urdf = Files.writeString(folder.resolve("h.urdf"), BuiltInModels.humanoid28Urdf());
        assertThat(run(0, "models", "put", urdf.toString(), "--id", "mine"))
                .containsExactly("mine put: 28 joints, 2 contacts");
        assertThat(run(0, "models", "list"))
                .singleElement()
                .asString()
                .startsWith("mine 28 joints, 70.000 kg, 2 contacts, 0 warnings (");
        JsonNode listed =
                new ObjectMapper().readTree(run(0, "models", "list", "--json").get(0));
        assertThat(listed.get(0).get("joints").intValue()).isEqualTo(28);
        assertThat(listed.get(0).get("error").isNull()).isTrue();

        Path broken = Files.writeString(folder.resolve("b.urdf"), "<robot name='b'/>");
        assertThat(complaint(kafka, 1, "models", "put", broken.toString()))
                .contains("b.urdf: <robot name=\"b\"> (line 1): has no <link>", "nothing was published");
        String name = "x".repeat(300);
        Path long300 = Files.writeString(
                folder.resolve("long.urdf"),
                BuiltInModels.humanoid28Urdf().replace("\"humanoid_28\"", '"' + name + '"'));
        assertThat(complaint(kafka, 2, "models", "put", long300.toString()))
                .startsWith(
                        "pollux: the URDF's name as the model's id; --id gives another one: the key has 300 characters;"
                                + " the model's id has at most 128");
        for (String id : List.of("*", " ", "a\tb")) {
            assertThat(complaint(kafka, 2, "models", "put", urdf.toString(), "--id", id))
                    .startsWith("pollux: --id: the ");
        }
        assertThat(complaint(kafka, 1, "models", "remove", "b"))
                .contains("model b is not registered: 'pollux models list' shows those that are");
        assertThat(run(0, "models", "list")).hasSize(1);

        // a doubt about the files is told, and the model is registered all the same
        Path doubted = Files.writeString(
                folder.resolve("d.urdf"),
                "<robot name='d'><link name='a'><inertial><mass value='1'/></inertial></link></robot>");
        StringWriter err = new StringWriter();
        assertThat(run(kafka, 0, new PrintWriter(err, true), "models", "put", doubted.toString()))
                .containsExactly("d put: 0 joints, 0 contacts");
        assertThat(err.toString().lines())
                .allMatch(line -> line.startsWith("warning: "))
                .anyMatch(line -> line.endsWith("has a mass, but no <inertia>: read as a point of 1.0 kg"));
        assertThat(run(0, "models", "remove", "d")).containsExactly("d removed");

        assertThat(run(0, "models", "remove", "mine")).containsExactly("mine removed");
        assertThat(complaint(kafka, 0, "models", "list"))
                .isEqualToIgnoringNewLines("pollux: no model is registered: 'pollux models put X.urdf' registers one");
        assertThat(run(0, "models", "list", "--json")).containsExactly("[]");
    }

    @Test
    void topicsMadeByHandAreToldAndBroughtToWhatIsNeeded() throws Exception {
        try (EmbeddedKafka own = EmbeddedKafka.start();
                Admin admin = Admin.create(Map.of("bootstrap.servers", own.bootstrapServers()))) {
            // what needs a topic of Pollux gives its maker time; of another nobody is expected to make it
            String where = " at " + own.bootstrapServers() + ": 'pollux topics create' makes Pollux's";
            // each waits as long as it is told to, however fast the broker answers
            Map<String, String> needs = Map.of(
                    "replay",
                    Topics.ROBOT_FRAMES,
                    "tail " + Topics.TWIN_EVENTS,
                    Topics.TWIN_EVENTS,
                    "models list",
                    Topics.ROBOT_MODELS);
            Map<String, String> complaints = needs.keySet().parallelStream()
                    .collect(Collectors.toMap(
                            command -> command,
                            command -> complaint(
                                    own, 1, (command + " --property default.api.timeout.ms=15000").split(" "))));
            needs.forEach((command, topic) -> assertThat(complaints.get(command))
                    .isEqualToIgnoringNewLines("pollux: waiting up to 15.0 s for topic " + topic + " at "
                            + own.bootstrapServers() + "\npollux: there is no topic " + topic + where));
            assertThat(complaint(own, 1, "tail", "twin.event").lines())
                    .containsExactly("pollux: there is no topic twin.event"
                            + where.replace(": ", " (did you mean twin.events?): "));
            TopicCreation.make(
                    admin,
                    List.of(
                            new NewTopic(Topics.ROBOT_FRAMES, 2, (short) 1)
                                    .configs(Map.of("cleanup.policy", "compact")),
                            new NewTopic(Topics.ROBOT_MODELS, 1, (short) 1),
                            new NewTopic(Topics.TWIN_REJECTED, 1, (short) 1)
                                    .configs(Map.of("cleanup.policy", "compact", "max.message.bytes", "1000"))));

            JsonNode wrong = new ObjectMapper()
                    .readTree(run(own, 1, "topics", "check", "--json").get(0));
            assertThat(wrong.path("complaints"))
                    .anySatisfy(complaint -> assertThat(complaint.toString())
                            .isEqualTo("{\"topic\":\"twin.events\",\"missing\":true,"
                                    + "\"message\":\"twin.events is missing\"}"));
            assertThat(wrong.path("mend").textValue())
                    .isEqualTo("pollux topics create --bootstrap-servers " + own.bootstrapServers());
            assertThat(run(own, 1, "topics", "check", "--parallelism", "4", "--property", "client.id=a b"))
                    .endsWith("this command fixes it: pollux topics create --partitions 4 --bootstrap-servers "
                            + own.bootstrapServers() + " --property 'client.id=a b'");
            assertThat(run(own, 1, "topics", "check", "--parallelism", "4"))
                    .anyMatch(line -> line.startsWith("robot.frames has message.timestamp.type=CreateTime"))
                    .anyMatch(line -> line.startsWith("robot.frames has compression.type=producer"))
                    .anyMatch(line -> line.startsWith("robot.frames has partitions=2, expected at least 4"))
                    .anyMatch(line -> line.startsWith("robot.frames has cleanup.policy=compact, expected delete"))
                    .anyMatch(line -> line.startsWith("robot.models has cleanup.policy=delete"))
                    .anyMatch(line -> line.startsWith("twin.rejected has max.message.bytes=1000, expected at least"))
                    .contains("twin.events is missing", "twin.latency is missing", "twin.predictions is missing");
            assertThat(run(own, 0, "topics", "create", "--partitions", "4"))
                    .anyMatch(line -> line.startsWith("robot.frames is there already, changed: ")
                            && line.contains("message.timestamp.type from CreateTime to LogAppendTime")
                            && line.contains("compression.type from producer to uncompressed")
                            && line.contains("cleanup.policy from compact to delete")
                            && line.contains("partitions from 2 to 4"))
                    .anyMatch(line ->
                            line.startsWith("robot.models is there already, changed: cleanup.policy from delete"))
                    .anyMatch(line -> line.startsWith("twin.rejected is there already, changed: ")
                            && line.contains("max.message.bytes from 1000 to 16777216"))
                    .contains("twin.events made");
            assertThat(run(own, 0, "topics", "check", "--parallelism", "4"))
                    .containsExactly("all 6 topics at " + own.bootstrapServers()
                            + " are as a job with parallelism 4 needs them");
            assertThat(run(own, 0, "topics", "check"))
                    .containsExactly("all 6 topics at " + own.bootstrapServers() + " are as a job with parallelism "
                            + new JobTasks().parallelism + " needs them");
            assertThat(run(own, 0, "topics", "check", "--json")).containsExactly("{\"complaints\":[],\"mend\":null}");
            StringWriter err = new StringWriter();
            assertThat(run(
                            own,
                            1,
                            new PrintWriter(err, true),
                            "topics",
                            "create",
                            "--replicas",
                            "3",
                            "--partitions",
                            "2"))
                    .hasSize(6)
                    .allMatch(line -> line.endsWith("is there already"));
            assertThat(err.toString().lines())
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .startsWith("pollux: --replicas 3 is for new topics only, and robot.frames has 1, ")
                                    .endsWith(
                                            "twin.rejected has 1: Kafka's own kafka-reassign-partitions.sh changes it"),
                            line -> assertThat(line)
                                    .isEqualTo("pollux: --partitions 2 is not possible: robot.frames has 4,"
                                            + " twin.predictions has 4, and Kafka cannot remove partitions"));
            assertThat(run(own, 0, "topics", "create")).allMatch(line -> line.endsWith("is there already"));
        }
    }

    @Test
    void aTailTellsOfABrokerThatEndsAndGoesOnAfterIt() throws Exception {
        BlockingQueue<String> out = new LinkedBlockingQueue<>();
        BlockingQueue<String> err = new LinkedBlockingQueue<>();
        CommandLine tail = Pollux.commandLine();
        tail.setOut(lines(out)).setErr(lines(err));
        String address;
        CompletableFuture<Integer> ended;
        try (EmbeddedKafka first = EmbeddedKafka.start(folder, 0, Map.of())) {
            address = first.bootstrapServers();
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
                TopicCreation.make(admin, List.of(new NewTopic("tailed", 1, (short) 1)));
            }
            send(address, "tailed", "1");
            ended = CompletableFuture.supplyAsync(() ->
                    tail.execute("tail", "tailed", "--from-beginning", "--max", "2", "--bootstrap-servers", address));
            assertThat(out.take()).isEqualTo("key 1");
        }
        assertThat(err.take())
                .isEqualTo("pollux: no Kafka broker at " + address + " answers: records are shown again when one does");
        try (EmbeddedKafka second = EmbeddedKafka.start(folder, Integer.parseInt(address.split(":")[1]), Map.of())) {
            assertThat(err.take()).isEqualTo("pollux: a Kafka broker at " + address + " answers again");
            send(second.bootstrapServers(), "tailed", "2");
            assertThat(out.take()).isEqualTo("key 2");
            assertThat(ended.get()).isZero();
        }
        assertThat(out).isEmpty();
    }

    private static PrintWriter lines(BlockingQueue<String> lines) {
        return new PrintWriter(Writer.nullWriter()) {
            @Override
            public void println(String line) {
                lines.add(line);
            }
        };
    }

    private static void send(String address, String topic, String value) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", address), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, "key", value)).get();
        }
    }

    private static String frame(int seq, int nanos) {
        return "{\"robot_id\":\"r\",\"seq\":%d,\"stamp\":{\"sec\":0,\"nanosec\":%d},\"imu\":[0,0,0,0,0,9.81]}"
                .formatted(seq, nanos);
    }

    private static List<String> run(int exitCode, String... arguments) {
        return run(kafka, exitCode, arguments);
    }

    /** What a command that fails says on standard error; nothing is on the other. */
    private static String complaint(EmbeddedKafka kafka, int exitCode, String... arguments) {
        StringWriter err = new StringWriter();
        assertThat(run(kafka, exitCode, new PrintWriter(err, true), arguments)).isEmpty();
        return err.toString();
    }

    private static List<String> run(EmbeddedKafka kafka, int exitCode, String... arguments) {
        return run(kafka, exitCode, new PrintWriter(System.err, true), arguments);
    }

    private static List<String> run(EmbeddedKafka kafka, int exitCode, PrintWriter err, String... arguments) {
        StringWriter out = new StringWriter();
        CommandLine line = Pollux.commandLine();
        line.setOut(new PrintWriter(out, true)).setErr(err);
        String[] all = Stream.concat(
                        Arrays.stream(arguments), Stream.of("--bootstrap-servers", kafka.bootstrapServers()))
                .toArray(String[]::new);
        assertThat(line.execute(all)).isEqualTo(exitCode);
        return out.toString().lines().toList();
    }
}
