package dev.pollux.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A URDF's links and joints as in the file, checked to form one tree. */
final class Urdf {
    private static final String WORLD = "world";

    final String name;
    final Map<String, Link> links = new LinkedHashMap<>();
    final Map<String, UrdfJoint> joints = new LinkedHashMap<>();
    final Link root;
    final Xacro xacro;

    /** A link: its mass, its collision shapes, and the joints that leave it in the order of the file. */
    static final class Link {
        final String name;
        final XmlElement element;
        final @Nullable LinkInertia inertia;
        final List<Shape> collisions;
        final List<Shape> visuals;
        final List<UrdfJoint> children = new ArrayList<>();

        @Nullable UrdfJoint parent;

        /** The empty root link that some files use without defining it. */
        Link(String name, XmlElement element) {
            this.element = element;
            this.name = name;
            inertia = null;
            collisions = List.of();
            visuals = List.of();
        }

        Link(XmlElement element, Findings findings) {
            this.element = element;
            name = findings.text(element::name);
            LinkInertia[] read = {null};
            findings.attempt(() -> {
                element.doubtSecond(findings, "inertial");
                XmlElement inertial = element.child("inertial");
                read[0] = inertial == null ? null : LinkInertia.read(inertial, findings);
            });
            inertia = read[0];
            collisions = Shape.readAll(element, "collision", findings);
            visuals = Shape.readAll(element, "visual", new Findings()); // what is wrong with looks does no harm
        }
    }

    /**
     * Reads everything; errors of parts are left to the findings.
     *
     * @throws UrdfException if the whole is not a URDF
     */
    Urdf(XmlElement robot, Findings findings) {
        if (!robot.tag.equals("robot")) {
            throw robot.error("is not a URDF: the root element must be <robot>");
        }
        xacro = new Xacro(robot);
        name = robot.attributes.getOrDefault("name", "robot");
        findings.attempt(robot::checkName);
        for (XmlElement element : robot.children("link")) {
            findings.attempt(() -> {
                Link link = new Link(element, findings);
                if (!link.name.isEmpty() && links.putIfAbsent(link.name, link) != null) {
                    throw element.error("has the name of another link");
                }
            });
        }
        if (robot.child("link") == null) {
            xacro.complain();
            throw robot.error("has no <link>");
        }
        for (XmlElement element : robot.children("joint")) {
            UrdfJoint joint = UrdfJoint.read(element, findings);
            findings.attempt(() -> {
                if (!joint.name().isEmpty() && joints.putIfAbsent(joint.name(), joint) != null) {
                    throw element.error("has the name of another joint");
                }
            });
            findings.attempt(() -> connect(joint, findings));
        }
        freeLostFollowers(robot, findings);
        if (findings.failed()) {
            xacro.complain();
            joints.values().stream().filter(Mimic::on).forEach(joint -> Mimic.check(joint, findings));
            findings.complain(); // it is unknown whether the rest is a tree
        }
        if (Stream.concat(links.keySet().stream(), joints.keySet().stream()).anyMatch(Xacro::isExpression)) {
            xacro.complain();
        }
        xacro.warn(findings);
        try {
            root = findRoot();
        } catch (UrdfException wrong) {
            throw xacro.before(wrong);
        }
    }

    /**
     * A follower of a joint that is not in the file becomes independent; a joint that could not be read counts as
     * present.
     */
    private void freeLostFollowers(XmlElement robot, Findings findings) {
        Set<String> named = new HashSet<>();
        robot.children("joint")
                .forEach(joint ->
                        named.add(joint.attributes.getOrDefault("name", "").trim()));
        for (UrdfJoint joint : joints.values()) {
            String leader = Mimic.on(joint) ? Mimic.leaderOf(joint) : "";
            if (!leader.isEmpty() && !named.contains(leader)) {
                findings.warnings.add("mimic: "
                        + joint.element()
                                .sentence("its <mimic> follows joint " + XmlElement.shortened(leader)
                                        + ", which does not exist" + findings.hint(leader, named)
                                        + ": it is read as a joint that moves by itself"));
                joint.element().children.removeIf(child -> child.tag.equals("mimic"));
            }
        }
    }

