package dev.pollux.inspect;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pollux.model.ContactFrame;
import dev.pollux.model.Follower;
import dev.pollux.model.Frame;
import dev.pollux.model.Joint;
import dev.pollux.model.RobotModel;
import dev.pollux.robot.DescriptionProposal;
import dev.pollux.robot.UnknownDrives;
import java.util.List;
import java.util.Locale;

/** A model as one JSON object; numbers without a limit or a value are null. */
public final class ModelJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ModelJson() {}

    public static String of(RobotModel model) {
        ObjectNode out = JSON.createObjectNode();
        out.put("model", model.name());
        out.put("mass", model.mass());
        out.put("base", model.frames().get(0).name());
        out.put("floating_base", model.floatingBase());
        Frame imu = model.imu();
        if (imu == null) {
            out.putNull("imu");
        } else {
            ObjectNode of = out.putObject("imu");
            of.put("frame", imu.name());
            of.put("link", Body.linksOf(model, imu.body()).get(0));
            reasons(of, model, "imu: ");
        }
        ArrayNode contacts = out.putArray("contacts");
        for (ContactFrame contact : model.contacts()) {
            int body = model.frames().get(contact.frame()).body();
            ObjectNode of = contacts.addObject();
            of.put("frame", contact.name());
            of.put("link", Body.linksOf(model, body).get(0));
            of.put("friction", contact.friction());
            if (contact.soleUnread()) {
                of.putNull("polygon");
            } else {
                ArrayNode polygon = of.putArray("polygon");
                contact.polygon()
                        .forEach(corner -> polygon.addArray().add(corner.x()).add(corner.y()));
            }
            reasons(of, model, "contact: " + contact.name() + ",", "contact: " + contact.name() + ":");
        }
        ArrayNode bodies = out.putArray("bodies");
        for (Body body : Body.of(model)) {
            ObjectNode of = bodies.addObject();
            of.put("link", body.link());
            of.put("parent", body.parent().isEmpty() ? null : body.parent());
            of.put("joint", body.joint().isEmpty() ? null : body.joint());
            of.put("ratio", body.ratio());
            of.put("mass", body.mass());
            body.fixed().forEach(of.putArray("fixed_links")::add);
        }
        ArrayNode joints = out.putArray("joints");
        model.joints().forEach(joint -> joint(joints.addObject(), joint));
        ArrayNode followers = out.putArray("followers");
        for (Follower follower : model.followers()) {
            ObjectNode of = followers.addObject();
            of.put("name", follower.joint().name());
            of.put("leader", follower.leader() < 0 ? null : model.jointNames().get(follower.leader()));
            of.put("multiplier", follower.multiplier());
            of.put("offset", follower.offset());
        }
        model.notes().forEach(out.putArray("notes")::add);
        model.warnings().forEach(out.putArray("warnings")::add);
        UnknownDrives.of(model).forEach(out.putArray("not_known")::add);
        out.set("description", DescriptionProposal.found(model, null));
        return out.toString();
    }

    /** The errors of a file that is not a robot. */
    public static String errors(List<String> reasons) {
        ObjectNode out = JSON.createObjectNode();
        reasons.forEach(out.putArray("errors")::add);
        return out.toString();
    }

    private static void joint(ObjectNode out, Joint joint) {
        out.put("name", joint.name());
        out.put("type", joint.type().name().toLowerCase(Locale.ROOT));
        finite(out, "lower", joint.lower());
        finite(out, "upper", joint.upper());
        finite(out, "max_velocity", joint.maxVelocity());
        finite(out, "max_effort", joint.maxEffort());
        out.put("damping", joint.damping());
        out.put("friction", joint.friction());
        out.put("armature", joint.armature());
        out.put("kp", joint.kp());
        out.put("kd", joint.kd());
    }

    private static void finite(ObjectNode out, String key, double value) {
        if (Double.isFinite(value)) {
            out.put(key, value);
        } else {
            out.putNull(key);
        }
    }

    private static void reasons(ObjectNode out, RobotModel model, String... beginnings) {
        ArrayNode reasons = out.putArray("reasons");
        for (List<String> sentences : List.of(model.notes(), model.warnings())) {
            for (String sentence : sentences) {
                for (String beginning : beginnings) {
                    if (sentence.startsWith(beginning)) {
                        reasons.add(sentence);
                    }
                }
            }
        }
        if (reasons.isEmpty()) {
            reasons.add("the description says so");
        }
    }
}
