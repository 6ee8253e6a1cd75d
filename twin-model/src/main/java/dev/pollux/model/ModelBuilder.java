package dev.pollux.model;

import dev.pollux.model.Urdf.Link;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds the model of a robot from its URDF and its description: bodies parents first, fixed links lumped. */
final class ModelBuilder {
    private final Urdf urdf;
    private final RobotDescription description;
    private final Link base;
    private final MovingJoints joints;
    private final MeshFiles meshes;
    private final Findings findings;

    private final int[] parent;
    private final int[] joint;
    private final boolean[] slides;
    private final double[] ratio;
    private final double[] placement;
    private final double[] inertia;
    private final ArrayDeque<Link> below = new ArrayDeque<>();
    private final ArrayDeque<Link> moving = new ArrayDeque<>();
    private final Map<Link, Integer> bodyOf = new LinkedHashMap<>();
    private final Map<Link, Placement> placeOf = new HashMap<>();

    ModelBuilder(Urdf urdf, RobotDescription description, MeshFiles meshes, Findings findings) {
        this.urdf = urdf;
        this.description = description;
        this.meshes = meshes;
        this.findings = findings;
        DescriptionCheck.check(urdf, description, findings);
        base = findBase();
        findings.complain();
        joints = new MovingJoints(urdf, description, base, findings);
        int bodies = joints.count() + 1;
        parent = new int[bodies];
        joint = new int[bodies];
        slides = new boolean[bodies];
        ratio = new double[bodies];
        placement = new double[12 * bodies];
        inertia = new double[10 * bodies];
    }

    RobotModel build() {
        layOut();
        judgeInertias();
        new MasslessBodies(parent, joint, slides, ratio, placement, inertia, bodyOf, description.fixedBase(), findings)
                .fill();
        findings.complain();
        List<Frame> frames = new ArrayList<>();
        bodyOf.forEach((link, body) ->
                frames.add(Objects.requireNonNull(placeOf.get(link)).frame(link.name, body)));
        Tree tree = new Tree(parent, joint, slides, ratio, placement, inertia);
        SolePolygon soles = new SolePolygon(frames, new ArrayList<>(bodyOf.keySet()), tree, meshes);
        SensorFinder finder = new SensorFinder(description, frames, joints.list(), tree, soles, findings);
        List<ContactFrame> contacts = finder.contacts();
        Frame imu = finder.imu();
        contacts.forEach(contact -> findings.attempt(() -> checkName("contact frame", contact.name())));
        joints.list().forEach(joint -> findings.attempt(() -> checkName("joint", joint.name())));
        findings.complain();
        findings.warnings.addAll(0, ModelScale.warnings(tree, frames, joints.list()));
        String cost = FrameCost.warning(joints.list().size(), contacts.size());
        if (!cost.isEmpty()) {
            findings.warnings.add(0, cost); // events have room for the first ten only
        }
        return new RobotModel(
                urdf.name,
                !description.fixedBase(),
                joints.list(),
                joints.followers(),
                frames,
                contacts,
                imu,
                description.sensing(),
                tree,
                findings.notes,
                findings.warnings);
    }

    /**
     * The root link, or the link below an empty root with a free joint. Anything else below such a root belongs to the
     * world, not to the robot.
     */
    private Link findBase() {
        Link root = urdf.root;
        List<UrdfJoint> free = new ArrayList<>();
        for (UrdfJoint joint : urdf.joints.values()) {
            if (UrdfJoint.FREE.contains(joint.type())) {
                if (joint.parent().equals(root.name) && root.inertia == null) {
                    free.add(joint);
                } else {
                    findings.attempt(() -> {
                        throw joint.element()
                                .error("a " + joint.type() + " joint is read only between an empty root link and the"
                                        + " base");
                    });
                }
            }
        }
        if (free.isEmpty()) {
            return root;
        }
        if (free.size() > 1) {
            findings.attempt(() -> {
                throw free.get(1)
                        .element()
                        .error("is a second " + free.get(1).type() + " joint on the empty root " + root.name
                                + ": one robot a file is read, and "
                                + free.get(0).child() + " would be another");
            });
        }
        Link below = urdf.childOf(free.get(0));
        findings.notes.add("base: " + below.name + ", which a " + free.get(0).type() + " joint hangs on the empty root "
                + root.name);
        List<String> others = root.children.stream()
                .filter(joint -> !joint.equals(free.get(0)))
                .map(UrdfJoint::child)
                .toList();
        if (!others.isEmpty()) {
            findings.warnings.add("base: what else hangs on the root " + root.name
                    + " is taken as the world's and passed over: " + String.join(", ", others));
        }
        return below;
    }

