package dev.pollux.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a joint with {@code <mimic>} follows: q = multiplier · q_leader + offset.
 *
 * @param leader the independent joint at the end of the chain of followers; null where a joint that is locked ends it
 * @param multiplier the product along the chain, 0 where the joint does not move at all
 * @param offset rad or m
 */
record Mimic(@Nullable UrdfJoint leader, double multiplier, double offset) {

    static boolean on(UrdfJoint joint) {
        return joint.moves() && joint.element().child("mimic") != null;
    }

    /** Follows a joint's leaders up to the one that moves by itself. */
    static Mimic of(UrdfJoint joint, Urdf urdf, RobotDescription description) {
        double multiplier = 1;
        double offset = 0;
        List<String> chain = new ArrayList<>();
        UrdfJoint at = joint;
        for (XmlElement mimic = joint.element().child("mimic");
                mimic != null;
                mimic = at.element().child("mimic")) {
            chain.add(at.name());
            offset += multiplier * mimic.number("offset", 0);
            multiplier *= mimic.number("multiplier", 1);
            at = leader(at, mimic, urdf);
            if (chain.contains(at.name())) {
                throw joint.element()
                        .error("follows itself: <mimic> leads from " + String.join(" to ", chain) + " and back to "
                                + at.name() + "; one joint of them must move by itself");
            }
            Double locked = description.lockedJoints().get(at.name());
            if (locked != null) {
                return held(joint, offset + multiplier * locked);
            }
        }
        if (multiplier == 0) {
            return held(joint, offset);
        }
        check(joint, multiplier);
        check(joint, offset);
        return new Mimic(at, multiplier, offset);
    }

    private static UrdfJoint leader(UrdfJoint follower, XmlElement mimic, Urdf urdf) {
        String name = mimic.text("joint");
        UrdfJoint leader = urdf.joints.get(name);
        if (leader == null) {
            throw follower.element()
                    .error("its <mimic> follows joint " + XmlElement.shortened(name) + ", which does not exist"
                            + NearestName.hint(name, urdf.joints.keySet()));
        }
        if (!leader.moves()) {
            throw follower.element()
                    .error("its <mimic> follows joint " + name + ", which is " + leader.type()
                            + ": only revolute, continuous and prismatic joints can be followed");
        }
        return leader;
    }

    private static Mimic held(UrdfJoint joint, double position) {
        check(joint, position);
        return new Mimic(null, 0, position);
    }

    private static void check(UrdfJoint joint, double number) {
        if (!Double.isFinite(number)) {
            throw joint.element().error("the multipliers and offsets of its <mimic> overflow: they make " + number);
        }
    }
}
