package dev.pollux.model;

import dev.pollux.spatial.SO3;
import java.util.List;

/**
 * A joint as in the URDF.
 *
 * @param type the URDF's word: revolute, continuous, prismatic, fixed, floating or planar
 * @param origin the child link's frame in the parent link's at position 0
 * @param axis unit vector in the child link's frame; unused for other types
 * @param damping viscous, N·m·s/rad or N·s/m
 * @param friction Coulomb's, N·m or N
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never leaves the package
record UrdfJoint(
        String name,
        String type,
        String parent,
        String child,
        Placement origin,
        double[] axis,
        JointLimits limits,
        double damping,
        double friction,
        XmlElement element) {
    /** Types of joints with a freely moving base; read only above the base. */
    static final List<String> FREE = List.of("floating", "planar");

    private static final List<String> MOVING = List.of("revolute", "continuous", "prismatic");

    /** Reads a {@code <joint>}; errors are left to the findings. A missing name, type or link is empty. */
    static UrdfJoint read(XmlElement element, Findings findings) {
        String name = findings.text(element::name);
        String type = findings.text(() -> type(element));
        String parent = findings.text(() -> element.only("parent").text("link"));
        String child = findings.text(() -> element.only("child").text("link"));
        Placement[] origin = {Placement.IDENTITY};
        double[][] axis = {{1, 0, 0}};
        JointLimits[] limits = {JointLimits.NONE};
        double[] losses = new double[2];
        findings.attempt(() -> origin[0] = Urdf.origin(element));
        if (!type.equals("fixed") && !FREE.contains(type)) {
            findings.attempt(() -> axis[0] = axis(element));
            findings.attempt(() -> limits[0] = limits(element, !type.equals("continuous"), findings));
            findings.attempt(() -> losses[0] = dynamics(element, "damping"));
            findings.attempt(() -> losses[1] = dynamics(element, "friction"));
        }
        return new UrdfJoint(name, type, parent, child, origin[0], axis[0], limits[0], losses[0], losses[1], element);
    }

    private static String type(XmlElement joint) {
        String type = joint.text("type");
        if (!type.equals("fixed") && !MOVING.contains(type) && !FREE.contains(type)) {
            throw joint.error("type \"" + XmlElement.shortened(type)
                    + "\" is not supported; known are revolute, continuous, prismatic, fixed"
                    + " and, above the base, floating and planar");
        }
        return type;
    }

    private static JointLimits limits(XmlElement joint, boolean bounded, Findings findings) {
        joint.doubtSecond(findings, "limit", "axis", "dynamics", "mimic");
        XmlElement limit = joint.child("limit");
        return limit == null ? JointLimits.NONE : JointLimits.read(limit, bounded, findings);
    }

    private static double dynamics(XmlElement joint, String attribute) {
        XmlElement dynamics = joint.child("dynamics");
        double value = dynamics == null ? 0 : dynamics.number(attribute, ModelBounds.GAIN, 0);
        if (dynamics != null && value < 0) {
            throw dynamics.error(attribute + " " + value + " is negative");
        }
        return value;
    }

    private static double[] axis(XmlElement joint) {
        XmlElement element = joint.child("axis");
        double[] axis = element == null ? new double[] {1, 0, 0} : element.vector("xyz", 1, 0, 0);
        double norm = Math.hypot(Math.hypot(axis[0], axis[1]), axis[2]);
        if (norm < 1e-9) {
            throw joint.error("its axis is zero");
        }
        ModelBounds.LENGTH.check(joint, "the length of its axis", norm);
        for (int i = 0; i < 3; i++) {
            axis[i] /= norm;
        }
        return axis;
    }

    boolean moves() {
        return !type.equals("fixed") && !FREE.contains(type);
    }

    /** The child link's frame in the parent link's at position q (rad or m). */
    Placement at(double q) {
        if (type.equals("prismatic")) {
            return origin.times(
                    new Placement(Placement.IDENTITY.R(), new double[] {q * axis[0], q * axis[1], q * axis[2]}));
        }
        double[] R = new double[9];
        SO3.exp(q * axis[0], q * axis[1], q * axis[2], R, 0);
        return origin.times(new Placement(R, new double[3]));
    }

    /** The joint with its limits and its drive. */
    Joint joint(RobotDescription.Drive drive) {
        JointType kind = switch (type) {
            case "revolute" -> JointType.REVOLUTE;
            case "continuous" -> JointType.CONTINUOUS;
            default -> JointType.PRISMATIC;
        };
        return new Joint(
                name,
                kind,
                limits.lower(),
                limits.upper(),
                limits.velocity(),
                limits.effort(),
                damping,
                friction,
                drive.armature(),
                drive.kp(),
                drive.kd());
    }
}
