package dev.pollux.robot;

import dev.pollux.model.RobotDescription;
import dev.pollux.model.RobotModel;
import dev.pollux.model.UrdfException;
import dev.pollux.model.UrdfReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds models from a URDF and an optional description. */
public final class RobotModels {
    private RobotModels() {}

    /**
     * Reads a model from files; meshes of packages are searched in the folders above the URDF.
     *
     * @param urdf the URDF
     * @param description the description; null: {@code <name>.robot.json} next to {@code <name>.urdf} if it exists
     * @throws UrdfException naming the file, the elements and the reasons
     * @throws IOException if a file cannot be read
     */
    public static RobotModel read(Path urdf, @Nullable Path description) throws IOException {
        return RobotFiles.read(urdf, description, List.of()).model();
    }

    /**
     * Reads a model from texts, as stored in the model registry.
     *
     * @param urdf the URDF's text
     * @param description the description's JSON text, null if there is none
     * @throws UrdfException naming the element and the reason
     */
    public static RobotModel read(String urdf, @Nullable String description) {
        return UrdfReader.read(
                urdf, description == null ? RobotDescription.EMPTY : RobotDescriptionReader.read(description));
    }
}
