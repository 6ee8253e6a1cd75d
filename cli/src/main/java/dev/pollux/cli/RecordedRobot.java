package dev.pollux.cli;

import dev.pollux.recording.ColumnMap;
import dev.pollux.recording.RecordingFile;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that reads a recording: which robot it is of. */
final class RecordedRobot {
    @Option(
            names = "--model",
            paramLabel = "URDF",
            description =
                    "The robot of the recording (default: the built-in one, or what is registered). Joints that the"
                            + " recording does not have are held at 0.")
    @Nullable Path model;

    @Option(
            names = "--description",
            paramLabel = "FILE",
            description = "What the URDF does not say (default: NAME.robot.json beside NAME.urdf, if there is one).")
    @Nullable Path description;

    @Option(
            names = "--columns",
            paramLabel = "MAP",
            description = "What the columns of a .csv hold, with units and the table's form: a JSON file as in"
                    + " docs/recordings.md; 'pollux columns LOG.csv' writes a proposal (default: told by their names).")
    @Nullable Path columns;

    /** A recording with its column map, if one is given. */
    RecordingFile recording(Path file) throws IOException {
        return new RecordingFile(file, columns == null ? null : ColumnMap.read(columns));
    }
}
