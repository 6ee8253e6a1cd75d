package dev.pollux.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Checks an output file before the work whose result it will contain. */
final class OutputFile {
    private OutputFile() {}

    /**
     * Checks that a file can be written.
     *
     * @throws FileSystemException "FILE: is a folder", or "there is no folder" for it
     */
    static void require(Path file) throws IOException {
        if (file.toString().isEmpty()) {
            throw new FileSystemException("\"\"", null, "expected the name of a file");
        }
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "is a folder; name a file in it");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new NoSuchFileException(file.toString(), null, "there is no folder " + folder + "; make it first");
        }
    }

    /**
     * Checks that a file can be written and does not exist yet.
     *
     * @throws FileSystemException as {@link #require}, or "FILE: exists already"
     */
    static void requireNew(Path file) throws IOException {
        require(file);
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(
                    file.toString(), null, "exists already, and nothing was written; remove it or name another file");
        }
    }
}
