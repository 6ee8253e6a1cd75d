package dev.pollux.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimePartsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"Clock", "time"})
    void aTimeOfDayAndItsMillisecondsAreAdded(String clock) throws IOException {
        Path log = write(
                "Date," + clock + ",ms,left_knee",
                i -> String.format(Locale.ROOT, "2026-09-21,08:00:%02d,%d,0.1", i / 10, i % 10 * 100));
        ColumnProposal proposal = ColumnProposal.of(log, List.of("left_knee"), List.of());
        assertThat(proposal.json()).contains("\"" + clock + "\" : \"time\"", "\"ms\" : \"time [ms]\"");
        assertThat(proposal.remarks()).contains("the time is the sum of \"" + clock + "\" and \"ms\"");
        Path map = Files.writeString(folder.resolve("map.json"), proposal.json());
        try (Recording recording = Recording.open(log, ColumnMap.read(map))) {
            RecordedFrame frame = new RecordedFrame();
            for (int i = 0; i < 24; i++) {
                recording.next(frame);
            }
            assertThat(frame.frame.stampNanos).isEqualTo((8 * 3600 + 2) * 1_000_000_000L + 300_000_000);
        }
    }

    @Test
    void aPartOfASecondAloneIsNoTime() throws IOException {
        Path log = write("ms,left_knee", i -> i % 10 * 100 + ",0.1");
        assertThatThrownBy(() -> ColumnProposal.of(log, List.of("left_knee"), List.of()))
                .hasMessageContaining(
                        "column \"ms\" is named as a time, but falls back 3 times: it is what is beyond the"
                                + " whole seconds");
    }

    @Test
    void aTimeThatWasSetBackTwiceIsOne() throws IOException {
        assertThat(remarks("ms,left_knee", i -> i % 15 * 10 + ",0.1"))
                .anyMatch(told -> told.startsWith("time taken in ms"));
    }

    @Test
    void aSaidUnitInWhichRowsAreSecondsApartIsDoubted() throws IOException {
        assertThat(remarks("Time [s],left_knee", i -> 2 * i + ",0.1"))
                .contains(
                        "time taken in s: the names say so, but then its rows are 2 s apart, and no twin follows so slow"
                                + " a robot; in ms there would be 500 rows a second: check it (\"Time [s]\")");
        assertThat(remarks("Time [ms],left_knee", i -> 2 * i + ",0.1"))
                .contains("time taken in ms: the names say so (\"Time [ms]\")");
    }

    @Test
    void rowsThatShareTheirTimeAreTold() throws IOException {
        assertThat(remarks("time,left_knee", i -> "1790000000,0.1"))
                .contains(
                        "40 rows share 1 time (\"time\"): the digits that tell them apart were lost; write the times with"
                                + " more of them");
        assertThat(remarks("time,left_knee", i -> 1790000000 + i / 10 + ",0.1"))
                .anyMatch(told -> told.startsWith("40 rows share 4 times"));
        assertThat(remarks("time,left_knee", i -> 0.01 * i + ",0.1")).noneMatch(told -> told.contains("share"));
    }

    @Test
    void aTimeOfDayThatPassesMidnightIsTold() throws IOException {
        assertThat(remarks(
                        "time,left_knee",
                        i -> (i < 20 ? "23:59:59." : "00:00:00.") + String.format(Locale.ROOT, "%03d", 40 + i)
                                + ",0.1"))
                .contains("\"time\" passes midnight and starts over there: write the date before the times of day");
    }

    private List<String> remarks(String names, IntFunction<String> row) throws IOException {
        return ColumnProposal.of(write(names, row), List.of("left_knee"), List.of())
                .remarks();
    }

    private Path write(String names, IntFunction<String> row) throws IOException {
        StringBuilder text = new StringBuilder(names).append('\n');
        for (int i = 0; i < 40; i++) {
            text.append(row.apply(i)).append('\n');
        }
        return Files.writeString(folder.resolve("log.csv"), text);
    }
}
