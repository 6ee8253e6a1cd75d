package dev.pollux.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables whose text is not what was meant. */
class CsvTextTest {
    @TempDir
    private Path folder;

    @Test
    void aColumnNameThatIsThereTwiceIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("twice.csv"), "t,q_left_knee,q_left_knee\n0,1,2\n");
        assertThatThrownBy(() -> CsvRecording.open(file, null))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("twice.csv:1: the column name \"q_left_knee\" is there twice");
    }

    @Test
    void aTableWithoutALineOfNamesIsToldThoughTextStandsAmongItsNumbers() throws IOException {
        Path file = Files.writeString(folder.resolve("bare.csv"), "0,0,base,left_knee,0.1\n1,0,base,left_knee,0.2\n");
        assertThatThrownBy(() -> CsvRecording.open(file, null))
                .hasMessageContaining("bare.csv:1: holds numbers such as 0; expected a line of column names");
    }

    @Test
    void whatIsNoTextIsToldWithItsFileAndLine() throws IOException {
        for (byte[] binary : new byte[][] {{(byte) 0x94, 1}, {(byte) 0x81}}) {
            Path file = folder.resolve("bin.csv");
            Files.write(file, new byte[] {'t', '\n'});
            Files.write(file, binary, StandardOpenOption.APPEND);
            assertThatThrownBy(() -> CsvRecording.table(file).row())
                    .hasMessageContaining("bin.csv:2: is no text in UTF-8");
        }
    }

    @Test
    void aTableInWindows1252OrLatin1IsReadAsSuch() throws IOException {
        for (String charset : List.of("windows-1252", "ISO-8859-1")) {
            Path file = Files.writeString(
                    folder.resolve("west.csv"),
                    "Zeit (s);Knie [°];Zustand\n0,5;1;größer\n1,0;2;stand\n",
                    Charset.forName(charset));
            try (CsvRecording table = CsvRecording.table(file)) {
                assertThat(table.names()).containsExactly("Zeit (s)", "Knie [°]", "Zustand");
                assertThat(table.row()).containsExactly("0,5", "1", "größer");
                assertThat(table.row()).containsExactly("1,0", "2", "stand");
            }
        }
    }

    @Test
    void aColumnThatIsNamedLikeATimeIsToldWhereNoneIsTheTime() throws IOException {
        Path file = Files.writeString(folder.resolve("imu.csv"), "timestamp,gyro_x,acc_x\n0,1,2\n");
        assertThatThrownBy(() -> CsvRecording.open(file, null))
                .hasMessageContaining("imu.csv:1: no column holds the time")
                .hasMessageEndingWith("; \"timestamp\" may be it: its unit is for the map to say");
    }

    @Test
    void whatIsWrongWithTheColumnsIsToldWithTheLineOfTheirNames() throws IOException {
        Path file = Files.writeString(
                folder.resolve("below.csv"), "made by,a robot,1.0\n\na,q_left_knee\nm,rad\n1,0.1\n3,0.2\n2,0.3\n");
        assertThatThrownBy(() -> CsvRecording.open(file, null))
                .hasMessageContaining("below.csv:3: no column holds the time");
        assertThatThrownBy(() -> ColumnProposal.of(file, List.of(), List.of()))
                .hasMessageContaining("below.csv:3: no column is named as a time");
        Path commented = Files.writeString(
                folder.resolve("commented.csv"), "# a log\n# a,q_left_knee\n# measured\n1,0.1\n3,0.2\n2,0.3\n");
        assertThatThrownBy(() -> CsvRecording.open(commented, null))
                .hasMessageContaining("commented.csv:2: no column holds the time");
    }

    @Test
    void aTableInUtf16IsToldAsSuch() throws IOException {
        for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            Path file = Files.writeString(folder.resolve("wide.csv"), "\ufefft,q_left_knee\n0,1\n", charset);
            assertThatThrownBy(() -> CsvRecording.open(file, null))
                    .hasMessageContaining("wide.csv:1: the text is UTF-16 by its byte order mark; expected UTF-8");
        }
    }
}
