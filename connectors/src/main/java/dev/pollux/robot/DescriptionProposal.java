package dev.pollux.robot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pollux.model.ContactFrame;
import dev.pollux.model.ContactFrame.Corner;
import dev.pollux.model.Frame;
import dev.pollux.model.Joint;
import dev.pollux.model.RobotModel;
import org.jspecify.annotations.Nullable;

/**
 * A robot description that also contains everything found in the URDF, to be read, changed, and used without the URDF's
 * meshes. Read with the same URDF, it gives the same model.
 */
public final class DescriptionProposal {
    private static final ObjectMapper JSON = new ObjectMapper();

    private DescriptionProposal() {}

    /**
     * Adds IMU, contacts and soles that are not in the description; omits soles that could not be read.
     *
     * @param given the description with which the model was read, null if there was none; not modified
     */
    public static ObjectNode found(RobotModel model, @Nullable JsonNode given) {
        ObjectNode written = given == null || !given.isObject() ? JSON.createObjectNode() : given.deepCopy();
        Frame imu = model.imu();
        if (absent(written, "imu") && imu != null) {
            written.putObject("imu").put("frame", imu.name());
        }
        if (absent(written, "contacts") && !model.contacts().isEmpty()) {
            ArrayNode contacts = written.putArray("contacts");
            for (ContactFrame contact : model.contacts()) {
                contacts.addObject().put("frame", contact.name());
            }
        }
        for (JsonNode contact : written.path("contacts")) {
            int index = model.contactIndex(contact.path("frame").asText());
            if (index >= 0 && contact instanceof ObjectNode object) {
                complete(object, model.contacts().get(index));
            }
        }
        return written;
    }

    /**
     * All parts of the robot with what is known or assumed; a joint without known drive data has an empty object, a
     * sole that could not be read is null.
     *
     * @param given the description with which the model was read, null if there was none; not modified
     * @param urdf the URDF's name
     */
    public static ObjectNode whole(RobotModel model, @Nullable JsonNode given, String urdf) {
        ObjectNode written = JSON.createObjectNode();
        written.put("$schema", "https://pollux.dev/schemas/robot-description.schema.json");
        written.put("model", model.name());
        written.put("urdf", urdf);
        written.putNull("imu");
        written.put("legs", "elastic");
        written.putNull("contacts");
        written.putObject("joints");
        written.putObject("locked_joints");
        written.put("fixed_base", false);
        written.setAll(found(model, given));
        for (JsonNode contact : written.path("contacts")) {
            if (contact instanceof ObjectNode object && absent(object, "polygon")) {
                object.putNull("polygon");
            }
        }
        if (written.path("joints") instanceof ObjectNode joints) {
            for (Joint joint : model.joints()) {
                ObjectNode drive =
                        joints.path(joint.name()) instanceof ObjectNode own ? own : joints.putObject(joint.name());
                putKnown(drive, "armature", joint.armature());
                putKnown(drive, "kp", joint.kp());
                putKnown(drive, "kd", joint.kd());
            }
        }
        return written;
    }

    private static void complete(ObjectNode written, ContactFrame contact) {
        if (absent(written, "polygon") && !contact.soleUnread()) {
            ArrayNode polygon = written.putArray("polygon");
            for (Corner corner : contact.polygon()) {
                polygon.addArray().add(corner.x()).add(corner.y());
            }
        }
        putAbsent(written, "friction", contact.friction());
    }

    private static void putAbsent(ObjectNode object, String key, double number) {
        if (absent(object, key)) {
            object.put(key, number);
        }
    }

    /** For a drive, 0 means unknown, which a reader of the file could take for a value. */
    private static void putKnown(ObjectNode object, String key, double number) {
        if (number != 0) {
            putAbsent(object, key, number);
        }
    }

    private static boolean absent(ObjectNode object, String key) {
        return !object.hasNonNull(key);
    }
}
