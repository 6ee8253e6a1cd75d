package dev.pollux.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pollux.recording.PlayedModel;
import dev.pollux.recording.RecordedFrame;
import dev.pollux.recording.Recording;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.robot.RobotFiles;
import dev.pollux.state.SensorFrame;
import dev.pollux.twin.FollowedRobot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
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

    @Test
    @Tag("slow")
    void theWholeWalkIsAdmittedAndCarriesItsTruth() throws Exception {
        assertThat(Files.size(BuiltInRecording.path())).isLessThan(10_000_000);
        FollowedRobot robot = new FollowedRobot(BuiltInModels.humanoid28(), 10_000_000L);
        RecordedFrame recorded = new RecordedFrame();
        int frames = 0;
        try (Recording recording = Recording.open(BuiltInRecording.path())) {
            assertThat(recording.model()).isEqualTo("humanoid_28");
            while (recording.next(recorded)) {
                assertThat(recorded.frame.has(
                                SensorFrame.JOINT_ARRAYS | SensorFrame.IMU | SensorFrame.CONTACT_WRENCHES))
                        .isTrue();
                assertThat(recorded.truth.has(SensorFrame.BASE_POSE | SensorFrame.BASE_VELOCITY))
                        .isTrue();
                assertThat(recorded.hasCom).isTrue();
                robot.follow(recorded.frame);
                frames++;
            }
        }
        assertThat(frames).isEqualTo(16_132);
        // where the log's header says the walk ends, m
        assertThat(recorded.truth.basePose[3]).isCloseTo(8.1468, within(0.01));
        assertThat(recorded.truth.basePose[7]).isCloseTo(0.6118, within(0.01));
    }
}
