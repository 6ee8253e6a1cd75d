package dev.pollux.robot;

import dev.pollux.model.Counted;
import dev.pollux.model.Joint;
import dev.pollux.model.RobotModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What neither a robot's URDF nor its description says of its drives: what it is for, and where it can be given. */
public final class UnknownDrives {
    private UnknownDrives() {}

    /** A sentence each: of the rotors' inertia, then of the gains. */
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

    /** The sentence on the rotors' inertia; none where all joints have one. */
    public static List<String> armature(RobotModel model) {
        String without = share(model, joint -> joint.armature() == 0);
        return without.isEmpty()
                ? List.of()
                : List.of("rotor inertia (armature) of " + without + ": 0 is taken, and geared joints are predicted to"
                        + " speed up more than they do; give it in the description as joints.NAME.armature");
    }

    /** How many joints lack something, in words; empty where none does. */
    private static String share(RobotModel model, Predicate<Joint> lacks) {
        long without = model.joints().stream().filter(lacks).count();
        return without == 0 ? "" : without + " of " + Counted.of(model.jointCount(), "joint");
    }
}
