package dev.pollux.robot;

import dev.pollux.model.RobotDescription;
import dev.pollux.model.RobotModel;
import dev.pollux.model.UrdfException;
import dev.pollux.model.UrdfReader;
import org.jspecify.annotations.Nullable;

/** Robots from their URDF and, where there is one, their description. */
public final class RobotModels {
    private RobotModels() {}

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
