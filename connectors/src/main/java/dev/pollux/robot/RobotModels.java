package dev.pollux.robot;

import dev.pollux.files.InputFile;
import dev.pollux.model.RobotDescription;
import dev.pollux.model.RobotModel;
import dev.pollux.model.UrdfException;
import dev.pollux.model.UrdfReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
        return read(urdf, description, List.of());
    }

    /**
     * Reads a robot from files.
     *
     * @param urdf the URDF
     * @param description the description; null: {@code <name>.robot.json} beside {@code <name>.urdf}, or none where there
     *     is no such file
     * @param packages folders where the packages of {@code package://NAME/PATH} are looked for, before those above the
     *     URDF
     * @throws UrdfException naming the file, the elements and the reasons
     * @throws IOException where a file cannot be read
     */
    public static RobotModel read(Path urdf, @Nullable Path description, List<Path> packages) throws IOException {
        Path beside = description == null ? beside(urdf) : description;
        Path at = beside;
        try {
            RobotDescription read = beside == null ? RobotDescription.EMPTY : describe(beside);
            at = urdf;
            try (InputStream stream = InputFile.open(urdf)) {
                return UrdfReader.read(stream, read, new PackagePath(urdf, packages));
            }
        } catch (UrdfException e) {
            throw e.in(at == null ? urdf : at);
        }
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

    /** The description that belongs to a URDF by its name, null where there is none. */
    public static @Nullable Path beside(Path urdf) {
        String name = String.valueOf(urdf.getFileName()).replaceFirst("\\.(urdf|xml)$", "");
        Path description = urdf.resolveSibling(name + ".robot.json");
        return Files.isRegularFile(description) ? description : null;
    }

    private static RobotDescription describe(Path file) throws IOException {
        try (InputStream stream = InputFile.open(file)) {
            byte[] bytes = stream.readNBytes(4 * RobotDescriptionReader.MAX_SIZE);
            return RobotDescriptionReader.read(new String(bytes, StandardCharsets.UTF_8));
        }
    }
}
