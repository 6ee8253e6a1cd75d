package dev.pollux.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pollux.state.RejectReason;
import dev.pollux.state.SensorFrame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColumnMapTest {
    @TempDir
    Path folder;

    private final RecordedFrame frame = new RecordedFrame();

    @Test
    void unitsPatternsDelimiterDecimalCommasAndCommentsAreReadAsTheMapSays() throws IOException {
        Path log = write("log.csv", """
                ! from the lab
                clock;pos knee;pos hip.left;vel knee;wx;wy;wz;fx;fy;fz;junk
                1500;90;-180;180;57,29577951308232;0;0;0;0;1;9
                ! a mark
                1510;45;0;0;0;0;0;0;0;1;9
                """);
        ColumnMap map = map("""
                {"delimiter": ";", "decimal": ",", "comment": "!", "columns": {
                 "clock": "time [ms]", "pos {joint}": "joint_positions.{joint} [deg]",
                 "vel {joint}": "joint_velocities.{joint} [deg/s]", "wx": "imu.0 [deg/s]", "wy": "imu.1 [deg/s]",
                 "wz": "imu.2 [deg/s]", "fx": "imu.3 [g]", "fy": "imu.4 [g]", "fz": "imu.5 [g]"}}""");
        try (Recording recording = Recording.open(log, map)) {
            assertThat(recording.jointNames()).containsExactly("knee", "hip.left");
            assertThat(recording.columnsPassedOver()).containsExactly("junk");
            recording.next(frame);
            SensorFrame f = frame.frame;
            assertThat(f.stampNanos).isEqualTo(1_500_000_000);
            assertThat(f.jointPositions[0]).isCloseTo(Math.PI / 2, within(1e-15));
            assertThat(f.jointPositions[1]).isCloseTo(-Math.PI, within(1e-15));
            assertThat(f.jointVelocities[0]).isCloseTo(Math.PI, within(1e-15));
            assertThat(f.jointVelocities[1]).isNaN();
            assertThat(f.imu[0]).isCloseTo(1, within(1e-15));
            assertThat(f.imu[5]).isEqualTo(9.80665);
            recording.next(frame);
            assertThat(f.stampNanos).isEqualTo(1_510_000_000);
            assertThat(recording.next(frame)).isFalse();
            assertThat(recording.endedEarly()).isNull();
        }
    }

    @Test
    void stampsInNanosecondsSinceTheEpochAreTime() throws IOException {
        Path log = write("log.tsv", "stamp\tq_a\n1790000000123456789\t1\n");
        try (Recording recording =
                Recording.open(log, map("{\"stamp\": \"time [ns]\", \"q_a\": \"joint_positions.a\"}"))) {
            recording.next(frame);
            // a double tells such a stamp to 256 ns
            assertThat(frame.frame.stampNanos).isCloseTo(1790000000123456789L, within(512L));
        }
    }

    @Test
    void delimitersAreFoundAndHashCommentsPassedOverWithoutAMap() throws IOException {
        for (String delimiter : List.of(",", ";", "\t", "|")) {
            Path log = write(
                    "log.csv",
                    "# a comment, with a comma\nt#q_a#q_b\n0.5#1#2\n#end\n"
                            .replace("#q", delimiter + "q")
                            .replace("#1", delimiter + "1")
                            .replace("#2", delimiter + "2"));
            try (Recording recording = Recording.open(log)) {
                recording.next(frame);
                assertThat(frame.frame.jointPositions[1]).as(delimiter).isEqualTo(2);
                assertThat(recording.next(frame)).isFalse();
            }
        }
    }

    @Test
    void namesInTheCommentAboveTheNumbersAreTheColumns() throws IOException {
        // as numpy.savetxt(header=...) writes it
        try (Recording recording = Recording.open(write("log.csv", "# t,q_a\n0.5,1\n0.6,2\n"))) {
            recording.next(frame);
            assertThat(frame.frame.jointPositions[0]).isEqualTo(1);
            recording.next(frame);
            assertThat(frame.frame.jointPositions[0]).isEqualTo(2);
        }
        assertThatThrownBy(() -> Recording.open(write("log.csv", "0.5,1\n0.6,2\n")))
                .hasMessageContaining("log.csv:1: holds numbers; expected a line of column names");
    }

    @Test
    void aLogOfWhichOnlyTheTimeIsUnderstoodIsAnErrorThatListsItsColumns() throws IOException {
        assertThatThrownBy(() -> Recording.open(write("log.csv", "t,Knee,Hip\n0,1,2\n")))
                .hasMessageContaining("nothing but the time is understood of the columns t, Knee, Hip")
                .hasMessageContaining("--columns MAP");
    }

    @Test
    void aWrongMapIsToldWithWhatWasExpected() throws IOException {
        assertThatThrownBy(() -> map("{\"t\": \"time [deg]\"}"))
                .hasMessageContaining("map.json:1: [deg] is no unit of time; expected one of s, ms, us");
        assertThatThrownBy(() -> map("{\"a\": \"imu.0 [g]\"}")).hasMessageContaining("rad/s");
        assertThatThrownBy(() -> map("{\"a\": \"contacts.a [N]\"}")).hasMessageContaining("expected none");
        assertThatThrownBy(() -> map("{\"columns\": {\"t\": \"time\"}, \"delimeter\": \";\"}"))
                .hasMessageContaining("\"delimeter\" is no part of a map");
        assertThatThrownBy(() -> map("{\"columns\": {\"t\": \"time\"}, \"delimiter\": \";;\"}"))
                .hasMessageContaining("expected one character");
        assertThatThrownBy(() -> map("[]")).hasMessageContaining("expected an object");
        assertThatThrownBy(() -> map("{\"t\": 1}")).hasMessageContaining("column \"t\" is 1");
        assertThatThrownBy(() -> ColumnMap.read(folder.resolve("none.json"))).hasMessageContaining("no such file");
        ColumnMap map = map("{\"t\": \"time\"}");
        Path json = write("log.jsonl", "{}\n");
        assertThatThrownBy(() -> Recording.open(json, map)).hasMessageContaining("a column map is for a .csv");
    }

    @Test
    void aDecimalCommaThatNoMapTellsOfIsExplained() throws IOException {
        try (Recording recording = Recording.open(write("log.csv", "t;q_a\n0;0,5\n1;2\n"))) {
            assertThatThrownBy(() -> recording.next(frame))
                    .isInstanceOfSatisfying(
                            LineRefusedException.class,
                            refused -> assertThat(refused.reason()).isEqualTo(RejectReason.MALFORMED))
                    .hasMessageContaining("log.csv:2: column \"q_a\" is \"0,5\"")
                    .hasMessageContaining("\"decimal\": \",\"");
            assertThat(recording.next(frame)).as("the line after it").isTrue();
            assertThat(frame.frame.jointPositions[0]).isEqualTo(2);
        }
    }

    private ColumnMap map(String json) throws IOException {
        return ColumnMap.read(write("map.json", json));
    }

    private Path write(String name, String text) throws IOException {
        return Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }
}