    private void connect(UrdfJoint joint, Findings findings) {
        Link parent = link(joint, "parent", joint.parent(), findings);
        Link child = link(joint, "child", joint.child(), findings);
        if (parent == null || child == null) {
            return;
        }
        if (child.parent != null) {
            throw joint.element()
                    .error("gives link " + child.name + " a second parent, " + parent.name + "; joint "
                            + child.parent.name() + " already hangs it on " + child.parent.parent());
        }
        child.parent = joint;
        parent.children.add(joint);
    }

    /** The link that a joint names; null if there is none, which is left to the findings. */
    private @Nullable Link link(UrdfJoint joint, String role, String name, Findings findings) {
        Link link = links.get(name);
        if (link == null && role.equals("parent") && name.equals(WORLD)) {
            link = new Link(name, joint.element());
            links.put(name, link);
        }
        if (link == null && !name.isEmpty()) {
            findings.attempt(() -> {
                throw joint.element()
                        .error("its " + role + " link " + XmlElement.shortened(name) + " does not exist"
                                + findings.hint(name, links.keySet()));
            });
        }
        return link;
    }

    private Link findRoot() {
        Link found = null;
        for (Link link : links.values()) {
            if (link.parent == null) {
                if (found != null) {
                    throw link.element.error("is a second root beside " + found.name
                            + ": one link must carry all the others; join them with a joint");
                }
                found = link;
            }
        }
        List<Link> reached = new ArrayList<>();
        if (found != null) {
            reached.add(found);
        }
        for (int i = 0; i < reached.size(); i++) {
            for (UrdfJoint joint : reached.get(i).children) {
                reached.add(childOf(joint));
            }
        }
        if (found == null || reached.size() < links.size()) {
            throw loop(reached);
        }
        return found;
    }

    private UrdfException loop(List<Link> reached) {
        Set<Link> tree = new HashSet<>(reached);
        Link link = links.values().stream()
                .filter(l -> !tree.contains(l))
                .findFirst()
                .orElseThrow();
        UrdfJoint joint = Objects.requireNonNull(link.parent);
        for (int i = 0; i < links.size(); i++) { // up and up: ends inside the loop
            joint = Objects.requireNonNull(parentOf(joint).parent);
        }
        return joint.element()
                .error("closes a loop from link " + joint.parent() + " to link " + joint.child()
                        + "; a robot must be a tree");
    }

    Link parentOf(UrdfJoint joint) {
        return Objects.requireNonNull(links.get(joint.parent()));
    }

    Link childOf(UrdfJoint joint) {
        return Objects.requireNonNull(links.get(joint.child()));
    }

    /** The element's {@code <origin>}, identity if absent. */
    static Placement origin(XmlElement element) {
        XmlElement origin = element.child("origin");
        if (origin == null) {
            return Placement.IDENTITY;
        }
        double[] xyz = origin.vector("xyz", ModelBounds.LENGTH, 0, 0, 0);
        if (!origin.has("quat_xyzw")) {
            return Placement.of(xyz, origin.vector("rpy", ModelBounds.ANGLE, 0, 0, 0));
        }
        if (origin.has("rpy")) {
            throw origin.error("has both rpy and quat_xyzw; expected one of them");
        }
        double[] q = origin.vector("quat_xyzw", 0, 0, 0, 1);
        double norm = Math.sqrt(q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3]);
        if (!(norm > 1e-6 && norm < 1e6)) {
            throw origin.error("quat_xyzw=\"" + XmlElement.shortened(origin.text("quat_xyzw"))
                    + "\" is no rotation; expected x y z w of length 1");
        }
        return Placement.ofQuaternion(xyz, q);
    }
}
