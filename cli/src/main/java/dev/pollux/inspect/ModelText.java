package dev.pollux.inspect;

import dev.pollux.model.ContactFrame;
import dev.pollux.model.ContactFrame.Corner;
import dev.pollux.model.Counted;
import dev.pollux.model.Frame;
import dev.pollux.model.Joint;
import dev.pollux.model.JointType;
import dev.pollux.model.RobotModel;
import dev.pollux.robot.UnknownDrives;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A model as text: summary, tree, sensors, contacts and joints, and what was chosen or is doubtful. */
public final class ModelText {
    private ModelText() {}

    public static String of(RobotModel model) {
        StringBuilder out = new StringBuilder();
        Frame imu = model.imu();
        line(
                out,
                "%s: %s, %.3f kg, %s",
                model.name(),
                Counted.of(model.jointCount(), "joint"),
                model.mass(),
                base(model));
        line(out, "IMU: %s", imu == null ? "none" : imu.name() + on(model, imu.body()));
        line(out, "contacts: %s", model.contacts().isEmpty() ? "none" : "");
        model.contacts().forEach(contact -> line(out, "  %s", contact(model, contact)));
        line(out, "%ntree (kg with what is fixed to each)");
        Body.of(model).forEach(body -> line(out, "  %s", body(body)));
        line(out, "%njoints (rad, N·m; m, N where they slide)");
        int width = model.jointNames().stream().mapToInt(String::length).max().orElse(0);
        model.joints().forEach(joint -> line(out, "  %s", joint(joint, width)));
        section(out, "chosen", model.notes());
        section(out, "warnings", model.warnings());
        section(out, "not known (docs/robot-description.md)", UnknownDrives.of(model));
        return out.toString();
    }

    private static String base(RobotModel model) {
        return (model.floatingBase() ? "floating base " : "fixed base ")
                + model.frames().get(0).name();
    }

    private static String on(RobotModel model, int body) {
        String link = Body.linksOf(model, body).get(0);
        return body == 0 ? " on the base" : " on " + link;
    }

    private static String contact(RobotModel model, ContactFrame contact) {
        String place =
                contact.name() + on(model, model.frames().get(contact.frame()).body());
        if (contact.polygon().isEmpty()) {
            return String.format(
                    Locale.ROOT,
                    "%s: a point%s, friction %.2f",
                    place,
                    contact.soleUnread() ? ", since its sole was not read" : "",
                    contact.friction());
        }
        return String.format(
                Locale.ROOT,
                "%s: sole of %d corners, %.3f m × %.3f m, friction %.2f",
                place,
                contact.polygon().size(),
                extent(contact, Corner::x),
                extent(contact, Corner::y),
                contact.friction());
    }

    private static double extent(ContactFrame contact, ToDoubleFunction<Corner> along) {
        return contact.polygon().stream().mapToDouble(along).summaryStatistics().getMax()
                - contact.polygon().stream()
                        .mapToDouble(along)
                        .summaryStatistics()
                        .getMin();
    }

    private static String body(Body body) {
        String indent = "  ".repeat(body.depth());
        String joint = body.joint().isEmpty() ? "" : " by " + body.joint();
        joint += body.ratio() == 1 ? "" : String.format(Locale.ROOT, " × %.4g", body.ratio());
        String fixed = body.fixed().isEmpty() ? "" : " + " + String.join(", ", body.fixed());
        return String.format(Locale.ROOT, "%s%s %.3f%s%s", indent, body.link(), body.mass(), joint, fixed);
    }

    private static String joint(Joint joint, int width) {
        String range = joint.lower() == Double.NEGATIVE_INFINITY && joint.upper() == Double.POSITIVE_INFINITY
                ? "no limits"
                : String.format(Locale.ROOT, "%.3f to %.3f", joint.lower(), joint.upper());
        return String.format(
                Locale.ROOT,
                "%-" + Math.max(width, 1) + "s %s %s%s%s%s%s%s%s%s",
                joint.name(),
                joint.type() == JointType.PRISMATIC ? "slides" : "turns ",
                range,
                known(", speed ", joint.maxVelocity()),
                known(", effort ", joint.maxEffort()),
                positive(", damping ", joint.damping()),
                positive(", friction ", joint.friction()),
                positive(", armature ", joint.armature()),
                positive(", kp ", joint.kp()),
                positive(", kd ", joint.kd()));
    }

    private static String known(String word, double limit) {
        return Double.isInfinite(limit) ? "" : positive(word, limit);
    }

    private static String positive(String word, double value) {
        return value == 0 ? "" : String.format(Locale.ROOT, "%s%.4g", word, value);
    }

    private static void section(StringBuilder out, String title, List<String> sentences) {
        if (!sentences.isEmpty()) {
            line(out, "%n%s", title);
            sentences.forEach(sentence -> line(out, "  %s", sentence));
        }
    }

    private static void line(StringBuilder out, String format, Object... parts) {
        out.append(String.format(Locale.ROOT, format, parts).stripTrailing()).append('\n');
    }
}
