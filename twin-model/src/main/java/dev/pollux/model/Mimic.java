package dev.pollux.model;

import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a joint with {@code <mimic>} follows: q = multiplier · q_leader + offset.
 *
 * @param leader the independent joint at the end of the chain of followers; null if a locked joint ends it
 * @param multiplier the product along the chain, 0 if the joint does not move
 * @param offset rad or m
 */
record Mimic(@Nullable UrdfJoint leader, double multiplier, double offset) {

    private static final int MOST_SHOWN = 10;

    static boolean on(UrdfJoint joint) {
        return joint.moves() && joint.element().child("mimic") != null;
    }

    /** Follows a joint's leaders to the independent one. */
    static Mimic of(UrdfJoint joint, Urdf urdf, RobotDescription description) {
        double multiplier = 1;
        double offset = 0;
        Set<String> chain = new LinkedHashSet<>();
        UrdfJoint at = joint;
        for (XmlElement mimic = joint.element().child("mimic");
                mimic != null;
                mimic = at.element().child("mimic")) {
            chain.add(at.name());
            offset += multiplier * mimic.number("offset", ModelBounds.POSITION, 0);
            multiplier *= mimic.number("multiplier", ModelBounds.MULTIPLIER, 1);
            at = leader(at, mimic, urdf);
            if (chain.contains(at.name())) {
                throw joint.element()
                        .error("follows itself: <mimic> leads from " + shown(chain) + " and back to "
                                + XmlElement.shortened(at.name()) + "; one joint of them must move by itself");
            }
            if (chain.size() > RobotModel.MAX_JOINTS) { // more than can move: some are outside the robot
                throw joint.element()
                        .error("its <mimic> leads through more than " + RobotModel.MAX_JOINTS + " joints: "
                                + shown(chain));
            }
            Double locked = description.lockedJoints().get(at.name());
            if (locked != null) {
                return held(joint, offset + multiplier * locked);
            }
        }
        if (multiplier == 0) {
            return held(joint, offset);
        }
        ModelBounds.MULTIPLIER.check(joint.element(), "the multiplier that its <mimic> leads to", multiplier);
        ModelBounds.POSITION.check(joint.element(), "the offset that its <mimic> leads to", offset);
        return new Mimic(at, multiplier, offset);
    }

    /** The joint that a follower's own {@code <mimic>} names; "" if it names none. */
    static String leaderOf(UrdfJoint joint) {
        XmlElement mimic = Objects.requireNonNull(joint.element().child("mimic"));
        return mimic.attributes.getOrDefault("joint", "").trim();
    }

    /** Reports errors of a joint's own {@code <mimic>}, whatever errors its leaders have. */
    static void check(UrdfJoint joint, Findings findings) {
        XmlElement mimic = Objects.requireNonNull(joint.element().child("mimic"));
        findings.attempt(() -> mimic.number("offset", ModelBounds.POSITION, 0));
        findings.attempt(() -> mimic.number("multiplier", ModelBounds.MULTIPLIER, 1));
        findings.attempt(() -> mimic.text("joint"));
    }

    private static String shown(Set<String> chain) {
        String first =
                chain.stream().limit(MOST_SHOWN).map(XmlElement::shortened).collect(Collectors.joining(" to "));
        return chain.size() > MOST_SHOWN ? first + " to …" : first;
    }

    private static UrdfJoint leader(UrdfJoint follower, XmlElement mimic, Urdf urdf) {
        String name = mimic.text("joint");
        UrdfJoint leader = Objects.requireNonNull(urdf.joints.get(name), "followers of lost leaders are freed");
        if (!leader.moves()) {
            throw follower.element()
                    .error("its <mimic> follows joint " + name + ", which is " + leader.type()
                            + ": only revolute, continuous and prismatic joints can be followed");
        }
        return leader;
    }

    private static Mimic held(UrdfJoint joint, double position) {
        ModelBounds.POSITION.check(joint.element(), "the position that its <mimic> holds it at", position);
        return new Mimic(null, 0, position);
    }
}
