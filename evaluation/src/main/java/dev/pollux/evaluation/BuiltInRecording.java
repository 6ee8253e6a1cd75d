package dev.pollux.evaluation;

import dev.pollux.recording.RecordingFile;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Map;

/** The built-in recording: the built-in humanoid walks for half a minute, with noisy sensors and the truth. */
public final class BuiltInRecording {
    private static final String RESOURCE = "/dev/pollux/recordings/humanoid_28-walk.jsonl.gz";

    private BuiltInRecording() {}

    /** Its path: in Pollux's jar, or among its class files. */
    public static Path path() {
        URL resource = BuiltInRecording.class.getResource(RESOURCE);
        if (resource == null) {
            throw new IllegalStateException("this build of Pollux has no built-in recording (" + RESOURCE + ")");
        }
        try {
            return path(resource.toURI());
        } catch (URISyntaxException | IOException e) {
            throw new IllegalStateException("the built-in recording cannot be opened: " + e.getMessage(), e);
        }
    }

    /** The recording, named for users, who do not know the path. */
    public static RecordingFile file() {
        return new RecordingFile(path(), null, "the built-in recording");
    }

    private static Path path(URI uri) throws IOException {
        try {
            return Path.of(uri);
        } catch (FileSystemNotFoundException e) {
            FileSystems.newFileSystem(uri, Map.of());
            return Path.of(uri);
        }
    }
}
