package dev.pollux.model;

import dev.pollux.model.Urdf.Link;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the model of a robot out of its URDF and its description: bodies parents first, fixed links lumped. */
final class ModelBuilder {
    private final Urdf urdf;
    private final RobotDescription description;
    private final Link base;
    private final MovingJoints joints;
    private final List<String> notes = new ArrayList<>();

    private final int[] parent;
    private final int[] joint;
    private final boolean[] slides;
    private final double[] placement;
    private final double[] inertia;
    private final ArrayDeque<Link> below = new ArrayDeque<>();
    private final ArrayDeque<Link> moving = new ArrayDeque<>();
    private final Map<Link, Integer> bodyOf = new LinkedHashMap<>();
    private final Map<Link, Placement> placeOf = new HashMap<>();

    ModelBuilder(Urdf urdf, RobotDescription description) {
        this.urdf = urdf;
        this.description = description;
        DescriptionCheck.check(urdf, description);
        base = findBase();
        joints = new MovingJoints(urdf, description, base, notes);
        int bodies = joints.list().size() + 1;
        parent = new int[bodies];
        joint = new int[bodies];
        slides = new boolean[bodies];
        placement = new double[12 * bodies];
        inertia = new double[10 * bodies];
    }

    RobotModel build() {
        layOut();
        checkMasses();
        List<Frame> frames = new ArrayList<>();
        bodyOf.forEach((link, body) ->
                frames.add(Objects.requireNonNull(placeOf.get(link)).frame(link.name, body)));
        Tree tree = new Tree(parent, joint, slides, placement, inertia);
        SensorFinder finder = new SensorFinder(description, frames, tree, new ArrayList<>(bodyOf.keySet()), notes);
        return new RobotModel(
                urdf.name,
                !description.fixedBase(),
                joints.list(),
                frames,
                finder.contacts(),
                finder.imu(),
                description.sensing(),
                tree,
                notes);
    }

    /** The root link, or the one below it where an empty root carries the robot on a floating joint. */
    private Link findBase() {
        Link root = urdf.root;
        if (root.inertia == null
                && root.children.size() == 1
                && root.children.get(0).type().equals("floating")) {
            Link below = urdf.childOf(root.children.get(0));
            notes.add("base: " + below.name + ", which a floating joint hangs on the empty root " + root.name);
            return below;
        }
        return root;
    }

    /**
     * Numbers the bodies breadth first, in the order of the file, and lumps what is fixed into them. Neighbours in this
     * order seldom hang on each other, so that a processor can work at several of them at once.
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
                    store(T_PL.times(above.origin()).times(T_LB), body);
                    T_BL = T_LB.inverse();
                } else {
                    body = parentBody;
                    T_BL = T_PL.times(above.at(description.lockedJoints().getOrDefault(above.name(), 0.0)));
                }
            }
            bodyOf.put(link, body);
            placeOf.put(link, T_BL);
            if (link.inertia != null) {
                addInertia(link, link.inertia, body, T_BL, above == null || joints.has(above));
            }
            for (int i = link.children.size() - 1; i >= 0; i--) {
                below.push(urdf.childOf(link.children.get(i)));
            }
        }
    }

    /** The next link to lay out: what is fixed to the last body, then the next body's. */
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

    private void addInertia(Link link, LinkInertia of, int body, Placement T_BL, boolean ownBody) {
        boolean bolted = body == 0 && description.fixedBase();
        if (of.mass() == 0 && ownBody && !bolted) {
            throw link.element.error("mass 0 kg on a link that moves: it must be positive"
                    + " (leave <inertial> out where the link is only a frame between joints)");
        }
        if (of.mass() > 0 && of.degenerate()) {
            double[] I = of.principalMoments();
            notes.add("inertia: link " + link.name + " is degenerate or nearly so, a point, a rod or a plate"
                    + " (principal moments " + I[0] + ", " + I[1] + ", " + I[2] + " kg·m²); it is used as it is");
        }
        of.addTo(inertia, 10 * body, T_BL);
    }

    /** Each moving joint, and a floating base, must carry mass. */
    private void checkMasses() {
        double[] carried = new double[parent.length];
        for (int b = parent.length - 1; b >= 0; b--) {
            carried[b] += inertia[10 * b];
            if (b > 0) {
                carried[parent[b]] += carried[b];
            }
        }
        bodyOf.forEach((link, body) -> {
            if (carried[body] <= 0 && (body > 0 || !description.fixedBase())) {
                throw link.element.error("moves, but neither it nor any link it carries has a mass");
            }
        });
    }
}
