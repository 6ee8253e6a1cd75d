package dev.pollux.robot;

import dev.pollux.model.RobotDescription;
import dev.pollux.model.RobotModel;
import dev.pollux.model.UrdfException;
import dev.pollux.model.UrdfReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Robots from their URDF and, where there is one, their description. */
public final class RobotModels {
    private RobotModels() {}

    /**
     * Reads a robot from files; meshes of packages are looked for in the folders above the URDF.
     *
     * @param urdf the URDF
     * @param description the description; null: {@code <name>.robot.json} beside {@code <name>.urdf}, or none where there
     *     is no such file
     * @throws UrdfException naming the file, the elements and the reasons
     * @throws IOException where a file cannot be read
     */
    public static RobotModel read(Path urdf, @Nullable Path description) throws IOException {
        return RobotFiles.read(urdf, description, List.of()).model();
    }

    /**
     * Reads a robot from texts, as the model registry has them.
     *
     * @param urdf the URDF's text
     * @param description the description's JSON text, null where there is none
     * @throws UrdfException naming the element and the reason
     */
    public static RobotModel read(String urdf, @Nullable String description) {
        return UrdfReader.read(
                urdf, description == null ? RobotDescription.EMPTY : RobotDescriptionReader.read(description));
    }
}
