package dev.pollux.model;

import java.util.Collection;
import java.util.List;

/** Checks that joints and links of a description are in the URDF, and that its numbers are valid. */
final class DescriptionCheck {
    private DescriptionCheck() {}

    static void check(Urdf urdf, RobotDescription description, Findings findings) {
        description
                .joints()
                .forEach((name, drive) -> findings.attempt(() -> {
                    moving(urdf, "joint", name, findings);
                    notNegative("joint " + name, "armature", ModelBounds.ARMATURE, drive.armature());
                    notNegative("joint " + name, "kp", ModelBounds.GAIN, drive.kp());
                    notNegative("joint " + name, "kd", ModelBounds.GAIN, drive.kd());
                }));
        description
                .lockedJoints()
                .forEach((name, position) -> findings.attempt(() -> {
                    moving(urdf, "locked joint", name, findings);
                    within("locked joint " + name, "position", ModelBounds.POSITION, position);
                }));
        findings.attempt(() -> check(description.sensing()));
        findings.attempt(() -> {
            if (description.imuFrame() != null) {
                link(urdf, "IMU frame", description.imuFrame(), findings);
            }
        });
        List<RobotDescription.Contact> contacts = description.contacts() == null ? List.of() : description.contacts();
        for (RobotDescription.Contact contact : contacts) {
            findings.attempt(() -> {
                link(urdf, "contact frame", contact.frame(), findings);
                within(
                        "contact frame " + contact.frame(),
                        "friction",
                        ModelBounds.FRICTION_COEFFICIENT,
                        contact.friction());
                if (contact.friction() <= 0) {
                    throw error("contact frame " + contact.frame() + ": friction " + contact.friction()
                            + " must be positive");
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
        unknownOrNotNegative("IMU", "gyro noise", ModelBounds.NOISE, sensing.gyroNoise());
        unknownOrNotNegative("IMU", "accelerometer noise", ModelBounds.NOISE, sensing.accelerometerNoise());
        unknownOrNotNegative("IMU", "gyro bias walk", ModelBounds.NOISE, sensing.gyroBiasWalk());
        unknownOrNotNegative("IMU", "accelerometer bias walk", ModelBounds.NOISE, sensing.accelerometerBiasWalk());
        unknownOrNotNegative("stamps", "jitter", ModelBounds.STAMP_JITTER, sensing.stampJitter());
        unknownOrNotNegative("encoders", "noise", ModelBounds.NOISE, sensing.encoderNoise());
    }

    private static void moving(Urdf urdf, String role, String name, Findings findings) {
        exists(role, name, urdf.joints.keySet(), findings);
        UrdfJoint joint = urdf.joints.get(name);
        if (joint != null && !joint.moves()) {
            throw error(role + " " + name + " is " + joint.type() + " in the URDF, not a joint that moves by itself");
        }
    }

    private static void link(Urdf urdf, String role, String name, Findings findings) {
        exists(role, name, urdf.links.keySet(), findings);
    }

    private static void exists(String role, String name, Collection<String> known, Findings findings) {
        if (!known.contains(name)) {
            throw error(role + " " + XmlElement.shortened(name) + " does not exist in the URDF"
                    + findings.hint(name, known));
        }
    }

    private static void unknownOrNotNegative(String part, String what, ModelBounds bounds, double value) {
        if (!Double.isNaN(value)) {
            notNegative(part, what, bounds, value);
        }
    }

    private static void notNegative(String part, String what, ModelBounds bounds, double value) {
        within(part, what, bounds, value);
        if (value < 0) {
            throw error(part + ": " + what + " " + value + " must not be negative");
        }
    }

    private static void within(String part, String what, ModelBounds bounds, double value) {
        String complaint = bounds.complaint(what, value);
        if (!complaint.isEmpty()) {
            throw error(part + ": " + complaint);
        }
    }

    private static UrdfException error(String reason) {
        return new UrdfException("robot description: " + reason);
    }
}
