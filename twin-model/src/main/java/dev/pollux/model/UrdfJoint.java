package dev.pollux.model;

import dev.pollux.spatial.SO3;

/**
 * A joint as it stands in the URDF.
 *
 * @param type the URDF's word: revolute, continuous, prismatic, fixed or floating
 * @param origin the child link's frame in the parent link's at position 0
 * @param axis unit vector in the child link's frame; of no meaning for fixed and floating joints
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never leaves the package
record UrdfJoint(
        String name, String type, String parent, String child, Placement origin, double[] axis, XmlElement element) {

    static UrdfJoint read(XmlElement element) {
        String name = element.text("name");
        String type = element.text("type");
        double[] axis = {1, 0, 0};
        switch (type) {
            case "revolute", "continuous", "prismatic" -> axis = axis(element);
            case "fixed", "floating" -> {}
            default ->
                throw element.error("type \"" + XmlElement.shortened(type)
                        + "\" is not supported; known are revolute, continuous, prismatic, fixed"
                        + " and, above the base, floating");
        }
        return new UrdfJoint(
                name,
                type,
                element.only("parent").text("link"),
                element.only("child").text("link"),
                Urdf.origin(element),
                axis,
                element);
    }

    private static double[] axis(XmlElement joint) {
        XmlElement element = joint.child("axis");
        double[] axis = element == null ? new double[] {1, 0, 0} : element.vector("xyz", 1, 0, 0);
        double norm = Math.hypot(Math.hypot(axis[0], axis[1]), axis[2]);
        if (norm < 1e-9) {
            throw joint.error("its axis is zero");
        }
        for (int i = 0; i < 3; i++) {
            axis[i] /= norm;
        }
        return axis;
    }

    boolean moves() {
        return !type.equals("fixed") && !type.equals("floating");
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

    /** The joint with its limits, as the URDF has them, and its drive. A velocity or effort limit of 0 is no limit. */
    Joint joint(RobotDescription.Drive drive) {
        JointType kind = switch (type) {
            case "revolute" -> JointType.REVOLUTE;
            case "continuous" -> JointType.CONTINUOUS;
            default -> JointType.PRISMATIC;
        };
        double lower = Double.NEGATIVE_INFINITY;
        double upper = Double.POSITIVE_INFINITY;
        double maxVelocity = 0;
        double maxEffort = 0;
        XmlElement limit = element.child("limit");
        if (limit != null) {
            // The format says: a bound that is not given is 0. Where neither is given none is meant.
            if (kind != JointType.CONTINUOUS && (limit.has("lower") || limit.has("upper"))) {
                lower = limit.number("lower", 0);
                upper = limit.number("upper", 0);
            }
            if (lower > upper) {
                throw limit.error("lower " + lower + " is above upper " + upper);
            }
            maxVelocity = notNegative(limit, "velocity");
            maxEffort = notNegative(limit, "effort");
        }
        XmlElement dynamics = element.child("dynamics");
        return new Joint(
                name,
                kind,
                lower,
                upper,
                maxVelocity == 0 ? Double.POSITIVE_INFINITY : maxVelocity,
                maxEffort == 0 ? Double.POSITIVE_INFINITY : maxEffort,
                dynamics == null ? 0 : notNegative(dynamics, "damping"),
                dynamics == null ? 0 : notNegative(dynamics, "friction"),
                drive.armature(),
                drive.kp(),
                drive.kd());
    }

    private static double notNegative(XmlElement element, String attribute) {
        double value = element.number(attribute, 0);
        if (value < 0) {
            throw element.error(attribute + " " + value + " is negative");
        }
        return value;
    }
}