    /**
     * Numbers the bodies breadth first, in the order of the file, and lumps fixed links into them. Neighbours in this
     * order rarely depend on each other, so that a processor can work on several at once.
     */
    private void layOut() {
        int bodies = 0;
        for (Link link = base; link != null; link = next()) {
            UrdfJoint above = link == base ? null : link.parent;
            int body;
            Placement T_BL;
            if (above == null) {
                body = bodies++;
                parent[body] = -1;
                joint[body] = -1;
                ratio[body] = 1;
                T_BL = Placement.IDENTITY;
                store(T_BL, body);
            } else {
                int parentBody = Objects.requireNonNull(bodyOf.get(urdf.parentOf(above)));
                Placement T_PL = Objects.requireNonNull(placeOf.get(urdf.parentOf(above)));
                if (joints.has(above)) {
                    body = bodies++;
                    Placement T_LB = Placement.turningZTo(above.axis());
                    parent[body] = parentBody;
                    joint[body] = joints.index(above);
                    slides[body] = above.type().equals("prismatic");
                    ratio[body] = joints.ratio(above);
                    store(T_PL.times(joints.atRest(above)).times(T_LB), body);
                    T_BL = T_LB.inverse();
                } else {
                    body = parentBody;
                    T_BL = T_PL.times(joints.atRest(above));
                }
            }
            bodyOf.put(link, body);
            placeOf.put(link, T_BL);
            if (link.inertia != null) {
                addInertia(link, link.inertia, body, T_BL);
            }
            for (int i = link.children.size() - 1; i >= 0; i--) {
                below.push(urdf.childOf(link.children.get(i)));
            }
        }
    }

    /** The next link: one fixed to the last body, then the next body's. */
    private @Nullable Link next() {
        while (!below.isEmpty()) {
            Link link = below.pop();
            if (!joints.has(Objects.requireNonNull(link.parent))) {
                return link;
            }
            moving.add(link);
        }
        return moving.poll();
    }

    private void store(Placement T, int body) {
        System.arraycopy(T.R(), 0, placement, 12 * body, 9);
        System.arraycopy(T.p(), 0, placement, 12 * body + 9, 3);
    }

    private void addInertia(Link link, LinkInertia of, int body, Placement T_BL) {
        if (of.mass() > 0 && of.correction() == null && of.degenerate()) {
            findings.notes.add("inertia: link " + link.name + " is degenerate or nearly so, a point, a rod or a plate ("
                    + LinkInertia.shown(of.principalMoments()) + "); it is used as it is");
        }
        of.addTo(inertia, 10 * body, T_BL);
    }

    private static void checkName(String role, String name) {
        if (name.length() > RobotModel.MAX_NAME) {
            throw new UrdfException(role + " " + XmlElement.shortened(name) + " has a name of " + name.length()
                    + " characters, expected at most " + RobotModel.MAX_NAME);
        }
    }

    /** Reports each impossible inertia; it is an error if the replacement changes the robot noticeably. */
    private void judgeInertias() {
        CarriedInertia carried = new CarriedInertia(parent, placement, inertia);
        bodyOf.forEach((link, body) -> {
            LinkInertia.Correction correction = link.inertia == null ? null : link.inertia.correction();
            if (link.inertia == null || correction == null) {
                return;
            }
            boolean bolted = body == 0 && description.fixedBase();
            boolean slight = correction.safe()
                    || correction.distance() <= LinkInertia.SLIGHT * carried.size(body)
                    || link.inertia.mass() <= LinkInertia.TINY * carried.mass(0);
            String distance =
                    String.format(Locale.ROOT, "%.3g %% away", 100 * correction.distance() / correction.size());
            if (bolted || slight) {
                findings.warnings.add("inertia: link " + link.name + " " + correction.fault() + "; " + correction.by()
                        + ", " + distance);
            } else {
                findings.attempt(() -> {
                    throw correction
                            .element()
                            .error(correction.fault() + "; the nearest that a body can have is " + distance
                                    + ", which changes more than a tenth of what moves with the link");
                });
            }
        });
    }
}
