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
 * A robot's files, each read once: a pipe can be one.
 *
 * @param urdf the URDF's file
 * @param text the URDF's text
 * @param description what the URDF does not say, as its file has it; null where there is none
 * @param model the robot they tell of
 */
public record RobotFiles(Path urdf, String text, @Nullable JsonNode description, RobotModel model) {
    /** Bytes of the largest URDF that are read; one more is too many. */
    private static final int MAX_URDF = (16 << 20) + 1;

    /**
     * Reads a robot.
     *
     * @param urdf the URDF
     * @param description the description; null: {@code <name>.robot.json} beside {@code <name>.urdf}, or none where there
     *     is no such file
     * @param packages folders where the packages of {@code package://NAME/PATH} are looked for, before those above the
     *     URDF
     * @throws UrdfException naming the file, the elements and the reasons
     * @throws IOException where a file cannot be read
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

    /** The files of the robot that comes with Pollux, {@link BuiltInModels#HUMANOID_28}. */
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

    /** The description that belongs to a URDF by its name, null where there is none. */
    private static @Nullable Path beside(Path urdf) {
        String name = String.valueOf(urdf.getFileName()).replaceFirst("\\.(urdf|xml)$", "");
        Path description = urdf.resolveSibling(name + ".robot.json");
        return Files.isRegularFile(description) ? description : null;
    }
}
