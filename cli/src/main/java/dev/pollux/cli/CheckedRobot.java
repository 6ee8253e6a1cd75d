package dev.pollux.cli;

import dev.pollux.model.UrdfException;
import dev.pollux.robot.RobotFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of commands that need a robot. */
final class CheckedRobot {
    @Mixin
    private final DescribedRobot described = new DescribedRobot();

    @Option(names = "--strict", description = "Treat a warning as an error: exit code 1, and nothing is written.")
    private boolean strict;

    /** The given option that is only useful with a URDF; null: none. */
    @Nullable String given() {
        return described.given();
    }

    /**
     * Reads the robot.
     *
     * @throws UrdfException with all errors in the files
     * @throws IOException if a file cannot be read
     */
    RobotFiles read(Path urdf) throws IOException {
        RobotFiles files = described.read(urdf);
        if (strict && !files.model().warnings().isEmpty()) {
            throw new UrdfException(files.model().warnings()).in(urdf);
        }
        return files;
    }
}
