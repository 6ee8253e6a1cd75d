package dev.pollux.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.robot.BuiltInModels;
import dev.pollux.robot.RobotFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A robot's model beside what a recording has of it. */
class PlayedModelTest {
    @TempDir
    private Path folder;

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
    void ofTheJointsThatAModelDoesNotHaveOneThatItNearlyHasIsNamed() throws Exception {
        Path urdf = Files.writeString(folder.resolve("h.urdf"), BuiltInModels.humanoid28Urdf());
        Path table = Files.writeString(folder.resolve("b.csv"), "t,q_wing,q_left_kneee,q_right_knee\n0,1,1,1\n");
        assertThatThrownBy(() -> PlayedModel.fit(RobotFiles.read(urdf, null, List.of()), RecordingFile.of(table)))
                .hasMessage(table + " records 3 joints, and " + urdf
                        + " does not have 2 of them, such as \"left_kneee\" (did"
                        + " you mean left_knee?): give the model that belongs to the recording");
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
}
