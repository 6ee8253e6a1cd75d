package dev.pollux.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A URDF's links and joints as they stand in the file, checked to be one tree. */
final class Urdf {
    final String name;
    final Map<String, Link> links = new LinkedHashMap<>();
    final Map<String, UrdfJoint> joints = new LinkedHashMap<>();
    final Link root;

    /** A link: its mass, its collision shapes, and the joints that leave it in the order of the file. */
    static final class Link {
        final String name;
        final XmlElement element;
        final @Nullable LinkInertia inertia;
        final List<Shape> shapes;
        final List<UrdfJoint> children = new ArrayList<>();

        @Nullable UrdfJoint parent;

        Link(XmlElement element) {
            this.element = element;
            name = element.text("name");
            XmlElement inertial = element.child("inertial");
            inertia = inertial == null ? null : LinkInertia.read(inertial);
            shapes = Shape.readAll(element);
        }
    }

    Urdf(XmlElement robot) {
        if (!robot.tag.equals("robot")) {
            throw robot.error("is not a URDF: the root element must be <robot>");
        }
        name = robot.attributes.getOrDefault("name", "robot");
        for (XmlElement element : robot.children("link")) {
            Link link = new Link(element);
            if (links.put(link.name, link) != null) {
                throw element.error("has the name of another link");
            }
        }
        if (links.isEmpty()) {
            throw robot.error("has no <link>");
        }
        for (XmlElement element : robot.children("joint")) {
            UrdfJoint joint = UrdfJoint.read(element);
            if (joints.put(joint.name(), joint) != null) {
                throw element.error("has the name of another joint");
            }
            connect(joint);
        }
        root = findRoot();
    }

    private void connect(UrdfJoint joint) {
        Link parent = link(joint, "parent", joint.parent());
        Link child = link(joint, "child", joint.child());
        if (child.parent != null) {
            throw joint.element()
                    .error("gives link " + child.name + " a second parent, " + parent.name + "; joint "
                            + child.parent.name() + " already hangs it on " + child.parent.parent());
        }
        child.parent = joint;
        parent.children.add(joint);
    }

    private Link link(UrdfJoint joint, String role, String name) {
        Link link = links.get(name);
        if (link == null) {
            throw joint.element()
                    .error("its " + role + " link " + XmlElement.shortened(name) + " does not exist"
                            + NearestName.hint(name, links.keySet()));
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

    /** The element's {@code <origin>}, identity where it has none. */
    static Placement origin(XmlElement element) {
        XmlElement origin = element.child("origin");
        return origin == null
                ? Placement.IDENTITY
                : Placement.of(origin.vector("xyz", 0, 0, 0), origin.vector("rpy", 0, 0, 0));
    }
}
