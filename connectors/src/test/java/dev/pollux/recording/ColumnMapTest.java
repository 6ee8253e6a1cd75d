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
import java.time.Instant;
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
    void aColumnThatTheMapNamesAndTheFileLacksIsToldAndAPatternThatFitsNothingIsNot() throws IOException {
        Path log = write("log.csv", "t,q_knee,battery\n0,1,2\n");
        ColumnMap map = map("""
                {"t": "time", "q_knee": "joint_positions.knee", "q_knie": "joint_velocities.knee",
                 "tau_{joint}": "joint_efforts.{joint}"}""");
        try (Recording recording = Recording.open(log, map)) {
            assertThat(recording.columnsPassedOver())
                    .containsExactly(
                            "battery", "q_knie, which the map names and the file does not have (did you mean q_knee?)");
        }
    }

    @Test
    void stampsInNanosecondsSinceTheEpochAreTime() throws IOException {
        Path log = write("log.tsv", "stamp\tq_a\n1790000000123456789\t1\n");
        try (Recording recording =
                Recording.open(log, map("{\"stamp\": \"time [ns]\", \"q_a\": \"joint_positions.a\"}"))) {
            recording.next(frame);
            assertThat(frame.frame.stampNanos)
                    .as("a double would tell it to 256 ns")
                    .isEqualTo(1790000000123456789L);
        }
    }

    @Test
    void secondsSinceTheEpochWithDecimalsAreTimeToTheNanosecond() throws IOException {
        Path log = write("log.csv", "t;q_a\n1790000000,123456789;1\n1,79e9;1\n");
        try (Recording recording = Recording.open(log, map("""
                {"decimal": ",", "columns": {"t": "time", "q_a": "joint_positions.a"}}"""))) {
            recording.next(frame);
            assertThat(frame.frame.stampNanos).isEqualTo(1790000000123456789L);
            recording.next(frame);
            assertThat(frame.frame.stampNanos).isEqualTo(1790000000000000000L);
        }
    }

    @Test
    void datesAreTimeToTheNanosecond() throws IOException {
        Path log = write(
                "log.csv", "t;q_a\n2026-09-21T08:30:00.123456789Z;1\n21.09.2026 08:30:00,5;1\n9999-01-01 00:00;1\n");
        try (Recording recording = Recording.open(log)) {
            recording.next(frame);
            assertThat(frame.frame.stampNanos)
                    .isEqualTo(1_000_000_000L
                                    * Instant.parse("2026-09-21T08:30:00Z").getEpochSecond()
                            + 123456789);
            recording.next(frame);
            assertThat(frame.frame.stampNanos % 1_000_000_000L).isEqualTo(500_000_000);
            assertRefused(recording, "log.csv:4: column \"t\" is \"9999-01-01 00:00\"; expected a number, or a date");
        }
    }

    @Test
    void columnsOfTheTimeInDifferentUnitsAreAddedToTheNanosecond() throws IOException {
        Path log = write("log.csv", """
                nanosec,sec,q_a
                123456789,1790000000,1
                1000000000,1790000000,1
                -1,1790000000,1
                ,1790000000,1
                5,9000000000,1
                7,1790000001,1
                """);
        ColumnMap map = map("""
                {"sec": "time [s]", "nanosec": "time [ns]", "q_a": "joint_positions.a"}""");
        try (Recording recording = Recording.open(log, map)) {
            assertThat(recording.columnsPassedOver()).isEmpty();
            assertThat(recording.next(frame)).isTrue();
            assertThat(frame.frame.stampNanos).isEqualTo(1790000000123456789L);
            assertRefused(
                    recording,
                    "log.csv:3: column \"nanosec\" is 1000000000, which is a unit of column \"sec\" or more; expected"
                            + " less, as the two are added to the time");
            assertRefused(recording, "log.csv:4: the time is -1.0E-9; expected 0 to 9e9 s");
            assertRefused(recording, "log.csv:5: the time is missing; expected 0 to 9e9 s");
            assertRefused(recording, "log.csv:6: the time is 9.0E9; expected 0 to 9e9 s");
            assertThat(recording.next(frame)).isTrue();
            assertThat(frame.frame.stampNanos).isEqualTo(1790000001000000007L);
        }
        ColumnMap twice = map("""
                {"sec": "time [us]", "nanosec": "time [µs]", "q_a": "joint_positions.a"}""");
        assertThatThrownBy(() -> Recording.open(log, twice))
                .hasMessageContaining("column \"sec\" holds time, as column \"nanosec\" does");
        Path byName = write("log.csv", "t,time,q_a\ns,ms,rad\n0,1,1\n");
        assertThatThrownBy(() -> Recording.open(byName))
                .hasMessageContaining("column \"time\" holds time, as column \"t\" does");
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
    void allWrongEntriesOfAMapComeAtOnceEachWithItsLine() {
        assertThatThrownBy(() -> map("""
                        {"delimeter": ";",
                         "decimal": "x",
                         "columns": {
                          "t": "time [deg]",
                          "a": 1,
                          "b": "joint_positions.b",
                          "c": "imu.9"}}
                        """))
                .isInstanceOfSatisfying(
                        RecordingException.class,
                        wrong -> assertThat(wrong.complaints())
                                .extracting(complaint -> complaint.replaceFirst(".*map\\.json:", ""))
                                .satisfiesExactly(
                                        part -> assertThat(part).startsWith("1: \"delimeter\" is no part of a map"),
                                        decimal -> assertThat(decimal).startsWith("2: decimal is \"x\"; expected"),
                                        time -> assertThat(time)
                                                .startsWith("4: column \"t\": [deg] is no unit of time"),
                                        number -> assertThat(number).startsWith("5: column \"a\" is 1; expected"),
                                        imu -> assertThat(imu)
                                                .startsWith("7: column \"c\": \"imu.9\" is no place in a frame")));
    }

    @Test
    void aWrongMapIsToldWithLineAndWhatToWrite() throws IOException {
        assertThatThrownBy(() -> map("{\"t\": \"time [deg]\"}"))
                .hasMessageContaining("map.json:1: column \"t\": [deg] is no unit of time; expected one of s, ms, us");
        assertThatThrownBy(() -> map("{\"a\": \"imu.0 [g]\"}")).hasMessageContaining("rad/s");
        assertThatThrownBy(() -> map("{\"a\": \"contacts.a [N]\"}")).hasMessageContaining("expected none");
        assertThatThrownBy(() -> map("{\"columns\": {\"t\": \"time\"},\n \"delimeter\": \";\"}"))
                .hasMessageContaining("map.json:2: \"delimeter\" is no part of a map (did you mean delimiter?)");
        assertThatThrownBy(() -> map("{\"columns\": {\"t\": \"time\"}, \"delimiter\": \";;\"}"))
                .hasMessageContaining("expected one character");
        assertThatThrownBy(() -> map("{\"columns\": {\"t\": \"time\"},\n\n\"delimiter\": \"\\n\"}"))
                .hasMessageContaining("map.json:3: delimiter is \"\\n\"; expected what stands between two cells");
        assertThatThrownBy(() -> map("[]")).hasMessageContaining("expected an object");
        assertThatThrownBy(() -> map("")).hasMessageContaining("expected an object");
        assertThatThrownBy(() -> map("{\"t\": 1}")).hasMessageContaining("column \"t\" is 1");
        assertThatThrownBy(() -> map("{\"t\": \"time\",\n \"q\": "))
                .hasMessageMatching(".*map\\.json:2: column \\d+: the text ends early");
        assertThatThrownBy(() -> ColumnMap.read(folder.resolve("none.json"))).hasMessageContaining("no such file");
        ColumnMap map = map("{\"t\": \"time\"}");
        Path json = write("log.jsonl", "{}\n");
        assertThatThrownBy(() -> Recording.open(json, map)).hasMessageContaining("a column map is for a table");
    }

    @Test
    void aPlaceThatNoFrameHasIsToldWithTheNearestAlsoWhereItHasAUnit() {
        assertThatThrownBy(() -> map("{\"t\": \"time\",\n\"q_knee\": \"joint_position.knee [deg]\"}"))
                .hasMessageContaining("map.json:2: column \"q_knee\": \"joint_position.knee\" is no place in a frame"
                        + " (did you mean joint_positions?)");
        assertThatThrownBy(() -> map("{\"a\": \"imu.9\"}")).hasMessageContaining("expected imu.0 to imu.5");
        assertThatThrownBy(() -> map("{\"a\": \"truth.time\"}")).hasMessageContaining("no place in a frame");
        assertThatThrownBy(() -> map("{\"a\": \"torso\"}"))
                .hasMessageContaining("expected one of time, seq, episode, joint_positions,");
    }

    @Test
    void aPatternThatLacksItsNameOnEitherSideIsToldWithWhatToWrite() throws IOException {
        assertThatThrownBy(() -> map("{\"t\": \"time\", \"q_{k}\": \"joint_positions\"}"))
                .hasMessageContaining("expected joint_positions.NAME")
                .hasMessageContaining("\"q_{name}\": \"joint_positions.{name}\"");
        assertThatThrownBy(() -> map("{\"t\": \"time\", \"q_{k}\": \"joint_positions.{j}\"}"))
                .hasMessageContaining("{j} is not in its name: write joint_positions.{k}");
        assertThatThrownBy(() -> map("{\"t\": \"time\", \"q_\": \"joint_positions.{j}\"}"))
                .hasMessageContaining("put {j} where the columns' names differ");
        assertThatThrownBy(() -> map("{\"t\": \"time\", \"{a}_{b}\": \"joint_positions.{a}\"}"))
                .hasMessageContaining("2 names in braces; expected one at most");
        Path log = write("log.csv", "t,q_a,q_b\n0,1,2\n");
        ColumnMap map = map("{\"t\": \"time\", \"q_{k}\": \"joint_positions.a\"}");
        assertThatThrownBy(() -> Recording.open(log, map))
                .hasMessageContaining("column \"q_b\" holds joint_positions.a, as column \"q_a\" does")
                .hasMessageContaining("write joint_positions.{k}");
    }

    @Test
    void aPatternOfTheImusAxesMayHaveTheUnitOfEither() throws IOException {
        ColumnMap map = map("{\"t\": \"time\", \"gyro{k}\": \"imu.{k} [deg/s]\"}");
        try (Recording recording = Recording.open(write("log.csv", "t,gyro0,gyro1,gyro2\n0,180,0,0\n"), map)) {
            recording.next(frame);
            assertThat(frame.frame.imu[0]).isCloseTo(Math.PI, within(1e-15));
        }
        assertThatThrownBy(() -> Recording.open(write("b.csv", "t,gyro3\n0,180\n"), map))
                .hasMessageContaining("[deg/s] is no unit of imu.3");
    }

    @Test
    void aMapThatDoesNotFitTheTableIsToldWithWhatToWrite() throws IOException {
        assertThatThrownBy(() -> map("{\"q_a\": \"joint_positions.a\"}"))
                .hasMessageContaining("no column holds the time")
                .hasMessageContaining("\"t\": \"time\"");
        Path log = write("log.csv", "t,q_a\n0,1\n");
        ColumnMap other = map("{\"tt\": \"time\", \"q_a\": \"joint_positions.a\"}");
        assertThatThrownBy(() -> Recording.open(log, other))
                .hasMessageContaining("the map says that column \"tt\" holds the time, and there is none"
                        + " (did you mean t?); there are t, q_a");
        ColumnMap semicolon = map("{\"delimiter\": \";\", \"columns\": {\"t\": \"time\"}}");
        assertThatThrownBy(() -> Recording.open(log, semicolon))
                .hasMessageContaining("log.csv:1: the map says that \";\" stands between two cells")
                .hasMessageContaining("write \"delimiter\": \",\"");
    }

    @Test
    void aQuoteThatIsNotClosedAndAStampThatIsNoneAreTold() throws IOException {
        try (Recording recording = Recording.open(write("log.csv", "t,q_a\n0,\"1\n0,\"1\"2\n-1,2\n,2\n"))) {
            assertRefused(recording, "log.csv:2: a quote (\") opens a cell and none closes it in this line");
            assertRefused(recording, "log.csv:3: text follows the quote (\") that closes a cell");
            assertRefused(recording, "log.csv:4: the time is -1.0; expected 0 to 9e9 s");
            assertRefused(recording, "log.csv:5: the time is missing; expected 0 to 9e9 s");
        }
    }

    private void assertRefused(Recording recording, String why) {
        assertThatThrownBy(() -> recording.next(frame))
                .isInstanceOf(LineRefusedException.class)
                .hasMessageContaining(why);
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
