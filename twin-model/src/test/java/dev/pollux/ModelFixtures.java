package dev.pollux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pollux.model.ContactFrame.Corner;
import dev.pollux.model.RobotDescription;
import dev.pollux.model.RobotDescription.Contact;
import dev.pollux.model.RobotDescription.Drive;
import dev.pollux.model.RobotModel;
import dev.pollux.model.Sensing;
import dev.pollux.model.UrdfReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Robots for tests: the built-in humanoid with its description, and robots of the reference data. */
public final class ModelFixtures {
    private ModelFixtures() {}

    /** The built-in humanoid with IMU, soles, armature and gains as described. */
    public static RobotModel humanoid28() {
        return humanoid28(humanoid28Description());
    }

    /** The built-in humanoid with another description. */
    public static RobotModel humanoid28(RobotDescription description) {
        try (InputStream urdf = resource("humanoid_28.urdf")) {
            return UrdfReader.read(urdf, description);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The built-in humanoid's URDF. */
    public static String humanoid28Urdf() {
        try (InputStream urdf = resource("humanoid_28.urdf")) {
            return new String(urdf.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The built-in humanoid, described with this noise of its encoders, rad. */
    public static RobotModel humanoid28WithEncoderNoise(double sigma) {
        RobotDescription said = humanoid28Description();
        Sensing s = said.sensing();
        Sensing sensing = new Sensing(
                s.gyroNoise(),
                s.accelerometerNoise(),
                s.gyroBiasWalk(),
                s.accelerometerBiasWalk(),
                s.stampJitter(),
                sigma,
                s.rigidLegs());
        return humanoid28(new RobotDescription(
                said.imuFrame(), said.contacts(), said.joints(), said.lockedJoints(), said.fixedBase(), sensing));
    }

    /** A robot of the reference data, without any description. */
    public static RobotModel reference(String urdf) {
        return UrdfReader.read(ReferenceData.text(urdf), RobotDescription.EMPTY);
    }

    /** The built-in humanoid's description, read without the reader of another module. */
    public static RobotDescription humanoid28Description() {
        try (InputStream json = resource("humanoid_28.robot.json")) {
            JsonNode root = new ObjectMapper().readTree(json);
            List<Contact> contacts = new ArrayList<>();
            for (JsonNode contact : root.get("contacts")) {
                List<Corner> corners = new ArrayList<>();
                for (JsonNode corner : contact.get("polygon")) {
                    corners.add(new Corner(
                            corner.get(0).doubleValue(), corner.get(1).doubleValue()));
                }
                contacts.add(new Contact(
                        contact.get("frame").textValue(),
                        corners,
                        contact.get("friction").doubleValue()));
            }
            Map<String, Drive> drives = new HashMap<>();
            for (Map.Entry<String, JsonNode> joint : root.get("joints").properties()) {
                JsonNode drive = joint.getValue();
                drives.put(
                        joint.getKey(),
                        new Drive(
                                drive.get("armature").doubleValue(),
                                drive.get("kp").doubleValue(),
                                drive.get("kd").doubleValue()));
            }
            JsonNode imu = root.get("imu");
            Sensing sensing = new Sensing(
                    imu.get("gyro_noise").doubleValue(),
                    imu.get("accelerometer_noise").doubleValue(),
                    imu.get("gyro_bias_walk").doubleValue(),
                    imu.get("accelerometer_bias_walk").doubleValue(),
                    root.get("stamp_jitter").doubleValue(),
                    Double.NaN,
                    root.get("legs").textValue().equals("rigid"));
            return new RobotDescription(imu.get("frame").textValue(), contacts, drives, Map.of(), false, sensing);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(RobotModel.class.getResourceAsStream(name), name);
    }
}
