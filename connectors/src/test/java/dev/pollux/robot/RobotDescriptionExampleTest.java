package dev.pollux.robot;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.model.ContactFrame;
import dev.pollux.model.Joint;
import dev.pollux.model.RobotModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The description that docs/robot-description.md shows is one of the robot that it names. */
class RobotDescriptionExampleTest {
    @TempDir
    Path folder;

    @Test
    void theDescriptionOfThePageFitsTheRobotThatItNames() throws IOException {
        Path urdf = Files.writeString(folder.resolve("humanoid_28.urdf"), BuiltInModels.humanoid28Urdf());
        Path description = Files.writeString(folder.resolve("humanoid_28.robot.json"), example());

        RobotModel robot = RobotFiles.read(urdf, description, List.of()).model();

        assertThat(requireNonNull(robot.imu()).name()).isEqualTo("imu_link");
        assertThat(robot.sensing().gyroNoise()).isEqualTo(4.5e-5);
        assertThat(robot.contacts()).extracting(ContactFrame::name).containsExactly("left_sole", "right_sole");
        assertThat(robot.contacts().get(0).polygon()).hasSize(4);
        Joint knee = robot.joints().get(robot.jointIndex("left_knee"));
        assertThat(List.of(knee.armature(), knee.kp(), knee.kd())).containsExactly(0.1, 200.0, 6.0);
        assertThat(robot.jointNames()).as("joints that move").doesNotContain("neck_yaw");
        assertThat(robot.floatingBase()).isTrue();
    }

    private static String example() throws IOException {
        Matcher example = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("..", "docs", "robot-description.md")));
        assertThat(example.find()).isTrue();
        return example.group(1);
    }
}
