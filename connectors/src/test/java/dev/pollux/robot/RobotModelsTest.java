package dev.pollux.robot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pollux.model.RobotModel;
import dev.pollux.model.UrdfException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RobotModelsTest {
    @TempDir
    Path folder;

    @Test
    void builtInHumanoidHasWhatItsDescriptionSays() {
        RobotModel model = BuiltInModels.humanoid28();
        assertThat(model.name()).isEqualTo(BuiltInModels.HUMANOID_28);
        assertThat(model.jointCount()).isEqualTo(28);
        assertThat(Objects.requireNonNull(model.imu()).name()).isEqualTo("imu_link");
        assertThat(model.contacts()).extracting("name").containsExactly("left_sole", "right_sole");
        assertThat(model.joints().get(3))
                .extracting("name", "armature", "kp", "kd")
                .containsExactly("left_knee", 0.1, 200.0, 6.0);
        assertThat(model.notes()).isEmpty();
        assertThat(model.warnings()).isEmpty();
    }

    @Test
    void descriptionBesideTheUrdfIsFound() throws IOException {
        Path urdf = Files.writeString(folder.resolve("h.urdf"), BuiltInModels.humanoid28Urdf());
        assertThat(RobotFiles.read(urdf, null, List.of())
                        .model()
                        .joints()
                        .get(0)
                        .armature())
                .isZero();
        Files.writeString(folder.resolve("h.robot.json"), BuiltInModels.humanoid28Description());
        assertThat(RobotFiles.read(urdf, null, List.of())
                        .model()
                        .joints()
                        .get(0)
                        .armature())
                .isEqualTo(0.05);
    }

    @Test
    void givenDescriptionGoesBeforeTheOneBeside() throws IOException {
        Path urdf = Files.writeString(folder.resolve("h.urdf"), BuiltInModels.humanoid28Urdf());
        Files.writeString(folder.resolve("h.robot.json"), BuiltInModels.humanoid28Description());
        Path other = Files.writeString(folder.resolve("o.json"), "{\"locked_joints\": {\"neck_yaw\": 0.1}}");
        assertThat(RobotFiles.read(urdf, other, List.of()).model().jointCount()).isEqualTo(27);
    }

    @Test
    void errorNamesTheFile() throws IOException {
        Path urdf = Files.writeString(folder.resolve("h.urdf"), BuiltInModels.humanoid28Urdf());
        Path wrong = Files.writeString(folder.resolve("w.json"), "{\"locked\": {}}");
        assertThatExceptionOfType(UrdfException.class)
                .isThrownBy(() -> RobotFiles.read(urdf, wrong, List.of()).model())
                .withMessageStartingWith(wrong + ": robot description: unknown key \"locked\"");
        Path broken = Files.writeString(folder.resolve("b.urdf"), "<robot/>");
        assertThatExceptionOfType(UrdfException.class)
                .isThrownBy(() -> RobotFiles.read(broken, null, List.of()).model())
                .withMessageStartingWith(broken + ": <robot> (line 1): has no <link>");
    }
}
