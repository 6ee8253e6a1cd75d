package dev.pollux.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.utils.Utils;

/**
 * A folder that exists as long as it is open. A killed process leaves its folder; the next process that creates one of
 * the same kind removes it. A lock on a file inside marks a folder that is in use: the lock ends with its process in
 * any case, and also works between containers.
 */
public final class TemporaryFolder implements AutoCloseable {
    static final String LOCK = ".pollux-in-use.lock";

    /** Folders of this process: closing a file releases all locks of the process on it. */
    private static final Set<Path> OWN = new HashSet<>();

    private final Path path;
    private final FileChannel lock;

    private TemporaryFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Creates a folder among the system's temporary files, and removes unused ones of the same kind.
     *
     * @param kind start of the name
     */
    public static TemporaryFolder make(String kind) throws IOException {
        return make(Path.of(System.getProperty("java.io.tmpdir")), kind);
    }

    static TemporaryFolder make(Path parent, String kind) throws IOException {
        synchronized (OWN) {
            Path path = Files.createTempDirectory(parent, kind);
            OWN.add(path);
            // locked before it gets its name: other processes would remove a folder with the name and without a lock
            Path early = path.resolve(LOCK + ".new");
            FileChannel lock = FileChannel.open(early, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            lock.lock();
            Files.move(early, path.resolve(LOCK), StandardCopyOption.ATOMIC_MOVE);
            removeLeft(parent, kind, path);
            return new TemporaryFolder(path, lock);
        }
    }

    private static void removeLeft(Path parent, String kind, Path mine) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, kind + "*")) {
            for (Path folder : folders) {
                if (!OWN.contains(folder) && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                    removeIfLeft(folder, mine);
                }
            }
        } catch (IOException e) {
            // a folder that cannot be listed stays: it does no harm
        }
    }

    private static void removeIfLeft(Path folder, Path mine) {
        try {
            if (!Files.getOwner(folder).equals(Files.getOwner(mine))) {
                return;
            }
            try (FileChannel lock = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE)) {
                if (lock.tryLock() != null) {
                    Utils.delete(folder.toFile());
                }
            }
        } catch (IOException e) {
            // not one of these, removed in the meantime, or not removable: it stays
        }
    }

    public Path path() {
        return path;
    }

    /** Removes the folder with its content. */
    @Override
    public void close() throws IOException {
        synchronized (OWN) {
            Utils.delete(path.toFile());
            lock.close();
            OWN.remove(path);
        }
    }

    /** The same at the exit of a program, which can only log a failure. */
    public void closeAtTheEnd() {
        try {
            close();
        } catch (IOException e) {
            System.err.println("pollux: cannot remove " + path + ": " + e.getMessage());
        }
    }
}
