package dev.pollux.cli;

import dev.pollux.model.UrdfException;
import dev.pollux.robot.RobotFiles;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments of every command that is about a robot. */
final class RobotArgument {
    @Parameters(paramLabel = "URDF", description = "The robot.")
    private Path urdf = Path.of("");

    @Mixin
    private final DescribedRobot described = new DescribedRobot();

    @Option(names = "--strict", description = "Treat a warning as an error: exit code 1, and nothing is written.")
    private boolean strict;

    /**
     * Reads the robot.
     *
     * @throws UrdfException with all that is wrong with the files
     * @throws IOException where one cannot be read
     */
    RobotFiles read() throws IOException {
        RobotFiles files = described.read(urdf);
        if (strict && !files.model().warnings().isEmpty()) {
            throw new UrdfException(files.model().warnings()).in(urdf);
        }
        return files;
    }
}
