package dev.pollux.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.robot.BuiltInModels;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings that no twin can make anything of. */
class UnplayableRecordingTest {
    @TempDir
    private Path folder;

    @Test
    void recordingOfJointsThatTheBuiltInRobotDoesNotHaveIsNotTakenForIts() throws Exception {
        Path table = Files.writeString(folder.resolve("a.csv"), "t,q_left_knee,q_left_kneee\n0,1,1\n");
        assertThatThrownBy(() -> FirstFrames.builtIn(RecordingFile.of(table)))
                .hasMessageContaining(
                        "joint \"left_kneee\", which the built-in robot humanoid_28 does not have (did you"
                                + " mean left_knee?): give the robot's URDF with --model");
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

    private static String named(String joint) {
        return "{\"robot_id\":\"x\",\"seq\":0,\"stamp\":{\"sec\":0,\"nanosec\":0},\"joint_names\":[\"" + joint
                + "\"],\"joint_positions\":[0]}";
    }
}
