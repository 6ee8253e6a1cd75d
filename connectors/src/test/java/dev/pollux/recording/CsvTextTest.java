package dev.pollux.recording;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
        Path file = Files.write(folder.resolve("bin.csv"), new byte[] {'t', '\n', (byte) 0x94, '\n'});
        assertThatThrownBy(() -> CsvRecording.table(file).row()).hasMessageContaining("bin.csv:2: is no text in UTF-8");
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
