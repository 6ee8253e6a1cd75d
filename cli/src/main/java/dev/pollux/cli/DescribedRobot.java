package dev.pollux.cli;

import dev.pollux.model.UrdfException;
import dev.pollux.robot.RobotFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of commands that read a robot from its files: what is read besides the URDF. */
final class DescribedRobot {
    @Option(
            names = "--description",
            paramLabel = "FILE",
            description = "Robot description: what the URDF does not say (default: NAME.robot.json beside NAME.urdf, if"
                    + " there is one).")
    private @Nullable Path description;

    @Option(
            names = "--package-path",
            paramLabel = "DIR",
            split = ":",
            description = "Folders that hold the packages of package://NAME/PATH; they are read where a sole is a mesh"
                    + " (default: the folders above the URDF).")
    private List<Path> packages = List.of();

    /** The given one of these options, which are only useful with a URDF; null: none. */
    @Nullable String given() {
        return description != null ? "--description " + description : packages.isEmpty() ? null : "--package-path";
    }

    /**
     * Reads a robot.
     *
     * @throws UrdfException with all errors in the files
     * @throws IOException if a file cannot be read
     */
    RobotFiles read(Path urdf) throws IOException {
        for (Path folder : packages) {
            if (!Files.isDirectory(folder)) {
                throw new NoSuchFileException(
                        folder.toString(), null, "--package-path names it, and there is no such folder");
            }
        }
        return RobotFiles.read(urdf, description, packages);
    }
}
