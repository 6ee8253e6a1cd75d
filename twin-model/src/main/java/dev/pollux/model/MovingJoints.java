package dev.pollux.model;

import dev.pollux.model.Urdf.Link;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The joints that move the robot, in the order of the file: those that neither are fixed nor get locked. */
final class MovingJoints {
    private static final RobotDescription.Drive NO_DRIVE = new RobotDescription.Drive(0, 0, 0);

    private final RobotDescription description;
    private final Link base;
    private final Map<String, Integer> index = new HashMap<>();
    private final List<Joint> joints = new ArrayList<>();

    MovingJoints(Urdf urdf, RobotDescription description, Link base, List<String> notes) {
        this.description = description;
        this.base = base;
        for (UrdfJoint joint : urdf.joints.values()) {
            check(joint);
            if (has(joint)) {
                index.put(joint.name(), joints.size());
                joints.add(joint.joint(description.joints().getOrDefault(joint.name(), NO_DRIVE)));
            }
        }
        noteZeros("velocity", urdf, notes);
        noteZeros("effort", urdf, notes);
    }

    boolean has(UrdfJoint joint) {
        return joint.moves() && !description.lockedJoints().containsKey(joint.name());
    }

    /** Position in joint vectors. */
    int index(UrdfJoint joint) {
        return Objects.requireNonNull(index.get(joint.name()));
    }

    List<Joint> list() {
        return joints;
    }

    private void check(UrdfJoint joint) {
        if (joint.type().equals("floating") && !joint.child().equals(base.name)) {
            throw joint.element().error("a floating joint is read only between an empty root link and the base");
        }
        if (has(joint) && joint.element().child("mimic") != null) {
            throw joint.element()
                    .error("<mimic> is not supported: the joint would not move by itself;"
                            + " lock it in the robot's description, or remove <mimic>");
        }
        if (has(joint) && joints.size() == UrdfReader.MAX_JOINTS) {
            throw joint.element()
                    .error("is one moving joint too many: at most " + UrdfReader.MAX_JOINTS
                            + " are read; lock some in the robot's description");
        }
    }

    private void noteZeros(String attribute, Urdf urdf, List<String> notes) {
        List<String> zeros = new ArrayList<>();
        for (Joint joint : joints) {
            XmlElement limit = Objects.requireNonNull(urdf.joints.get(joint.name()))
                    .element()
                    .child("limit");
            if (limit != null && limit.number(attribute, 1) == 0) {
                zeros.add(joint.name());
            }
        }
        if (!zeros.isEmpty()) {
            notes.add("limits: a limit of 0 on " + attribute + " is read as unknown: " + String.join(", ", zeros));
        }
    }
}
