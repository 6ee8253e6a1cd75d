package dev.pollux.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TableHeadTest {
    private static final List<String> JOINTS = List.of("left_knee", "right_knee");

    @TempDir
    Path folder;

    private final RecordedFrame frame = new RecordedFrame();

    /** Heads as programs write them; the first row is 0.5 s, 1 rad, 2 rad. */
    static Stream<Arguments> heads() {
        return Stream.of(
                Arguments.of(
                        "MATLAB", "% made on 21-Sep-2026, robot 3\n% time, q_left_knee, q_right_knee\n", "0.5, 1, 2\n"),
                Arguments.of("glued to the mark", "%time,q_left_knee,q_right_knee\n", "0.5,1,2\n"),
                Arguments.of("slashes", "// log 3\n// t;q_left_knee;q_right_knee\n", "0.5;1;2\n"),
                Arguments.of("two marks", "%% t\tq_left_knee\tq_right_knee\n", "0.5\t1\t2\n"),
                Arguments.of(
                        "Octave's save",
                        "# Created by Octave 9.2\n# name: log\n# rows: 2\n# columns: 3\n# t q_left_knee q_right_knee\n",
                        " 0.5 1 2\n"),
                Arguments.of("numpy's savetxt", "# t,q_left_knee,q_right_knee\n", "5.0e-01 1.0e+00 2.0e+00\n"),
                Arguments.of("aligned by blanks", "t   q_left_knee  q_right_knee\n", "0.5   1.0   2.0\n"),
                Arguments.of(
                        "names that are no comment",
                        "% a, b, c\n// d, e, f\nt,q_left_knee,q_right_knee\n",
                        "0.5,1,2\n"),
                Arguments.of("a delimiter at each row's end", "t,q_left_knee,q_right_knee\n", "0.5,1,2,\n"),
                Arguments.of(
                        "LabVIEW",
                        "LabVIEW Measurement\t\nSeparator\tTab\nDate\t2026/09/21\nTime\t08:30:00.1234\n"
                                + "***End_of_Header***\t\n\t\nChannels\t2\t\n***End_of_Header***\t\t\n"
                                + "time\tq_left_knee\tq_right_knee\n",
                        "0.5\t1\t2\n"),
                Arguments.of("lines of who wrote it", "Recorder,3\nlab\n\nt,q_left_knee,q_right_knee\n", "0.5,1,2\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("heads")
    void namesAreFoundWhereProgramsWriteThemByNameAndThroughTheProposedMap(String who, String head, String row)
            throws IOException {
        String second = row.replaceFirst("0\\.5", "0.6").replaceFirst("5\\.0e-01", "6.0e-01");
        Path log = Files.writeString(folder.resolve("log.csv"), head + row + "% a mark\n" + second);
        String proposed = ColumnProposal.of(log, JOINTS, List.of()).json();
        ColumnMap map = ColumnMap.read(Files.writeString(folder.resolve("map.json"), proposed));
        for (Recording recording : List.of(Recording.open(log), Recording.open(log, map))) {
            try (recording) {
                assertThat(recording.columnsPassedOver()).isEmpty();
                assertThat(recording.next(frame)).isTrue();
                assertThat(frame.frame.stampNanos).isEqualTo(500_000_000);
                assertThat(frame.frame.jointNames).startsWith("left_knee", "right_knee");
                assertThat(frame.frame.jointPositions).startsWith(1, 2);
                assertThat(recording.next(frame)).isTrue();
                assertThat(frame.frame.stampNanos).isEqualTo(600_000_000);
                assertThat(recording.next(frame)).isFalse();
            }
        }
    }

    @Test
    void rostopicsTableOfJointsByNameIsReadThroughTheProposedMapAndByAMapWithItsPercentSign() throws IOException {
        Path log = Files.writeString(folder.resolve("log.csv"), """
                %time,field.header.seq,field.header.stamp,field.header.frame_id,field.name0,field.name1,field.position0,field.position1
                1790000000000000000,7,1790000000000000000,base,right_knee,left_knee,2,1
                1790000000010000000,8,1790000000010000000,base,right_knee,left_knee,2,1
                """);
        String proposed = ColumnProposal.of(log, JOINTS, List.of()).json();
        for (String json : List.of(proposed, proposed.replace("\"time\" :", "\"%time\" :"))) {
            ColumnMap map = ColumnMap.read(Files.writeString(folder.resolve("map.json"), json));
            try (Recording recording = Recording.open(log, map)) {
                assertThat(recording.next(frame)).isTrue();
                assertThat(frame.frame.stampNanos).isEqualTo(1_790_000_000_000_000_000L);
                assertThat(frame.frame.jointNames).startsWith("right_knee", "left_knee");
                assertThat(frame.frame.jointPositions).startsWith(2, 1);
            }
        }
    }

    @Test
    void aRowThatIsNoneRightBelowTheNamesIsRefusedWithItsLineAndTheNamesStay() throws IOException {
        Path log = Files.writeString(folder.resolve("log.csv"), "t,q_a,q_b\nbroken,x\nfoo,bar,x\n0.5,1,2\n");
        try (Recording recording = Recording.open(log)) {
            assertThatThrownBy(() -> recording.next(frame)).hasMessageContaining("log.csv:2: 2 cells; expected 3");
            assertThatThrownBy(() -> recording.next(frame)).hasMessageContaining("log.csv:3: column ");
            assertThat(recording.next(frame)).isTrue();
            assertThat(frame.frame.jointPositions).startsWith(1, 2);
        }
    }
}
