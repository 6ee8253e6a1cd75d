package dev.pollux.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollux.state.SensorFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The column map that docs/recordings.md shows reads the table that it tells of. */
class ColumnMapExampleTest {
    @TempDir
    Path folder;

    @Test
    void theMapOfThePageReadsATableOfItsColumns() throws IOException {
        Path log = Files.writeString(folder.resolve("log.csv"), """
                % written by the lab
                Clock;hip.pos;hip.vel;left knee;GyroX;GyroY;GyroZ;AccX;AccY;AccZ;x;y;z;roll;pitch;yaw;Battery
                1500;90;-180;0,25;90;0;-45;0;2;1;1250,5;-3;800;0;0;90;48
                """);
        ColumnMap map = ColumnMap.read(Files.writeString(folder.resolve("map.json"), example()));

        RecordedFrame recorded = new RecordedFrame();
        try (Recording recording = Recording.open(log, map)) {
            assertThat(recording.jointNames()).containsExactly("hip", "left_knee");
            assertThat(recording.columnsPassedOver()).containsExactly("Battery");
            assertThat(recording.next(recorded)).isTrue();
            SensorFrame frame = recorded.frame;
            assertThat(frame.stampNanos).isEqualTo(1_500_000_000);
            assertThat(frame.jointPositions[0]).isCloseTo(Math.PI / 2, within(1e-15));
            assertThat(frame.jointVelocities[0]).isCloseTo(-Math.PI, within(1e-15));
            assertThat(frame.jointPositions[1]).isEqualTo(0.25);
            assertThat(frame.has(SensorFrame.IMU)).isTrue();
            assertThat(frame.imu)
                    .containsExactly(
                            new double[] {Math.PI / 2, 0, -Math.PI / 4, 0, 2 * 9.80665, 9.80665}, within(1e-12));
            assertThat(recorded.truth.has(SensorFrame.BASE_POSE)).isTrue();
            assertThat(recorded.truth.basePose)
                    .as("turned left by a right angle")
                    .containsExactly(
                            new double[] {0, -1, 0, 1.2505, 1, 0, 0, -0.003, 0, 0, 1, 0.8, 0, 0, 0, 1}, within(1e-12));
            assertThat(recording.next(recorded)).isFalse();
        }
    }

    private static String example() throws IOException {
        Matcher example = Pattern.compile("### [^\\n]*a column map\\n.*?```json\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("..", "docs", "recordings.md")));
        assertThat(example.find()).isTrue();
        return example.group(1);
    }
}
