package dev.pollux.model;

import dev.pollux.model.Urdf.Link;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

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
        noteNone("position", urdf, joint -> joint.limits().noPositions(), notes);
        noteNone("velocity", urdf, joint -> joint.limits().zeros().contains("velocity"), notes);
        noteNone("effort", urdf, joint -> joint.limits().zeros().contains("effort"), notes);
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

    private void noteNone(String what, Urdf urdf, Predicate<UrdfJoint> zero, List<String> notes) {
        List<String> zeros = new ArrayList<>();
        for (Joint joint : joints) {
            if (zero.test(Objects.requireNonNull(urdf.joints.get(joint.name())))) {
                zeros.add(joint.name());
            }
        }
        if (!zeros.isEmpty()) {
            notes.add("limits: a limit of " + (what.equals("position") ? "0 or -1 on both positions" : "0 on " + what)
                    + " is read as unknown: " + String.join(", ", zeros));
        }
    }
}
