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

/** The recording that comes with Pollux: its own humanoid walking for half a minute, noisy sensors, truth joined in. */
public final class BuiltInRecording {
    private static final String RESOURCE = "/dev/pollux/recordings/humanoid_28-walk.jsonl.gz";

    private BuiltInRecording() {}

    /** Where it is: inside Pollux's own jar, or among its class files. */
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

    /** It, as a recording that somebody named: nobody knows the place of a class path. */
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
