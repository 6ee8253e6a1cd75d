package dev.pollux.robot;

import dev.pollux.model.RobotDescription;
import dev.pollux.model.RobotModel;
import dev.pollux.model.UrdfException;
import dev.pollux.model.UrdfReader;
import org.jspecify.annotations.Nullable;

/** Builds models from a URDF and an optional description. */
public final class RobotModels {
    private RobotModels() {}

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
