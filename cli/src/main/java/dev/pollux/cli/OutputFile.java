package dev.pollux.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that a command is to write, looked at before the work whose result it will hold. */
final class OutputFile {
    private OutputFile() {}

    /**
     * Makes sure that a file can be there.
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
     * Makes sure that a file can be there and is not yet.
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
