package dev.pollux.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pollux.ReferenceData;
import dev.pollux.model.Joint;
import dev.pollux.model.RobotModel;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.robot.RobotFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** pollux model: what it tells of a robot, and of what is none. */
class ModelCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private Path urdf;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        urdf = Files.writeString(folder.resolve("humanoid_28.urdf"), BuiltInModels.humanoid28Urdf());
    }

    @Test
    void treeSensorsContactsAndJointsAreShown() {
        assertThat(run(urdf.toString())).isZero();
        assertThat(out.toString())
                .startsWith("humanoid_28: 28 joints, 70.000 kg, floating base pelvis\nIMU: imu_link on the base\n")
                .contains("  left_sole on left_foot: sole of 4 corners, 0.240 m × 0.100 m, friction 0.80\n")
                .contains("left_knee", "\nchosen\n", "\n  imu: imu_link, found by its name on the base\n")
                .doesNotContain("warnings");
    }

    @Test
    void withoutAUrdfTheBuiltInRobotIsShownAndNamed() throws IOException {
        assertThat(run()).isZero();
        assertThat(out.toString())
                .startsWith("humanoid_28: 28 joints, 70.000 kg, floating base pelvis\nIMU: imu_link on the base\n");
        assertThat(err.toString().lines())
                .containsExactly(
                        "no URDF is named: this is the built-in robot, humanoid_28, which demo and replay play");
        out.getBuffer().setLength(0);
        assertThat(run("--json")).isZero();
        assertThat(JSON.readTree(out.toString()).get("model").textValue()).isEqualTo("humanoid_28");

        err.getBuffer().setLength(0);
        assertThat(run("--package-path", folder.toString())).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("pollux: --package-path belongs to a URDF: name it, as in 'pollux model X.urdf'");
    }

    @Test
    void drivesOfWhichNothingIsKnownAreToldWithWhatItIsForUntilTheDescriptionTells() throws IOException {
        String armature =
                "\n  rotor inertia (armature) of 28 of 28 joints: 0 is taken, and geared joints are predicted to"
                        + " speed up more than they do; give it in the description as joints.NAME.armature\n";
        assertThat(run(urdf.toString())).isZero();
        assertThat(out.toString())
                .contains("\nnot known (docs/robot-description.md)\n" + armature.substring(1))
                .contains(
                        "\n  gains (kp, kd) of 28 of 28 joints: commanded positions of them are used only where frames"
                                + " bring gains; give them in the description as joints.NAME.kp and .kd\n");
        assertThat(run(urdf.toString(), "--json")).isZero();
        assertThat(out.toString()).contains("\"not_known\":[\"rotor inertia (armature) of 28 of 28 joints");
        String all = BuiltInModels.humanoid28().jointNames().stream()
                .map(joint -> "\"" + joint + "\":{\"armature\":0.1,\"kp\":200,\"kd\":6}")
                .collect(Collectors.joining(",", "{\"joints\":{", "}}"));
        Path described = Files.writeString(folder.resolve("all.robot.json"), all);
        out.getBuffer().setLength(0);
        assertThat(run(urdf.toString(), "--description", described.toString())).isZero();
        assertThat(out.toString()).doesNotContain("not known").contains(", armature 0.1000, kp 200.0, kd 6.000\n");
    }

    @Test
    void whatAFrameCostsIsAWarningBeyondTheLimit() throws IOException {
        Path described = Files.writeString(
                folder.resolve("humanoid_28.robot.json"),
                "{\"contacts\":["
                        + "pelvis,left_sole,right_sole,left_foot,right_foot"
                                .replaceAll("([a-z_]+)", "{\"frame\":\"$1\",\"polygon\":[]}")
                        + "]}");

        assertThat(run(urdf.toString(), "--description", described.toString())).isZero();
        assertThat(out.toString()).contains("\nwarnings\n", "\n  cost: 28 joints and 5 contacts: ");
    }

    @Test
    void jsonHasTheSameAndTheReasons() throws IOException {
        assertThat(run(urdf.toString(), "--json")).isZero();
        JsonNode told = JSON.readTree(out.toString());
        assertThat(told.get("imu").get("frame").textValue()).isEqualTo("imu_link");
        assertThat(told.get("imu").get("reasons").get(0).textValue())
                .isEqualTo("imu: imu_link, found by its name on the base");
        assertThat(told.get("contacts").get(0).get("reasons"))
                .hasSize(2)
                .first()
                .extracting(JsonNode::textValue)
                .isEqualTo("contact: left_sole, found by its name, friction 0.8 assumed");
        RobotModel model = BuiltInModels.humanoid28();
        assertThat(told.get("contacts").get(0).get("polygon")).hasSize(4);
        assertThat(told.get("bodies")).hasSize(29);
        double mass = 0;
        Set<String> above = new HashSet<>(); // a tree: each hangs on one that was told before
        for (JsonNode body : told.get("bodies")) {
            mass += body.get("mass").doubleValue();
            assertThat(body.get("parent").isNull()
                            || above.contains(body.get("parent").textValue()))
                    .isTrue();
            above.add(body.get("link").textValue());
        }
        assertThat(mass).isCloseTo(told.get("mass").doubleValue(), within(1e-9)).isCloseTo(model.mass(), within(1e-9));
        assertThat(told.get("joints")).hasSize(28);
        for (int j = 0; j < 28; j++) {
            JsonNode joint = told.get("joints").get(j);
            assertThat(model.joints().get(j))
                    .returns(joint.get("name").textValue(), Joint::name)
                    .returns(joint.get("lower").doubleValue(), Joint::lower)
                    .returns(joint.get("upper").doubleValue(), Joint::upper)
                    .returns(joint.get("max_velocity").doubleValue(), Joint::maxVelocity)
                    .returns(joint.get("max_effort").doubleValue(), Joint::maxEffort);
        }
        assertThat(told.get("warnings")).isEmpty();
    }

    @Test
    void writtenDescriptionLoadsAsItIsAndGivesTheSameModel() throws IOException {
        Path proposal = folder.resolve("humanoid_28.robot.json");
        RobotModel found = RobotFiles.read(urdf, null, List.of()).model();
        assertThat(run(urdf.toString(), "--write-description", proposal.toString()))
                .isZero();
        RobotModel described = RobotFiles.read(urdf, proposal, List.of()).model();
        assertThat(described.contacts()).isEqualTo(found.contacts());
        assertThat(described.imu()).isEqualTo(found.imu());
        assertThat(described.joints()).isEqualTo(found.joints());
        assertThat(described.notes()).isEmpty();
        // what is there is not written over
        assertThat(run(urdf.toString(), "--write-description", proposal.toString()))
                .isEqualTo(1);
    }

    @Test
    void soleInAMeshThatWasNotReadIsLeftToBeFilledIn() throws IOException {
        Files.writeString(
                urdf,
                BuiltInModels.humanoid28Urdf()
                        .replaceAll(
                                "(?s)<box size=\"[^\"]*\" */>",
                                "<mesh filename=\"package://robot/meshes/part.stl\"/>"));
        Path proposal = folder.resolve("p.json");
        assertThat(run(urdf.toString(), "--write-description", proposal.toString()))
                .isZero();
        assertThat(out.toString()).contains("left_sole on left_foot: a point, since its sole was not read, friction");
        assertThat(err.toString())
                .contains(proposal + ": polygon is null for left_sole, right_sole, ", "corners", "--package-path");
        JsonNode contacts = JSON.readTree(proposal.toFile()).path("contacts");
        assertThat(contacts)
                .hasSize(2)
                .allMatch(contact -> contact.get("polygon").isNull());
        RobotModel found = RobotFiles.read(urdf, null, List.of()).model();
        RobotModel described = RobotFiles.read(urdf, proposal, List.of()).model();
        assertThat(described.contacts()).isEqualTo(found.contacts());
        // still told, since nobody filled it in
        assertThat(described.warnings())
                .filteredOn(warning -> warning.contains("in a mesh that was not read"))
                .hasSize(2);

        assertThat(run(urdf.toString(), "--json")).isZero();
        String json = out.toString()
                .lines()
                .filter(line -> line.startsWith("{"))
                .findFirst()
                .orElseThrow();
        assertThat(JSON.readTree(json).path("contacts"))
                .allMatch(contact -> contact.get("polygon").isNull());
        assertThat(JSON.readTree(json).path("description").path("contacts"))
                .hasSize(2)
                .noneMatch(contact -> contact.has("polygon"));
    }

    @Test
    void writtenDescriptionLeavesOutWhatNobodyKnowsOfADrive() throws IOException {
        Path given = Files.writeString(
                folder.resolve("one.json"), "{\"joints\": {\"left_knee\": {\"kp\": 200, \"armature\": 0.02}}}");
        Path proposal = folder.resolve("p.json");
        assertThat(run(urdf.toString(), "--description", given.toString(), "--write-description", proposal.toString()))
                .isZero();
        JsonNode joints = JSON.readTree(proposal.toFile()).path("joints");
        assertThat(joints).hasSize(28);
        assertThat(joints.path("left_knee").toString()).isEqualTo("{\"kp\":200,\"armature\":0.02}");
        assertThat(joints.path("right_knee")).isEmpty();
    }

    @Test
    void writtenDescriptionKeepsWhatWasGiven() throws IOException {
        Path given = Files.writeString(folder.resolve("g.json"), BuiltInModels.humanoid28Description());
        Path proposal = folder.resolve("p.json");
        assertThat(run(urdf.toString(), "--description", given.toString(), "--write-description", proposal.toString()))
                .isZero();
        RobotModel kept = RobotFiles.read(urdf, proposal, List.of()).model();
        RobotModel before = RobotFiles.read(urdf, given, List.of()).model();
        assertThat(kept.joints()).isEqualTo(before.joints());
        assertThat(kept.contacts()).isEqualTo(before.contacts());
        assertThat(kept.sensing()).isEqualTo(before.sensing());
    }

    @Test
    void allThatIsWrongIsALineEachWithFileLineAndReason() throws IOException {
        String text = BuiltInModels.humanoid28Urdf()
                .replaceFirst("<mass value=\"[^\"]*\"", "<mass value=\"x\"")
                .replaceFirst("lower=\"[^\"]*\"", "lower=\"?\"");
        Files.writeString(urdf, text);
        assertThat(run(urdf.toString())).isEqualTo(1);
        assertThat(err.toString().lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("pollux: " + urdf + ": <"))
                .allMatch(line -> line.contains("(line "))
                .allMatch(line -> line.contains("is not a finite number"));
        assertThat(run(urdf.toString(), "--json")).isEqualTo(1);
        assertThat(JSON.readTree(out.toString()).get("errors")).hasSize(2);
    }

    @Test
    @Tag("data")
    void warningsAreErrorsWhereTheyAreNotWanted() {
        Path doubtful = ReferenceData.file("as-they-are/urdf/inertia-triangle-2-percent.urdf");
        assertThat(run(doubtful.toString())).isZero();
        assertThat(out.toString()).contains("warnings\n", "link b is no inertia: it breaks the triangle inequality");
        Path proposal = folder.resolve("p.json");
        assertThat(run(doubtful.toString(), "--strict", "--write-description", proposal.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("link b is no inertia: it breaks the triangle inequality");
        assertThat(proposal).doesNotExist();
    }

    @Test
    @Tag("data")
    void jointsThatFollowOthersAreShownWithTheirLeaders() throws IOException {
        String fingers =
                ReferenceData.file("as-they-are/urdf/mimic-three-fingers.urdf").toString();
        assertThat(run(fingers)).isZero();
        assertThat(out.toString()).contains("r: 1 joint, 4.000 kg", "f3 1.000 by m × 0.5000");
        out.getBuffer().setLength(0);
        assertThat(run(fingers, "--json")).isZero();
        JsonNode told = JSON.readTree(out.toString());
        assertThat(told.get("joints")).hasSize(1);
        assertThat(told.get("followers").get(1).toString())
                .isEqualTo("{\"name\":\"k3\",\"leader\":\"m\",\"multiplier\":0.5,\"offset\":0.0}");
    }

    @Test
    void missingFileIsNamed() {
        assertThat(run(folder.resolve("nope.urdf").toString())).isEqualTo(1);
        assertThat(err.toString()).contains("nope.urdf");
    }

    private int run(String... arguments) {
        CommandLine line = Pollux.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        String[] all = new String[arguments.length + 1];
        all[0] = "model";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return line.execute(all);
    }
}
