package dev.pollux.cli;

import dev.pollux.recording.ColumnMap;
import dev.pollux.recording.RecordingFile;
import dev.pollux.robot.RobotFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of all commands that play or evaluate a recording: its robot, and the meaning of its columns. */
final class RecordedRobot {
    @Mixin
    private final RobotChoice robot = new RobotChoice();

    @Option(
            names = "--columns",
            paramLabel = "MAP",
            description = "What the columns of a table hold, with units and the table's form: a JSON file as in"
                    + " docs/recordings.md; 'pollux columns LOG.csv' writes a proposal (default: recognised by their"
                    + " names).")
    private @Nullable Path columns;

    /** A recording with its column map, if one is given. */
    RecordingFile recording(Path file) throws IOException {
        return new RecordingFile(file, columns == null ? null : ColumnMap.read(columns));
    }

    /** The robot; null if none is given. */
    @Nullable RobotFiles robot() throws IOException {
        return robot.read();
    }
}
