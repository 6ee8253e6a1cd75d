package dev.pollux.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Properties of a robot that its URDF does not contain. Every part may be absent: the reader then searches the URDF and
 * reports its choice in {@link RobotModel#notes()}.
 *
 * @param imuFrame link of the IMU, null to search for one
 * @param contacts places that may touch the ground; null to search for them
 * @param joints per joint name the drive data that a URDF cannot express
 * @param lockedJoints joints held at a position, as fixed ones: name to position (rad or m)
 * @param fixedBase whether the base is fixed to the world
 * @param sensing known properties of its sensors and legs
 */
public record RobotDescription(
        @Nullable String imuFrame,
        @Nullable List<Contact> contacts,
        Map<String, Drive> joints,
        Map<String, Double> lockedJoints,
        boolean fixedBase,
        Sensing sensing) {

    /** Default friction coefficient of a contact: rubber on a dry floor, the low end. */
    public static final double DEFAULT_FRICTION = 0.8;

    /** An empty description: everything is searched. */
    public static final RobotDescription EMPTY = new RobotDescription(null, null, Map.of(), Map.of(), false);

    /** A description without sensors and legs. */
    public RobotDescription(
            @Nullable String imuFrame,
            @Nullable List<Contact> contacts,
            Map<String, Drive> joints,
            Map<String, Double> lockedJoints,
            boolean fixedBase) {
        this(imuFrame, contacts, joints, lockedJoints, fixedBase, Sensing.UNKNOWN);
    }

    public RobotDescription {
        contacts = contacts == null ? null : List.copyOf(contacts);
        joints = Collections.unmodifiableMap(new LinkedHashMap<>(joints));
        lockedJoints = Collections.unmodifiableMap(new LinkedHashMap<>(lockedJoints));
    }

    /**
     * A contact frame by its link's name.
     *
     * @param polygon corners of the sole, a convex polygon in the frame's x-y plane, m; empty for a point contact; null
     *     to take it from the collision geometry
     * @param friction Coulomb friction coefficient with the ground
     */
    public record Contact(String frame, @Nullable List<ContactFrame.Corner> polygon, double friction) {
        public Contact {
            polygon = polygon == null ? null : List.copyOf(polygon);
        }
    }

    /** Reflected rotor inertia (kg·m² or kg) and the drive's position and velocity gains. */
    public record Drive(double armature, double kp, double kd) {}
}
