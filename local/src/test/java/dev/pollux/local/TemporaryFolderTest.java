package dev.pollux.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed leaves no folder for ever. */
@Tag("process")
class TemporaryFolderTest {
    private static final String KIND = "pollux-some-";

    @TempDir
    private Path parent;

    /** Another process, which makes a folder and says where. */
    static final class Other {
        public static void main(String[] arguments) throws Exception {
            TemporaryFolder folder = TemporaryFolder.make(Path.of(arguments[0]), KIND);
            Files.writeString(
                    Files.createDirectories(folder.path().resolve("inside")).resolve("file"), "records");
            System.out.println(folder.path());
            new CountDownLatch(1).await();
        }
    }

    @Test
    void theFolderOfAProcessThatWasKilledIsRemovedByTheNextAndNotBefore() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Other.class.getName(),
                        parent.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            Path its = Path.of(other.inputReader().readLine());
            TemporaryFolder.make(parent, KIND).close();
            assertThat(its.resolve("inside/file")).as("while it runs").exists();

            other.destroyForcibly().waitFor(); // SIGKILL
            assertThat(its).exists();
            TemporaryFolder.make(parent, "pollux-other-").close();
            assertThat(its).as("of another kind").exists();
            TemporaryFolder.make(parent, KIND).close();
            assertThat(its).doesNotExist();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void foldersOfTheSameProcessStayUntilTheyAreClosed() throws Exception {
        try (TemporaryFolder first = TemporaryFolder.make(parent, KIND)) {
            TemporaryFolder.make(parent, KIND).close();
            try (TemporaryFolder second = TemporaryFolder.make(parent, KIND)) {
                assertThat(first.path()).isNotEqualTo(second.path()).exists();
            }
            assertThat(first.path()).exists();
        }
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void whatIsNoSuchFolderStays(@TempDir Path elsewhere) throws IOException {
        Path users = Files.createDirectories(parent.resolve(KIND + "notes"));
        Path file = Files.writeString(parent.resolve(KIND + "file"), "");
        Path locked = Files.writeString(elsewhere.resolve(TemporaryFolder.LOCK), "");
        Path link = Files.createSymbolicLink(parent.resolve(KIND + "link"), elsewhere);

        TemporaryFolder.make(parent, KIND).close();

        assertThat(users).exists();
        assertThat(file).exists();
        assertThat(link).exists();
        assertThat(locked).exists();
    }
}
