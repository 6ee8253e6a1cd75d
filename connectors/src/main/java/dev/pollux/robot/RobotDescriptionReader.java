package dev.pollux.robot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pollux.files.JsonMistake;
import dev.pollux.model.ContactFrame.Corner;
import dev.pollux.model.RobotDescription;
import dev.pollux.model.RobotModel;
import dev.pollux.model.Sensing;
import dev.pollux.model.UrdfException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a robot description (docs/robot-description.md) from JSON. Strict: unknown or repeated keys, wrong types and
 * numbers that are not finite are errors that name the place.
 */
public final class RobotDescriptionReader {
    /** Most characters read. */
    public static final int MAX_SIZE = 1 << 20;

    private static final int MAX_CORNERS = 64;

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(MAX_SIZE)
                            .maxNestingDepth(16)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final List<String> KEYS = List.of(
            "$schema",
            "model",
            "urdf",
            "imu",
            "contacts",
            "joints",
            "locked_joints",
            "fixed_base",
            "legs",
            "stamp_jitter",
            "encoder_noise");

    private static final List<String> IMU_KEYS =
            List.of("frame", "gyro_noise", "accelerometer_noise", "gyro_bias_walk", "accelerometer_bias_walk");

    private static final List<String> LEGS = List.of("rigid", "elastic");

    private RobotDescriptionReader() {}

    /**
     * @param json the description's text
     * @throws UrdfException with all errors, each with its place and reason
     */
    public static RobotDescription read(String json) {
        DescriptionNode root = new DescriptionNode("", json(json), new ArrayList<>());
        Map<String, DescriptionNode> members = root.object(KEYS);
        for (String informative : List.of("$schema", "model", "urdf")) {
            DescriptionNode text = members.get(informative);
            if (text != null) {
                text.text();
            }
        }
        DescriptionNode fixedBase = members.get("fixed_base");
        DescriptionNode imu = members.get("imu");
        Map<String, DescriptionNode> imuMembers = imu == null ? Map.of() : imu.object(IMU_KEYS);
        RobotDescription read = new RobotDescription(
                imu == null ? null : DescriptionNode.requiredText(imuMembers, "frame", imu),
                contacts(members.get("contacts")),
                drives(members.get("joints")),
                positions(members.get("locked_joints")),
                fixedBase != null && fixedBase.flag(),
                new Sensing(
                        known(imuMembers.get("gyro_noise")),
                        known(imuMembers.get("accelerometer_noise")),
                        known(imuMembers.get("gyro_bias_walk")),
                        known(imuMembers.get("accelerometer_bias_walk")),
                        known(members.get("stamp_jitter")),
                        known(members.get("encoder_noise")),
                        rigid(members.get("legs"))));
        if (!root.wrong().isEmpty()) {
            throw new UrdfException(root.wrong());
        }
        return read;
    }

    /**
     * Parses the description as JSON, without checking its content.
     *
     * @param json the description's text
     * @throws UrdfException if it is too long or not JSON
     */
    static JsonNode json(String json) {
        if (json.length() > MAX_SIZE) {
            throw new UrdfException("robot description: is longer than " + MAX_SIZE + " characters");
        }
        try {
            JsonNode read = JSON.readTree(json);
            if (read.isMissingNode()) {
                throw new UrdfException("robot description: is empty; expected an object in JSON");
            }
            return read;
        } catch (JsonProcessingException e) {
            throw new UrdfException("robot description: is not JSON: " + JsonMistake.of(e));
        }
    }

    private static double known(@Nullable DescriptionNode number) {
        return DescriptionNode.number(number, Double.NaN);
    }

    private static boolean rigid(@Nullable DescriptionNode legs) {
        String said = legs == null ? "" : legs.text();
        if (legs != null && !said.isEmpty() && !LEGS.contains(said)) {
            legs.complain("is \"" + said + "\", expected one of " + String.join(", ", LEGS));
        }
        return said.equals("rigid");
    }

    private static @Nullable List<RobotDescription.Contact> contacts(@Nullable DescriptionNode contacts) {
        if (contacts == null) {
            return null;
        }
        List<RobotDescription.Contact> read = new ArrayList<>();
        for (DescriptionNode contact : contacts.list(RobotModel.MAX_CONTACTS)) {
            Map<String, DescriptionNode> members = contact.object(List.of("frame", "polygon", "friction"));
            DescriptionNode polygon = members.get("polygon");
            read.add(new RobotDescription.Contact(
                    DescriptionNode.requiredText(members, "frame", contact),
                    polygon == null ? null : corners(polygon),
                    DescriptionNode.number(members.get("friction"), RobotDescription.DEFAULT_FRICTION)));
        }
        return read;
    }

    private static List<Corner> corners(DescriptionNode polygon) {
        List<Corner> corners = new ArrayList<>();
        for (DescriptionNode corner : polygon.list(MAX_CORNERS)) {
            List<DescriptionNode> xy = corner.list(2);
            if (xy.size() == 2) {
                corners.add(new Corner(xy.get(0).number(), xy.get(1).number()));
            } else if (corner.json().isArray() && corner.json().size() < 2) {
                corner.complain("has " + xy.size() + " numbers, expected x and y in m");
            }
        }
        return corners;
    }

    private static Map<String, RobotDescription.Drive> drives(@Nullable DescriptionNode joints) {
        Map<String, RobotDescription.Drive> drives = new LinkedHashMap<>();
        if (joints != null) {
            joints.members().forEach((name, drive) -> {
                Map<String, DescriptionNode> members = drive.object(List.of("armature", "kp", "kd"));
                drives.put(
                        name,
                        new RobotDescription.Drive(
                                DescriptionNode.number(members.get("armature"), 0),
                                DescriptionNode.number(members.get("kp"), 0),
                                DescriptionNode.number(members.get("kd"), 0)));
            });
        }
        return drives;
    }

    private static Map<String, Double> positions(@Nullable DescriptionNode locked) {
        Map<String, Double> positions = new LinkedHashMap<>();
        if (locked != null) {
            locked.members().forEach((name, position) -> positions.put(name, position.number()));
        }
        return positions;
    }
}
