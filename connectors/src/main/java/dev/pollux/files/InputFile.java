package dev.pollux.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Opens a file for reading; every error names the file and the reason, unlike those of the JDK. */
public final class InputFile {
    private static final int BUFFER = 1 << 16;

    private InputFile() {}

    /**
     * Checks that the file exists.
     *
     * @throws FileSystemException "FILE: no such file", or "is a directory"
     */
    public static void require(Path file) throws IOException {
        if (file.toString().isEmpty()) {
            throw new FileSystemException("\"\"", null, "expected the name of a file");
        }
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "is a directory; expected a file");
        }
        if (Files.notExists(file)) {
            throw new NoSuchFileException(file.toString(), null, "no such file");
        }
    }

    /**
     * Opens a file.
     *
     * @throws FileSystemException "FILE: no such file", "is a directory" or "permission denied"
     */
    public static InputStream open(Path file) throws IOException {
        require(file);
        try {
            return Files.newInputStream(file);
        } catch (NoSuchFileException missing) {
            throw because(new NoSuchFileException(file.toString(), null, "no such file"), missing);
        } catch (AccessDeniedException denied) {
            throw because(new AccessDeniedException(file.toString(), null, "permission denied"), denied);
        }
    }

    /**
     * Opens a file, decompressed if its name ends in {@code .gz}.
     *
     * @throws FileSystemException as {@link #open}, or "FILE: not gzip"
     */
    public static InputStream openUnpacked(Path file) throws IOException {
        InputStream raw = open(file);
        if (!file.toString().endsWith(".gz")) {
            return raw;
        }
        try {
            return new GZIPInputStream(raw, BUFFER);
        } catch (ZipException wrong) {
            raw.close();
            throw because(
                    new FileSystemException(file.toString(), null, "not gzip, though its name ends in .gz"), wrong);
        } catch (IOException | RuntimeException broken) {
            raw.close();
            throw because(new FileSystemException(file.toString(), null, "empty, or ends within gzip's head"), broken);
        }
    }

    private static <E extends Exception> E because(E failure, Exception cause) {
        failure.initCause(cause);
        return failure;
    }
}
