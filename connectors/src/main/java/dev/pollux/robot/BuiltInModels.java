package dev.pollux.robot;

import dev.pollux.model.RobotModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Built-in models: humanoid_28, 1.70 m, 70 kg, 28 joints. */
public final class BuiltInModels {
    /** The name of the default model. */
    public static final String HUMANOID_28 = "humanoid_28";

    private BuiltInModels() {}

    /** The default model with its IMU, soles, rotor inertias and gains. */
    public static RobotModel humanoid28() {
        return RobotModels.read(humanoid28Urdf(), humanoid28Description());
    }

    /** The URDF's text. */
    public static String humanoid28Urdf() {
        return text("humanoid_28.urdf");
    }

    /** The description's JSON text. */
    public static String humanoid28Description() {
        return text("humanoid_28.robot.json");
    }

    private static String text(String resource) {
        try (InputStream stream = Objects.requireNonNull(RobotModel.class.getResourceAsStream(resource), resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
