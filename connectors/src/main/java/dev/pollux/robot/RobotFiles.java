package dev.pollux.robot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pollux.files.InputFile;
import dev.pollux.model.RobotDescription;
import dev.pollux.model.RobotModel;
import dev.pollux.model.UrdfException;
import dev.pollux.model.UrdfReader;
import dev.pollux.model.XmlText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A robot's files, each read only once, so that a file can be a pipe.
 *
 * @param urdf the URDF's file
 * @param text the URDF's text
 * @param description content of the description file; null if there is none
 * @param model the resulting model
 */
public record RobotFiles(Path urdf, String text, @Nullable JsonNode description, RobotModel model) {
    /** Most bytes of a URDF that are read: one more than allowed. */
    private static final int MAX_URDF = (16 << 20) + 1;

    /**
     * Reads a robot.
     *
     * @param urdf the URDF
     * @param description the description; null: {@code <name>.robot.json} next to {@code <name>.urdf} if it exists
     * @param packages folders in which the packages of {@code package://NAME/PATH} are searched, before those above the
     *     URDF
     * @throws UrdfException naming the file, the elements and the reasons
     * @throws IOException if a file cannot be read
     */
    public static RobotFiles read(Path urdf, @Nullable Path description, List<Path> packages) throws IOException {
        Path beside = description == null ? beside(urdf) : description;
        String said = beside == null
                ? null
                : new String(bytes(beside, 4 * RobotDescriptionReader.MAX_SIZE), StandardCharsets.UTF_8);
        byte[] bytes = bytes(urdf, MAX_URDF);
        Path at = urdf;
        try {
            at = beside == null ? urdf : beside;
            RobotDescription read = said == null ? RobotDescription.EMPTY : RobotDescriptionReader.read(said);
            JsonNode json = said == null ? null : RobotDescriptionReader.json(said);
            at = urdf;
            String text = XmlText.decode(bytes);
            return new RobotFiles(urdf, text, json, UrdfReader.read(text, read, new PackagePath(urdf, packages)));
        } catch (UrdfException e) {
            throw e.in(at);
        } catch (IllegalArgumentException e) {
            throw new UrdfException("the file is not XML: " + e.getMessage()).in(at);
        }
    }

    /** The files of the built-in model {@link BuiltInModels#HUMANOID_28}. */
    public static RobotFiles builtIn() {
        return new RobotFiles(
                Path.of(BuiltInModels.HUMANOID_28 + ".urdf"),
                BuiltInModels.humanoid28Urdf(),
                RobotDescriptionReader.json(BuiltInModels.humanoid28Description()),
                BuiltInModels.humanoid28());
    }

    private static byte[] bytes(Path file, int most) throws IOException {
        try (InputStream stream = InputFile.open(file)) {
            return stream.readNBytes(most);
        }
    }

    /** The description whose name matches the URDF; null if there is none. */
    private static @Nullable Path beside(Path urdf) {
        String name = String.valueOf(urdf.getFileName()).replaceFirst("\\.(urdf|xml)$", "");
        Path description = urdf.resolveSibling(name + ".robot.json");
        return Files.isRegularFile(description) ? description : null;
    }
}
