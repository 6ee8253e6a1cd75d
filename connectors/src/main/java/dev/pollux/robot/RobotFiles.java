package dev.pollux.robot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pollux.files.InputFile;
import dev.pollux.model.RobotDescription;
import dev.pollux.model.RobotModel;
import dev.pollux.model.UrdfException;
import dev.pollux.model.UrdfReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static final Pattern ENCODING =
            Pattern.compile("<\\?xml\\s[^>]*encoding\\s*=\\s*[\"']([A-Za-z][A-Za-z0-9._-]*)[\"']");

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
            RobotModel model =
                    UrdfReader.read(new ByteArrayInputStream(bytes), read, new PackagePath(urdf, packages));
            return new RobotFiles(urdf, text(bytes), json, model);
        } catch (UrdfException e) {
            throw e.in(at);
        }
    }

    private static byte[] bytes(Path file, int most) throws IOException {
        try (InputStream stream = InputFile.open(file)) {
            return stream.readNBytes(most);
        }
    }

    /** The text of bytes in the encoding that XML says they are in, by mark, by declaration or by default. */
    private static String text(byte[] xml) {
        boolean wide = xml.length > 1 && (xml[0] == (byte) 0xfe && xml[1] == (byte) 0xff || xml[0] == (byte) 0xff);
        Matcher declared =
                ENCODING.matcher(new String(xml, 0, Math.min(xml.length, 200), StandardCharsets.ISO_8859_1));
        Charset encoding = wide
                ? StandardCharsets.UTF_16
                : declared.lookingAt() ? Charset.forName(declared.group(1)) : StandardCharsets.UTF_8;
        String text = new String(xml, encoding);
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    /** The description that belongs to a URDF by its name, null where there is none. */
    private static @Nullable Path beside(Path urdf) {
        String name = String.valueOf(urdf.getFileName()).replaceFirst("\\.(urdf|xml)$", "");
        Path description = urdf.resolveSibling(name + ".robot.json");
        return Files.isRegularFile(description) ? description : null;
    }
}
