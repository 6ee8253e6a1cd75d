package dev.pollux.files;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Properties;

/** Reads Java properties, {@code key=value} per line, in UTF-8. */
public final class PropertiesFile {
    private PropertiesFile() {}

    /**
     * Reads the file.
     *
     * @throws FileSystemException as {@link InputFile#open}, or "FILE: is no text in UTF-8", or for an incomplete
     *     Unicode escape
     */
    public static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = new InputStreamReader(InputFile.open(file), StandardCharsets.UTF_8.newDecoder())) {
            properties.load(reader);
        } catch (CharacterCodingException e) {
            throw failure(file, "is no text in UTF-8", e);
        } catch (IllegalArgumentException e) {
            throw failure(
                    file,
                    "a backslash and u must be followed by four hexadecimal digits; a backslash itself is written twice",
                    e);
        }
        return properties;
    }

    private static FileSystemException failure(Path file, String reason, Exception cause) {
        FileSystemException failure = new FileSystemException(file.toString(), null, reason);
        failure.initCause(cause);
        return failure;
    }
}
