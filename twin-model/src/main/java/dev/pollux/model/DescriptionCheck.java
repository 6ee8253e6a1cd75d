package dev.pollux.model;

import java.util.Collection;
import java.util.List;

/** Checks that a description speaks of joints and links the URDF has, in numbers that mean something. */
final class DescriptionCheck {
    private DescriptionCheck() {}

    static void check(Urdf urdf, RobotDescription description, Findings findings) {
        description
                .joints()
                .forEach((name, drive) -> findings.attempt(() -> {
                    moving(urdf, "joint", name);
                    notNegative("joint " + name, "armature", drive.armature());
                    notNegative("joint " + name, "kp", drive.kp());
                    notNegative("joint " + name, "kd", drive.kd());
                }));
        description
                .lockedJoints()
                .forEach((name, position) -> findings.attempt(() -> {
                    moving(urdf, "locked joint", name);
                    if (!Double.isFinite(position)) {
                        throw error("locked joint " + name + ": position " + position + " is not a finite number");
                    }
                }));
        findings.attempt(() -> check(description.sensing()));
        findings.attempt(() -> {
            if (description.imuFrame() != null) {
                link(urdf, "IMU frame", description.imuFrame());
            }
        });
        List<RobotDescription.Contact> contacts = description.contacts() == null ? List.of() : description.contacts();
        for (RobotDescription.Contact contact : contacts) {
            findings.attempt(() -> {
                link(urdf, "contact frame", contact.frame());
                if (!(contact.friction() > 0) || Double.isInfinite(contact.friction())) {
                    throw error("contact frame " + contact.frame() + ": friction " + contact.friction()
                            + " must be positive and finite");
                }
            });
        }
        findings.attempt(() -> {
            if (contacts.stream()
                            .map(RobotDescription.Contact::frame)
                            .distinct()
                            .count()
                    < contacts.size()) {
                throw error("a contact frame is named twice");
            }
        });
    }

    private static void check(Sensing sensing) {
        unknownOrNotNegative("IMU", "gyro noise", sensing.gyroNoise());
        unknownOrNotNegative("IMU", "accelerometer noise", sensing.accelerometerNoise());
        unknownOrNotNegative("IMU", "gyro bias walk", sensing.gyroBiasWalk());
        unknownOrNotNegative("IMU", "accelerometer bias walk", sensing.accelerometerBiasWalk());
        unknownOrNotNegative("stamps", "jitter", sensing.stampJitter());
    }

    private static void moving(Urdf urdf, String role, String name) {
        exists(role, name, urdf.joints.keySet());
        UrdfJoint joint = urdf.joints.get(name);
        if (joint != null && !joint.moves()) {
            throw error(role + " " + name + " is " + joint.type() + " in the URDF, not a joint that moves by itself");
        }
    }

    private static void link(Urdf urdf, String role, String name) {
        exists(role, name, urdf.links.keySet());
    }

    private static void exists(String role, String name, Collection<String> known) {
        if (!known.contains(name)) {
            throw error(role + " " + XmlElement.shortened(name) + " does not exist in the URDF"
                    + NearestName.hint(name, known));
        }
    }

    private static void unknownOrNotNegative(String part, String what, double value) {
        if (!Double.isNaN(value)) {
            notNegative(part, what, value);
        }
    }

    private static void notNegative(String part, String what, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw error(part + ": " + what + " " + value + " must be finite and not negative");
        }
    }

    private static UrdfException error(String reason) {
        return new UrdfException("robot description: " + reason);
    }
}
