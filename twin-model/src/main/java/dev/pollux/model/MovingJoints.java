package dev.pollux.model;

import dev.pollux.model.Urdf.Link;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The joints that move the robot, in the order of the file: neither fixed nor locked. Independent ones have a place in
 * joint vectors; others follow them.
 */
final class MovingJoints {
    private static final RobotDescription.Drive NO_DRIVE = new RobotDescription.Drive(0, 0, 0);

    /**
     * Limits are rounded to two or three digits: a follower's may be smaller by this share of its range without a
     * warning.
     */
    private static final double LIMIT_ROUNDING = 0.01;

    private final Urdf urdf;
    private final RobotDescription description;
    private final Set<String> carried = new HashSet<>();
    private final Map<String, Integer> index = new HashMap<>();
    private final List<Joint> joints = new ArrayList<>();
    private final Map<String, Follower> followerOf = new LinkedHashMap<>();

    MovingJoints(Urdf urdf, RobotDescription description, Link base, Findings findings) {
        this.urdf = urdf;
        this.description = description;
        gather(base);
        int moving = 0;
        for (UrdfJoint joint : urdf.joints.values()) {
            check(joint, moving);
            if (free(joint)) {
                moving++;
                if (!Mimic.on(joint)) {
                    index.put(joint.name(), joints.size());
                    joints.add(read(joint));
                }
            }
        }
        for (UrdfJoint joint : urdf.joints.values()) {
            if (free(joint) && Mimic.on(joint)) {
                findings.attempt(() -> follow(joint));
            }
        }
        noteNone("position", urdf, joint -> joint.limits().noPositions(), findings.notes);
        noteNone("velocity", urdf, joint -> joint.limits().zeros().contains("velocity"), findings.notes);
        noteNone("effort", urdf, joint -> joint.limits().zeros().contains("effort"), findings.notes);
        findings.complain();
        noteFollowers(findings);
    }

    /** Collects the joints below the base: others belong to the world. */
    private void gather(Link base) {
        Deque<Link> links = new ArrayDeque<>(List.of(base));
        while (!links.isEmpty()) {
            for (UrdfJoint joint : links.pop().children) {
                carried.add(joint.name());
                links.push(urdf.childOf(joint));
            }
        }
    }

    private void follow(UrdfJoint joint) {
        Mimic mimic = Mimic.of(joint, urdf, description);
        UrdfJoint leads = mimic.leader();
        if (leads != null && !index.containsKey(leads.name())) {
            throw joint.element()
                    .error("its <mimic> follows joint " + leads.name()
                            + ", which is not part of the robot below its base");
        }
        int leader = leads == null ? -1 : index(leads);
        followerOf.put(joint.name(), new Follower(read(joint), leader, mimic.multiplier(), mimic.offset()));
    }

    private Joint read(UrdfJoint joint) {
        return joint.joint(description.joints().getOrDefault(joint.name(), NO_DRIVE));
    }

    /** Whether the link below a joint moves relative to the link above it, independently or as a follower. */
    boolean has(UrdfJoint joint) {
        Follower follower = followerOf.get(joint.name());
        return follower == null ? index.containsKey(joint.name()) : follower.leader() >= 0;
    }

    /** Index in joint vectors: the leader's for a follower. */
    int index(UrdfJoint joint) {
        Follower follower = followerOf.get(joint.name());
        return follower == null ? Objects.requireNonNull(index.get(joint.name())) : follower.leader();
    }

    /** Ratio of the joint's velocity to that of {@link #index}: 1, or a follower's multiplier. */
    double ratio(UrdfJoint joint) {
        Follower follower = followerOf.get(joint.name());
        return follower == null ? 1 : follower.multiplier();
    }

    /** The link below a joint in the link above, with {@link #index}'s joint at 0 or without one. */
    Placement atRest(UrdfJoint joint) {
        Follower follower = followerOf.get(joint.name());
        double held = follower == null ? description.lockedJoints().getOrDefault(joint.name(), 0.0) : follower.offset();
        return has(joint) && held == 0 ? joint.origin() : joint.at(held);
    }

    List<Joint> list() {
        return joints;
    }

    /** The joints that follow others, in the order of the file. */
    List<Follower> followers() {
        return new ArrayList<>(followerOf.values());
    }

    /** Number of links that move relative to the link above them. */
    int count() {
        return joints.size()
                + (int) followerOf.values().stream()
                        .filter(f -> f.leader() >= 0)
                        .count();
    }

    private boolean free(UrdfJoint joint) {
        return joint.moves()
                && carried.contains(joint.name())
                && !description.lockedJoints().containsKey(joint.name());
    }

    private void check(UrdfJoint joint, int moving) {
        if (free(joint) && moving == RobotModel.MAX_JOINTS) {
            throw joint.element()
                    .error("is one moving joint too many: at most " + RobotModel.MAX_JOINTS
                            + " are read; lock some in the robot's description");
        }
    }

    /** Notes which joint follows which, and which leaders exceed their followers' limits. */
    private void noteFollowers(Findings findings) {
        List<String> followed = new ArrayList<>();
        for (Follower follower : followerOf.values()) {
            Joint own = follower.joint();
            if (follower.leader() < 0) {
                followed.add(own.name() + " = " + follower.offset());
                continue;
            }
            Joint leader = joints.get(follower.leader());
            followed.add(own.name() + " = " + follower.multiplier() + " · " + leader.name()
                    + (follower.offset() == 0 ? "" : " + " + follower.offset()));
            double a = follower.multiplier() * leader.lower() + follower.offset();
            double b = follower.multiplier() * leader.upper() + follower.offset();
            double slack = LIMIT_ROUNDING * (own.upper() - own.lower());
            if (Math.min(a, b) < own.lower() - slack || Math.max(a, b) > own.upper() + slack) {
                findings.warnings.add(
                        "mimic: " + leader.name() + " takes " + own.name() + " from " + Math.min(a, b) + " to "
                                + Math.max(a, b) + ", beyond its own limits " + own.lower() + " to " + own.upper()
                                + "; it follows all the same");
            }
        }
        if (!followed.isEmpty()) {
            findings.notes.add("mimic: joints that follow others: " + String.join(", ", followed));
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
