package dev.pollux.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pollux.model.RobotModel;
import dev.pollux.model.UrdfException;
import dev.pollux.robot.RobotModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments of every command that reads a robot from its files. */
final class RobotFiles {
    @Parameters(paramLabel = "URDF", description = "The robot.")
    Path urdf = Path.of("");

    @Option(
            names = "--description",
            paramLabel = "FILE",
            description = "What the URDF does not say (default: NAME.robot.json beside NAME.urdf, if there is one).")
    @Nullable Path description;

    @Option(
            names = "--package-path",
            paramLabel = "DIR",
            split = ":",
            description =
                    "Folders with the packages of package://NAME/PATH, where soles are meshes (default: the folders"
                            + " above the URDF).")
    List<Path> packages = List.of();

    @Option(names = "--strict", description = "Warnings are errors.")
    boolean strict;

    /**
     * @throws UrdfException with all that is wrong with the files
     * @throws IOException where one cannot be read
     */
    RobotModel read() throws IOException {
        RobotModel model = RobotModels.read(urdf, description, packages);
        if (strict && !model.warnings().isEmpty()) {
            throw new UrdfException(model.warnings()).in(urdf);
        }
        return model;
    }

    /** The description's JSON, null where there is none. */
    @Nullable JsonNode described() throws IOException {
        Path said = description == null ? RobotModels.beside(urdf) : description;
        return said == null ? null : new ObjectMapper().readTree(Files.readString(said));
    }
}
