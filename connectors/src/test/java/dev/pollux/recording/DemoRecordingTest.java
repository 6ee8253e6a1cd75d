package dev.pollux.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollux.robot.BuiltInModels;
import dev.pollux.state.SensorFrame;
import dev.pollux.twin.FollowedRobot;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The recording that the project brings along. */
@Tag("slow")
class DemoRecordingTest {
    private static final Path FILE = Path.of(
            "..", "evaluation", "src", "main", "resources", "dev", "pollux", "recordings", "humanoid_28-walk.jsonl.gz");

    @Test
    void theWholeWalkIsAdmittedAndCarriesItsTruth() throws Exception {
        assertThat(Files.size(FILE)).isLessThan(10_000_000);
        FollowedRobot robot = new FollowedRobot(BuiltInModels.humanoid28(), 10_000_000L);
        RecordedFrame recorded = new RecordedFrame();
        int frames = 0;
        try (Recording recording = Recording.open(FILE)) {
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
