package dev.pollux.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.ReferenceData;
import dev.pollux.job.state.FrameRecord;
import dev.pollux.kafka.Topics;
import dev.pollux.messages.EventMessage;
import dev.pollux.messages.Format;
import dev.pollux.messages.ModelMessage;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.state.RejectReason;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Messages as users of ROS and Kafka send them, each to a twin that has never heard of the robot. */
@Tag("data")
class MessagesAsTheyAreTest {
    private static final Map<String, byte[]> MESSAGES = new HashMap<>();

    private static FrameRecord model = new FrameRecord("", null, "", 0, 0, 0, null);

    @BeforeAll
    static void readThem() throws Exception {
        for (String line : Files.readAllLines(ReferenceData.file("as-they-are/messages.tsv"))) {
            if (!line.startsWith("#")) {
                String[] cells = line.split("\t", -1);
                String value = cells[3];
                MESSAGES.put(
                        cells[0],
                        value.startsWith("hex:") ? HexFormat.of().parseHex(value.substring(4)) : Frames.bytes(value));
            }
        }
        String urdf = Files.readString(ReferenceData.file("as-they-are/urdf/two-legs.urdf"));
        model = new FrameRecord(
                "two",
                new ModelMessage("two", urdf, null).encode(Format.JSON),
                Topics.ROBOT_MODELS,
                0,
                0,
                Frames.START_MILLIS,
                null);
    }

    @Test
    void emptyArraysOfRosAreAbsent() throws Exception {
        assertThat(prediction("r0")).contains("\"joint_positions\":[0.1,0.2]").contains("\"torque_source\":\"none\"");
    }

    @Test
    void aJointThatTheModelDoesNotHaveIsPassedOverAndTold() throws Exception {
        assertThat(prediction("r2")).contains("\"joint_positions\":[0.1,0.2]");
        assertThat(events("r2"))
                .filteredOn(e -> e.event() == EventMessage.Kind.IGNORED)
                .singleElement()
                .satisfies(e -> assertThat(e.message()).isEqualTo("not used: joint \"l_finger\""));
    }

    @Test
    void aJointThatTheModelDoesNotHaveIsToldOnceHoweverManyFramesBringIt() throws Exception {
        String joints = "\"joint_names\":[\""
                + String.join("\",\"", BuiltInModels.humanoid28().jointNames()) + "\",\"l_finger\"],";
        try (TwinHarness twin = new TwinHarness()) {
            for (int i = 0; i < 50; i++) {
                String json = Frames.json("h", i, Frames.START_MILLIS + 2L * i, null)
                        .replaceAll("(\"joint_(positions|velocities)\":\\[)([^\\]]*)\\]", "$1$3,0.5]")
                        .replace("\"joint_positions\"", joints + "\"joint_positions\"");
                twin.send(Frames.of("h", json, i));
            }
            assertThat(twin.predictions()).hasSize(50);
            assertThat(twin.events())
                    .filteredOn(e -> e.event() == EventMessage.Kind.IGNORED)
                    .singleElement()
                    .satisfies(e -> assertThat(e.message()).isEqualTo("not used: joint \"l_finger\""));
        }
    }

    @Test
    void oneJointByNameIsEnoughAndTheOtherIsMissing() throws Exception {
        assertThat(prediction("r3"))
                .contains("\"state\":{\"joint_positions\":[0.1,null]}")
                .doesNotContain("joint_positions\":[0.1,0");
    }

    @Test
    void aStampIsEnough() throws Exception {
        assertThat(prediction("r4")).contains("\"seq\":4711,").contains("\"nanosec\":1}");
    }

    @Test
    void aRawJointStateIsRefusedWithWhatToDo() throws Exception {
        assertThat(refusal("r5", RejectReason.UNKNOWN_FIELD))
                .contains("\"header\", \"name\", \"position\"")
                .contains("send name as joint_names, position as joint_positions");
    }

    @Test
    void aMisspeltFieldIsRefusedWithTheNearestName() throws Exception {
        assertThat(refusal("r7", RejectReason.UNKNOWN_FIELD))
                .contains("\"joint_position\" (did you mean joint_positions?)");
    }

    @Test
    void theFlagOfOneFootIsTakenAndOfTheOtherNothingIsSaid() throws Exception {
        assertThat(prediction("r8"))
                .contains("\"contact_states\":{\"left_sole\":true}")
                .doesNotContain("right_sole");
    }

    @Test
    void aFrameThatMeasuresNothingIsAdmittedAndNothingIsKnownFromIt() throws Exception {
        assertThat(prediction("r11"))
                .contains("\"seq\":1,", "\"state\":{},")
                .doesNotContain("sigma", "position", "velocit", "contact");
    }

    @Test
    void theKeyNamesTheRobotWhereTheFrameDoesNot() throws Exception {
        assertThat(prediction("r13")).contains("\"robot_id\":\"r13\",").contains("\"seq\":1,");
    }

    @Test
    void whatIsNoJsonIsToldByItsFormat() throws Exception {
        assertThat(refusal("r15", RejectReason.MALFORMED)).contains("the payload is compressed with gzip");
        assertThat(refusal("r18", RejectReason.MALFORMED)).contains("the text \"nonsense\", which is no JSON");
    }

    @Test
    void everyMessageHasItsTest() {
        assertThat(MESSAGES.keySet())
                .containsExactlyInAnyOrder("r0", "r2", "r3", "r4", "r5", "r7", "r8", "r11", "r13", "r15", "r18");
    }

    private static String prediction(String robot) throws Exception {
        try (TwinHarness twin = sent(robot)) {
            assertThat(twin.rejected()).isEmpty();
            return twin.predictions().get(0);
        }
    }

    private static String refusal(String robot, RejectReason reason) throws Exception {
        try (TwinHarness twin = sent(robot)) {
            assertThat(twin.predictions()).isEmpty();
            assertThat(twin.rejected().get(0).reason).isEqualTo(reason);
            return twin.rejected().get(0).message;
        }
    }

    private static List<EventMessage> events(String robot) throws Exception {
        try (TwinHarness twin = sent(robot)) {
            return twin.events();
        }
    }

    private static TwinHarness sent(String robot) throws Exception {
        TwinHarness twin = new TwinHarness("--model.default=two", "--model.wait=0");
        twin.register(model);
        twin.send(new FrameRecord(
                robot, MESSAGES.get(robot), Topics.ROBOT_FRAMES, 3, 4711, Frames.START_MILLIS + 1, null));
        return twin;
    }
}
