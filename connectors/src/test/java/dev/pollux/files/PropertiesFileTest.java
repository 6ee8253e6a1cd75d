package dev.pollux.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PropertiesFileTest {
    @TempDir
    private Path folder;

    @Test
    void whatAFileSaysIsReadAsUtf8() throws IOException {
        assertThat(PropertiesFile.read(
                        write("# a comment\nssl.key = dünn\nb: c\\u0041\n".getBytes(StandardCharsets.UTF_8))))
                .hasSize(2)
                .containsEntry("ssl.key", "dünn")
                .containsEntry("b", "cA");
    }

    @Test
    void aFileThatIsNoneIsNamedWithTheReason() throws IOException {
        Path latin = write("a=dünn".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> PropertiesFile.read(latin)).hasMessage(latin + ": is no text in UTF-8");
        Path windows = write("ssl.keystore.location=C:\\users\\keys".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> PropertiesFile.read(windows))
                .hasMessage(
                        windows + ": a backslash and u must be followed by four hexadecimal digits; a backslash itself"
                                + " is written twice");
        assertThatThrownBy(() -> PropertiesFile.read(folder)).hasMessageStartingWith(folder + ": is a directory");
    }

    private Path write(byte[] text) throws IOException {
        return Files.write(folder.resolve("client.properties"), text);
    }
}
