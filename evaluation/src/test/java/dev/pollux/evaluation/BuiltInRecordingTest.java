package dev.pollux.evaluation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.recording.PlayedModel;
import dev.pollux.robot.RobotFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltInRecordingTest {
    @TempDir
    private Path folder;

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
}
