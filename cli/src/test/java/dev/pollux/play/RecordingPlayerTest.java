package dev.pollux.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.cli.Pollux;
import dev.pollux.demo.PredictionHead;
import dev.pollux.demo.TopicReader;
import dev.pollux.kafka.TopicCreation;
import dev.pollux.kafka.Topics;
import dev.pollux.local.EmbeddedKafka;
import dev.pollux.messages.Format;
import dev.pollux.recording.RecordingFile;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.robot.RobotFiles;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Tag("process")
class RecordingPlayerTest {
    private static final long MILLI = 1_000_000;

    @TempDir
    private Path folder;

    @Test
    void idsHaveOneHyphenBeforeTheNumberWhateverThePrefix() {
        assertThat(RecordingPlayer.fleet("h", 2)).containsExactly("h-0001", "h-0002");
        assertThat(RecordingPlayer.fleet("deg-", 1)).containsExactly("deg-0001");
        assertThat(RecordingPlayer.fleet("100%", 1)).containsExactly("100%-0001");
    }

    @Test
    void framesComeAtTheRecordingsPaceAndGoOnCountingWhereItBeginsAnew() throws Exception {
        Path recording = folder.resolve("three.jsonl");
        Files.write(recording, List.of(frame(5, 0), frame(6, 20), frame(8, 50)));
        List<ConsumerRecord<byte[], byte[]>> records = Collections.synchronizedList(new ArrayList<>());
        long before = nanos(Instant.now());
        try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
            Properties client = new Properties();
            client.put("bootstrap.servers", kafka.bootstrapServers());
            try (Admin admin = Admin.create(client)) {
                TopicCreation.make(
                        admin,
                        List.of(new NewTopic(Topics.ROBOT_FRAMES, 1, (short) 1), new NewTopic("cut", 1, (short) 1)));
            }
            try (FramePublisher publisher = new FramePublisher(client, Topics.ROBOT_FRAMES, Format.JSON);
                    TopicReader reader = TopicReader.start(client, records::add, Topics.ROBOT_FRAMES)) {
                // 50 ms of recording, a pause of 2 s, 50 ms of recording, then the next pause.
                new RecordingPlayer(RecordingFile.of(recording), "toy", RecordingPlayer.fleet("r", 2), 1, publisher)
                        .play(2.3);
                publisher.flush();
                assertThat(publisher.published()).isEqualTo(12);
                while (records.size() < 12) {
                    reader.check();
                    Thread.sleep(5);
                }
            }
            // The time is over before the recording is: nothing is played again.
            try (FramePublisher publisher = new FramePublisher(client, "cut", Format.JSON)) {
                new RecordingPlayer(RecordingFile.of(recording), "toy", RecordingPlayer.fleet("r", 2), 1, publisher)
                        .play(0.049);
                publisher.flush();
                assertThat(publisher.published()).isEqualTo(4);
            }
        }
        List<Long> seqs = new ArrayList<>();
        List<Long> stamps = new ArrayList<>();
        PredictionHead head = new PredictionHead();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (new String(record.key(), StandardCharsets.UTF_8).equals("r-0001")) {
                head.read(record.value());
                seqs.add(head.seq());
                stamps.add(head.stampNanos());
            }
        }
        assertThat(seqs).containsExactly(0L, 1L, 3L, 4L, 5L, 7L);
        long first = stamps.get(0);
        assertThat(first).isBetween(before, nanos(Instant.now()));
        assertThat(stamps)
                .containsExactly(
                        first,
                        first + 20 * MILLI,
                        first + 50 * MILLI,
                        first + 2050 * MILLI,
                        first + 2070 * MILLI,
                        first + 2100 * MILLI);
    }

    @Test
    void soleThatWasFoundInAMeshIsRegisteredWithTheModel() throws Exception {
        Files.writeString(folder.resolve("foot.obj"), "v 1 1 0\nv -1 1 0\nv -1 -1 0\nv 1 -1 0\n");
        Path urdf = folder.resolve("arm.urdf");
        Files.writeString(
                urdf,
                "<robot name='arm'><link name='a'/>"
                        + joint("shoulder", "a", "foot")
                                .replace(
                                        "</link>",
                                        "<collision>"
                                                + "<geometry><mesh filename='foot.obj'/></geometry></collision></link>")
                        + "</robot>");
        Path recording = folder.resolve("arm.jsonl");
        Files.writeString(recording, named("shoulder"));
        assertThat(PlayedModel.fit(RobotFiles.read(urdf, null, List.of()), RecordingFile.of(recording))
                        .message()
                        .robotModel()
                        .contacts())
                .singleElement()
                .satisfies(contact -> assertThat(contact.polygon()).hasSize(4));
    }

    @Test
    void refusesAModelThatLacksARecordedJointAndHoldsThoseThatAreNotRecorded() throws Exception {
        Path urdf = folder.resolve("arm.urdf");
        Files.writeString(
                urdf,
                "<robot name='arm'><link name='a'/>" + joint("shoulder", "a", "b") + joint("elbow", "b", "c")
                        + "</robot>");
        Path recording = folder.resolve("arm.jsonl");
        Files.writeString(recording, named("shoulder"));
        PlayedModel fitted = PlayedModel.fit(RobotFiles.read(urdf, null, List.of()), RecordingFile.of(recording));
        assertThat(fitted.locked()).containsExactly("elbow");
        assertThat(fitted.fromHead()).isEmpty();
        assertThat(String.valueOf(fitted.message().description())).isEqualTo("{\"locked_joints\":{\"elbow\":0.0}}");

        Files.writeString(recording, named("wrist"));
        assertThatThrownBy(() -> PlayedModel.fit(RobotFiles.read(urdf, null, List.of()), RecordingFile.of(recording)))
                .hasMessageContaining("joint \"wrist\"")
                .hasMessageContaining("arm.urdf");
    }

    @Test
    void theDrivesThatARecordingsHeadTellsOfAreTakenWhereNoDescriptionDoes() throws Exception {
        Path urdf = folder.resolve("arm.urdf");
        Files.writeString(urdf, "<robot name='arm'><link name='a'/>" + joint("shoulder", "a", "b") + "</robot>");
        Path recording = folder.resolve("arm.jsonl");
        Files.writeString(
                recording,
                "{\"record\":\"header\",\"joint_names\":[\"shoulder\"],\"armature\":[0.1],\"kp\":{\"shoulder\":200}}\n"
                        + named("shoulder"));
        PlayedModel fitted = PlayedModel.fit(RobotFiles.read(urdf, null, List.of()), RecordingFile.of(recording));
        assertThat(fitted.fromHead()).containsExactly("armature", "kp");
        assertThat(fitted.message().robotModel().joints().get(0).armature()).isEqualTo(0.1);
        Path description = Files.writeString(
                folder.resolve("arm.robot.json"), "{\"joints\": {\"shoulder\": {\"armature\": 0.3}}}");
        assertThat(PlayedModel.fit(RobotFiles.read(urdf, description, List.of()), RecordingFile.of(recording))
                        .message()
                        .robotModel()
                        .joints()
                        .get(0)
                        .armature())
                .isEqualTo(0.3);
    }

    @Test
    void theBuiltInRecordingIsCalledSoAndNotByItsPlace() throws Exception {
        Path urdf = Files.writeString(
                folder.resolve("arm.urdf"),
                "<robot name='arm'><link name='a'><inertial><mass value='1'/></inertial></link></robot>");
        assertThatThrownBy(() -> PlayedModel.fit(RobotFiles.read(urdf, null, List.of()), BuiltInRecording.file()))
                .hasMessage(
                        "the built-in recording records 28 joints, and " + urdf + " does not have 28 of them, such as"
                                + " \"left_hip_yaw\": give the model that belongs to the recording");
    }

    @Test
    void ofTheJointsThatAModelDoesNotHaveOneThatItNearlyHasIsNamed() throws Exception {
        Path urdf = Files.writeString(folder.resolve("h.urdf"), BuiltInModels.humanoid28Urdf());
        Path table = Files.writeString(folder.resolve("b.csv"), "t,q_wing,q_left_kneee,q_right_knee\n0,1,1,1\n");
        assertThatThrownBy(() -> PlayedModel.fit(RobotFiles.read(urdf, null, List.of()), RecordingFile.of(table)))
                .hasMessage(table + " records 3 joints, and " + urdf
                        + " does not have 2 of them, such as \"left_kneee\" (did"
                        + " you mean left_knee?): give the model that belongs to the recording");
    }

    @Test
    void recordingOfJointsThatTheBuiltInRobotDoesNotHaveIsNotTakenForIts() throws Exception {
        Path table = Files.writeString(folder.resolve("a.csv"), "t,q_left_knee,q_left_kneee\n0,1,1\n");
        String told =
                "joint \"left_kneee\", which the built-in robot humanoid_28 does not have (did you mean left_knee?):"
                        + " give the robot's URDF with --model";
        assertThatThrownBy(() -> FirstFrames.builtIn(RecordingFile.of(table))).hasMessageContaining(told);
        StringWriter err = new StringWriter();
        CommandLine replay = Pollux.commandLine().setErr(new PrintWriter(err, true));
        assertThat(replay.execute("replay", table.toString(), "--bootstrap-servers", "127.0.0.1:1"))
                .isEqualTo(1);
        assertThat(err.toString()).contains(told);
    }

    @Test
    void linesThatAreNoFramesAreCountedOnceHoweverOftenTheRecordingBegins() throws Exception {
        Path recording = folder.resolve("some.jsonl");
        Files.write(recording, List.of(frame(5, 0), "no frame", frame(6, 20), "{}", frame(7, 40), "{\"seq\": true}"));
        try (PlayedFrames frames = PlayedFrames.again(RecordingFile.of(recording), Long.MAX_VALUE, Long.MAX_VALUE)) {
            for (int i = 0; i < 8; i++) {
                assertThat(frames.next()).isTrue();
            }
            assertThat(frames.remarks())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "3 lines of the recording are no frame and passed over, the first: " + recording + ":2: ");
        }
    }

    @Test
    void instantsThatWereMissedAreCountedAndTold() {
        Metronome metronome = new Metronome();
        metronome.await(-3_000_000_000L, () -> false);
        assertThat(metronome.late()).isGreaterThanOrEqualTo(3_000_000_000L);
        metronome.await(0, () -> false);
        assertThat(metronome.mostLate()).isGreaterThanOrEqualTo(3_000_000_000L);
        assertThat(RecordingPlayer.fellBehind(3_210_000_000L, 20, 2))
                .isEqualTo(
                        "the frames came up to 3.2 s later than the recording has them: this machine or the broker does"
                                + " not keep up with 20 robots at --speed 2");
    }

    @Test
    void aWaitThatIsOverEndsBeforeItsInstant() {
        Metronome metronome = new Metronome();
        metronome.await(Long.MAX_VALUE / 2, () -> metronome.elapsed() > 0);
        assertThat(metronome.late()).isNegative();
    }

    @Test
    void theOldestFrameThatTheBrokerDoesNotHaveSaysHowLateThePlayingIs() {
        DueInstants due = new DueInstants();
        assertThat(due.late(7)).isZero();
        for (int i = 0; i < 1500; i++) {
            due.add(i);
            if (i % 3 == 0) {
                due.remove(i + 4);
            }
        }
        assertThat(due.late(2000)).isEqualTo(1500);
        assertThat(due.mostLate()).isEqualTo(1497 + 4 - 499);
        for (int i = 0; i < 1000; i++) {
            due.remove(0);
        }
        assertThat(due.late(2000)).isZero();
    }

    @Test
    void whatNoTwinCanTakeIsNotPlayed() throws Exception {
        Path recording = folder.resolve("a.jsonl");
        Files.writeString(recording, named("wrist"));
        assertThatThrownBy(() -> FirstFrames.require(RecordingFile.of(recording), BuiltInModels.humanoid28()))
                .hasMessageContaining("every frame is refused, the first: seq 0: UNKNOWN_JOINT");
        assertThat(FirstFrames.require(RecordingFile.of(recording), null)).isEmpty();
        Path table = Files.writeString(folder.resolve("a.csv"), "t,q_wrist,battery\n0,1,48\n");
        assertThat(FirstFrames.require(RecordingFile.of(table), null)).containsExactly("battery");
        Files.writeString(recording, "{\"seq\":0,\"stamp\":{\"sec\":0,\"nanosec\":0}}");
        assertThatThrownBy(() -> FirstFrames.require(RecordingFile.of(recording), null))
                .hasMessageContaining("nothing but the time is understood");
        Files.writeString(recording, "{\"record\":\"header\",\"model\":\"other\"}\n" + named("wrist"));
        assertThatThrownBy(() -> FirstFrames.builtIn(RecordingFile.of(recording)))
                .hasMessageContaining("robot \"other\": give its URDF with --model");
    }

    @Test
    void aRecordingWhoseTimeIsInAnotherUnitIsNotPlayedOneFrameEveryTwoSeconds() throws Exception {
        Path table = folder.resolve("log.csv");
        Files.writeString(table, "t,q_left_knee\n0,1\n2,1\n4,1\n6,1\n8,1\n10,1\n12,1\n");
        assertThatThrownBy(() -> FirstFrames.require(RecordingFile.of(table), null))
                .hasMessageStartingWith(table + ": its frames are about 2.00 s apart")
                .hasMessageContaining("is its time in another unit? pollux columns");
        Files.writeString(table, "t,q_left_knee\n0,1\n2,1\n4,1\n4.01,1\n6,1\n8,1\n10,1\n");
        assertThat(FirstFrames.require(RecordingFile.of(table), null)).isEmpty();
    }

    private static String frame(int seq, int millis) {
        return "{\"robot_id\":\"x\",\"seq\":%d,\"stamp\":{\"sec\":0,\"nanosec\":%d},\"imu\":[0,0,0,0,0,9.81]}"
                .formatted(seq, millis * MILLI);
    }

    private static String named(String joint) {
        return "{\"robot_id\":\"x\",\"seq\":0,\"stamp\":{\"sec\":0,\"nanosec\":0},\"joint_names\":[\"" + joint
                + "\"],\"joint_positions\":[0]}";
    }

    private static String joint(String name, String parent, String child) {
        return ("<joint name='%s' type='continuous'><parent link='%s'/><child link='%s'/><axis xyz='0 0 1'/></joint>"
                        + "<link name='%s'><inertial><mass value='1'/><inertia ixx='1' iyy='1' izz='1' ixy='0' ixz='0'"
                        + " iyz='0'/></inertial></link>")
                .formatted(name, parent, child, child);
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000 + instant.getNano();
    }
}
