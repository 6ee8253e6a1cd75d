package dev.pollux.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                        "units below", "# made by a lab\n# t,q_left_knee,q_right_knee\n# s,rad,rad\n", "0.5,1,2\n"),
                Arguments.of("units in brackets", "% t,q_left_knee,q_right_knee\n% [s],[rad],[-]\n", "0.5,1,2\n"),
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
                Arguments.of("a line of units", "t,q_left_knee,q_right_knee\ns,rad,rad\n", "0.5,1,2\n"),
                Arguments.of("units in brackets, not of all", "t;q_left_knee;q_right_knee\n[s];[rad];\n", "0.5;1;2\n"),
                Arguments.of(
                        "units below lines of who wrote it",
                        "Recorder,3\nlab\n\nt,q_left_knee,q_right_knee\n% a mark\ns,rad,-\n",
                        "0.5,1,2\n"),
                Arguments.of("a line of groups", ",joints,\nt,q_left_knee,q_right_knee\n", "0.5,1,2\n"),
                Arguments.of(
                        "repeated groups and units",
                        "Recorder 3\n,joints,joints\nt,q_left_knee,q_right_knee\ns,rad,rad\n",
                        "0.5,1,2\n"),
                Arguments.of(
                        "pandas with a MultiIndex", ",joints,joints\n,q_left_knee,q_right_knee\nt,,\n", "0.5,1,2\n"),
                Arguments.of(
                        "a group whose names are empty", "t,joints,joints\n,q_left_knee,q_right_knee\n", "0.5,1,2\n"),
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "t,q_left_knee,q_right_knee\nms,deg,rad\n",
                "t,q_left_knee,q_right_knee\n[ms],[°],[-]\n",
                "t,q_left_knee,q_right_knee\nmilliseconds,degree,radian\n",
                "t,q_left_knee,battery,charge,q_right_knee\nms,deg,V,%,rad\n",
                "t,q_left_knee,state,q_right_knee\nms,deg,furlong,rad\n",
                "# t,q_left_knee,q_right_knee\n# ms,deg,rad\n",
                "# t,q_left_knee,state,state2,q_right_knee\n# ms,deg,-,-,rad\n"
            })
    void theUnitsBelowTheNamesAreThoseOfTheColumns(String head) throws IOException {
        String others = "3,"
                .repeat((int) head.lines()
                                .findFirst()
                                .orElse("")
                                .chars()
                                .filter(c -> c == ',')
                                .count()
                        - 2);
        Path log = Files.writeString(
                folder.resolve("log.csv"), head + "500,180," + others + "2\n510,180," + others + "2\n");
        ColumnProposal proposal = ColumnProposal.of(log, JOINTS, List.of());
        assertThat(proposal.remarks()).contains("time taken in ms: the line of units says so");
        ColumnMap map = ColumnMap.read(Files.writeString(folder.resolve("map.json"), proposal.json()));
        for (Recording recording : List.of(Recording.open(log), Recording.open(log, map))) {
            try (recording) {
                assertThat(recording.next(frame)).isTrue();
                assertThat(frame.frame.stampNanos).isEqualTo(500_000_000);
                assertThat(frame.frame.jointPositions[0]).isEqualTo(Math.PI);
            }
        }
        try (Recording recording = Recording.open(log)) {
            assertThat(recording.next(frame)).isTrue();
            assertThat(frame.frame.jointPositions[1])
                    .as("the SI's, where none is said")
                    .isEqualTo(2);
        }
    }

    @Test
    void aUsedColumnWhoseSaidUnitIsUnknownOrOfSomethingElseIsAnErrorUnlessAMapSaysIt() throws IOException {
        Path log = write("t,q_a,gx\ns,furlong,deg/s\n0.5,1,90\n");
        assertThatThrownBy(() -> Recording.open(log))
                .hasMessageContaining("log.csv:2: looks like units; column \"q_a\": [furlong] is no unit of"
                        + " joint_positions.a; expected one of rad, mrad, deg, °, m, cm, mm: the unit of its numbers is"
                        + " not known; say it in a map for --columns ('pollux columns ");
        ColumnMap map = ColumnMap.read(Files.writeString(
                folder.resolve("map.json"), "{\"t\": \"time\", \"q_a\": \"joint_positions.a [deg]\"}"));
        try (Recording recording = Recording.open(log, map)) {
            assertThat(recording.next(frame)).isTrue();
            assertThat(frame.frame.jointPositions[0]).isCloseTo(Math.toRadians(1), within(1e-15));
            assertThat(recording.next(frame)).isFalse();
        }
        write("# a comment\nt,q_a,gx\ns,rad,deg\n0.5,1,90\n");
        assertThatThrownBy(() -> Recording.open(log))
                .hasMessageContaining("log.csv:3: looks like units; column \"gx\": [deg] is no unit of imu.0;"
                        + " expected one of rad/s, deg/s, °/s, mrad/s, rpm (deg/s is usually meant)");
    }

    @Test
    void aColumnOfDatesNeedsNoUnitWhateverTheLineOfUnitsSays() throws IOException {
        try (Recording recording = Recording.open(write("time,q_a,q_b\nISO,deg,rad\n1970-01-01 00:00:02,180,1\n"))) {
            assertThat(recording.next(frame)).isTrue();
            assertThat(frame.frame.stampNanos).isEqualTo(2_000_000_000L);
            assertThat(frame.frame.jointPositions[0]).isEqualTo(Math.PI);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"walk,left,g", "s,walk,left", "-,-,walk", "s,g,1", "s,g,nan"})
    void aRowOfWordsOfWhichFewAreUnitsIsNoLineOfUnits(String row) throws IOException {
        try (Recording recording = Recording.open(write("t,q_a,q_b\n" + row + "\n0.5,1,2\n"))) {
            assertThatThrownBy(() -> recording.next(frame)).hasMessageContaining("log.csv:2: column ");
            assertThat(recording.next(frame)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",left_knee,left_knee,right_knee,right_knee\nt,pos,vel,pos,vel\n",
                ",left_knee,,right_knee,\nt,pos,vel,pos,vel\n",
                "t,left_knee,,right_knee,\n,pos,vel,pos,vel\ns,rad,rad/s,rad,rad/s\n"
            })
    void namesThatOnlyTheirGroupsTellApartHaveThemBefore(String head) throws IOException {
        Path log = write(head + "0.5,1,2,3,4\n0.6,1,2,3,4\n");
        ColumnProposal proposal = ColumnProposal.of(log, JOINTS, List.of());
        assertThat(proposal.columns())
                .containsExactly("t", "left_knee pos", "left_knee vel", "right_knee pos", "right_knee vel");
        ColumnMap map = ColumnMap.read(Files.writeString(folder.resolve("map.json"), proposal.json()));
        try (Recording recording = Recording.open(log, map)) {
            assertThat(recording.next(frame)).isTrue();
            assertThat(frame.frame.jointPositions).startsWith(1, 3);
            assertThat(frame.frame.jointVelocities).startsWith(2, 4);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",t,q_a\n0,walk,left\n0,0.5,1\n", // a row's number
                ",t,q_a\nx,walk,left\nx,foo,bar\n0,0.5,1\n", // no row below
                "i,t,q_a\nx,walk,left\n0,0.5,1\n" // names in each cell, each once
            })
    void aRowOfWordsIsNotTakenForTheNames(String table) throws IOException {
        try (Recording recording = Recording.open(write(table))) {
            assertThatThrownBy(() -> recording.next(frame)).hasMessageContaining("log.csv:2: column ");
        }
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("log.csv"), text);
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

    @Test
    void aCommentOfAMillionMarksIsPassedOver() throws IOException {
        String marks = "#".repeat(Lines.MAX_LENGTH - 1);
        Path log = Files.writeString(folder.resolve("log.csv"), marks + "\nt,q_a,q_b\n0.5,1,2\n");
        try (Recording recording = Recording.open(log)) {
            assertThat(recording.next(frame)).isTrue();
            assertThat(frame.frame.jointPositions).startsWith(1, 2);
        }
    }

    @Test
    void aCellOfAMillionDigitsIsNoNumber() {
        assertThat(CsvColumns.isNumber("1".repeat(1_000_000) + "x")).isFalse();
        assertThat(CsvColumns.isNumber("1".repeat(1_000_000))).isFalse();
    }

    @Test
    void textInUtf16WithoutItsMarkIsSaidToBeThat() throws IOException {
        for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            Path log = Files.write(folder.resolve("log.csv"), "t,q_a,q_b\n0.5,1,2\n".getBytes(charset));
            assertThatThrownBy(() -> Recording.open(log))
                    .hasMessageContaining("log.csv:1: the text is UTF-16 (every second byte is 0); expected UTF-8");
        }
    }

    @Test
    void linesThatEndInACarriageReturnAloneAreSaidToBeThat() throws IOException {
        for (int rows : new int[] {1, 300_000}) {
            Path log = Files.writeString(folder.resolve("log.csv"), "t,q_a,q_b\r" + "0.5,1,2\r".repeat(rows));
            assertThatThrownBy(() -> Recording.open(log))
                    .hasMessageContaining("log.csv:1: the lines end in a carriage return alone");
        }
        Path whole = Files.writeString(folder.resolve("log.csv"), "t,q_a,q_b\r\n0.5,1,2\r\n0.6,1,2\r");
        try (Recording recording = Recording.open(whole)) {
            assertThat(recording.next(frame)).isTrue();
            assertThat(recording.next(frame)).isTrue();
        }
    }

    @Test
    void aSecondLineThatMayHaveTheNamesIsToldInTheProposal() throws IOException {
        String told =
                "line 2 holds words alone and will be refused: where those are the columns' names, remove the line of"
                        + " names above it";
        assertThatThrownBy(() -> ColumnProposal.of(write("time,hip,knee\nt,q_a,q_b\n0.5,1,2\n"), JOINTS, List.of()))
                .hasMessageEndingWith("understood of the columns time, hip, knee; " + told);
        assertThatThrownBy(() -> ColumnProposal.of(write("a,b,c\nt,q_a,q_b\n0.5,1,2\n"), JOINTS, List.of()))
                .hasMessageEndingWith("\"time [ms]\"}}; " + told);
        assertThat(ColumnProposal.of(write("t,left_knee,c\nx,y,z\n0.5,1,2\n"), JOINTS, List.of())
                        .remarks())
                .contains(told);
    }

    @Test
    void rowsThatDoNotFitTheNamesAreCountedInTheProposal() throws IOException {
        String head = "t,q_left_knee,q_right_knee\n0.5,1,2\n";
        Path log = Files.writeString(folder.resolve("log.csv"), head + "0.6,1\n0.7,1,2\n0.8,\"1,2\n0.9,1,2\n");
        assertThat(ColumnProposal.of(log, JOINTS, List.of()).remarks())
                .contains("2 of the first rows do not fit the 3 column names and will be refused: line 3 has 2 cells,"
                        + " the first of them");
        Files.writeString(log, head);
        assertThat(ColumnProposal.of(log, JOINTS, List.of()).remarks()).noneMatch(remark -> remark.contains("fit"));
    }
}
