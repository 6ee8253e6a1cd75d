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
 * A folder that is there as long as it is open. A process that is killed leaves its own; the next one that makes a folder of
 * the same kind removes it. Which are in use is told by a lock on a file inside, that ends with its process however that ends,
 * and holds for processes of other containers too.
 */
public final class TemporaryFolder implements AutoCloseable {
    static final String LOCK = ".pollux-in-use.lock";

    /** Folders of this process: to close a file is to lose all locks that the process has on it. */
    private static final Set<Path> OWN = new HashSet<>();

    private final Path path;
    private final FileChannel lock;

    private TemporaryFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes a folder among the system's temporary files, and removes those of the same kind that nobody uses any more.
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
            // Locked before it is seen under its name: another process takes what has the name and no lock for left
            // behind.
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
            // What cannot be listed stays: it is in nobody's way.
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
            // Not one of these, gone meanwhile, or not to be removed: it stays.
        }
    }

    public Path path() {
        return path;
    }

    /** Removes the folder with all that is in it. */
    @Override
    public void close() throws IOException {
        synchronized (OWN) {
            Utils.delete(path.toFile());
            lock.close();
            OWN.remove(path);
        }
    }

    /** The same for a program that ends, and can do no more than say that it failed. */
    public void closeAtTheEnd() {
        try {
            close();
        } catch (IOException e) {
            System.err.println("pollux: cannot remove " + path + ": " + e.getMessage());
        }
    }
}
