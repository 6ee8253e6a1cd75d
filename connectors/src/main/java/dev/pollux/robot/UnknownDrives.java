package dev.pollux.robot;

import dev.pollux.model.Counted;
import dev.pollux.model.Joint;
import dev.pollux.model.RobotModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Drive data that neither the URDF nor the description contains, with their use and where to add them. */
public final class UnknownDrives {
    private UnknownDrives() {}

    /** One sentence each for rotor inertias and gains. */
    public static List<String> of(RobotModel model) {
        List<String> sentences = new ArrayList<>(armature(model));
        String without = share(model, joint -> joint.kp() == 0 && joint.kd() == 0);
        if (!without.isEmpty()) {
            sentences.add(
                    "gains (kp, kd) of " + without + ": commanded positions of them are used only where frames bring"
                            + " gains; give them in the description as joints.NAME.kp and .kd");
        }
        return sentences;
    }

    /** The sentence about rotor inertias; none if all joints have one. */
    public static List<String> armature(RobotModel model) {
        String without = share(model, joint -> joint.armature() == 0);
        return without.isEmpty()
                ? List.of()
                : List.of("rotor inertia (armature) of " + without + ": 0 is taken, and geared joints are predicted to"
                        + " speed up more than they do; give it in the description as joints.NAME.armature");
    }

    /** Text for the number of joints that lack something; empty if none does. */
    private static String share(RobotModel model, Predicate<Joint> lacks) {
        long without = model.joints().stream().filter(lacks).count();
        return without == 0 ? "" : without + " of " + Counted.of(model.jointCount(), "joint");
    }
}
