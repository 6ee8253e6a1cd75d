package dev.pollux.model;

import dev.pollux.model.ContactFrame.Corner;
import dev.pollux.model.Urdf.Link;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The sole of a foot as a convex polygon: checked if it is described, otherwise found from the foot's collision shapes.
 */
final class SolePolygon {
    /** Height above the lowest point of a foot's shapes that still counts as sole, m. */
    private static final double THICKNESS = 0.005;

    /** Most corners of a sole found in a mesh: more would change no contact by a millimetre. */
    private static final int MESH_CORNERS = 16;

    /** Most corners: the cost of a frame grows with them. */
    private static final int MAX_CORNERS = 64;

    /** Most corners of a hull that are compared, with quadratic cost. */
    private static final int MAX_WEIGHED = 1_000;

    private final List<Frame> frames;
    private final List<Link> links;
    private final MeshFiles meshes;
    private final Placement[] atZero;

    /** A found sole, with a description; doubtful if there was a mesh that could not be read. */
    record Found(List<Corner> corners, String how, boolean doubtful) {}

    /** @param links the links of the frames, in the same order */
    SolePolygon(List<Frame> frames, List<Link> links, Tree tree, MeshFiles meshes) {
        this.frames = frames;
        this.links = links;
        this.meshes = meshes;
        atZero = new Placement[tree.bodies];
        for (int b = 0; b < tree.bodies; b++) {
            Placement own = placement(tree.placement, 12 * b);
            atZero[b] = b == 0 ? own : atZero[tree.parent[b]].times(own);
        }
    }

    /**
     * The convex hull, in the frame's x-y plane, of the lowest parts of the shapes fixed to the frame's body: the
     * simple collision shapes; the collision meshes if those span no sole; the visual shapes if there are none.
     */
    Found find(int contact) {
        Frame frame = frames.get(contact);
        Placement T_BC = of(frame);
        double up = atZero[frame.body()].times(T_BC).R()[8]; // z of the frame on z of the base
        if (up < 0.9) {
            return new Found(
                    List.of(), "its z axis does not point up at the zero position: taken as a point contact", false);
        }
        Placement T_CB = T_BC.inverse();
        List<double[]> points = new ArrayList<>();
        List<String> unread = new ArrayList<>();
        addShapes(frame, T_CB, link -> link.collisions, points);
        Found found = lowest(points, "the collision shapes", MAX_CORNERS);
        if (found == null) {
            addMeshes(frame, T_CB, link -> link.collisions, points, unread);
            found = lowest(points, "the collision mesh", MESH_CORNERS);
        }
        if (found == null && unread.isEmpty()) {
            addShapes(frame, T_CB, link -> link.visuals, points);
            addMeshes(frame, T_CB, link -> link.visuals, points, unread);
            found = lowest(points, "the visual shapes", MESH_CORNERS);
        }
        if (found != null) {
            return found;
        }
        return unread.isEmpty()
                ? new Found(List.of(), "its foot has no shapes that span a sole: taken as a point contact", false)
                : new Found(
                        List.of(),
                        "its sole would be in a mesh that was not read (" + String.join("; ", unread)
                                + "): taken as a point contact, which hardly tells whether IMU and legs agree; give the sole's"
                                + " polygon in the description",
                        true);
    }

    private void addShapes(Frame foot, Placement T_CB, Function<Link, List<Shape>> kind, List<double[]> points) {
        for (int i = 0; i < frames.size(); i++) {
            if (frames.get(i).body() == foot.body()) {
                Placement T_CL = T_CB.times(of(frames.get(i)));
                for (Shape shape : kind.apply(links.get(i))) {
                    shape.addLowest(T_CL, points);
                }
            }
        }
    }

    private void addMeshes(
            Frame foot, Placement T_CB, Function<Link, List<Shape>> kind, List<double[]> points, List<String> unread) {
        for (int i = 0; i < frames.size(); i++) {
            if (frames.get(i).body() == foot.body()) {
                Placement T_CL = T_CB.times(of(frames.get(i)));
                for (Shape shape : kind.apply(links.get(i))) {
                    if (!shape.isMesh()) {
                        continue;
                    }
                    try {
                        shape.addVertices(T_CL, meshes.vertices(shape.mesh()), points);
                    } catch (IOException reason) {
                        unread.add(XmlElement.shortened(shape.mesh()) + ": " + reason.getMessage());
                    }
                }
            }
        }
    }

    /** The sole formed by the lowest points, null if they span none. */
    private static @Nullable Found lowest(List<double[]> points, String source, int most) {
        double lowest = points.stream().mapToDouble(p -> p[2]).min().orElse(0);
        List<double[]> sole = new ArrayList<>(points);
        sole.removeIf(p -> p[2] > lowest + THICKNESS);
        List<Corner> corners = fewer(thinned(hull(sole)), most);
        if (corners.size() < 3) {
            return null;
        }
        return new Found(
                corners,
                String.format(
                        Locale.ROOT,
                        "sole of %d corners from %s, %.3f m %s the frame's origin",
                        corners.size(),
                        source,
                        Math.abs(lowest),
                        lowest > 0 ? "above" : "below"),
                false);
    }

    /** A convex polygon without the corners that contribute least to its area. */
    private static List<Corner> fewer(List<Corner> polygon, int most) {
        List<Corner> corners = new ArrayList<>(polygon);
        while (corners.size() > most) {
            int least = 0;
            double smallest = Double.POSITIVE_INFINITY;
            for (int i = 0; i < corners.size(); i++) {
                Corner a = corners.get((i + corners.size() - 1) % corners.size());
                Corner b = corners.get(i);
                Corner c = corners.get((i + 1) % corners.size());
                double twice = (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x());
                if (twice < smallest) {
                    smallest = twice;
                    least = i;
                }
            }
            corners.remove(least);
        }
        return corners;
    }

    /** Evenly chosen corners, as many as can be compared: a convex polygon within the hull. */
    private static List<Corner> thinned(List<Corner> hull) {
        if (hull.size() <= MAX_WEIGHED) {
            return hull;
        }
        List<Corner> kept = new ArrayList<>();
        for (int i = 0; i < MAX_WEIGHED; i++) {
            kept.add(hull.get((int) ((long) i * hull.size() / MAX_WEIGHED)));
        }
        return kept;
    }

    /** The described polygon, counter-clockwise. */
    static List<Corner> checked(String frame, List<Corner> polygon) {
        if (polygon.isEmpty()) {
            return polygon;
        }
        List<double[]> points = new ArrayList<>();
        for (Corner corner : polygon) {
            for (double coordinate : new double[] {corner.x(), corner.y()}) {
                String complaint = ModelBounds.LENGTH.complaint("a corner's coordinate", coordinate);
                if (!complaint.isEmpty()) {
                    throw new UrdfException("robot description: contact frame " + frame + ": " + complaint);
                }
            }
            points.add(new double[] {corner.x(), corner.y()});
        }
        List<Corner> hull = hull(points);
        if (hull.size() != polygon.size() || hull.size() < 3) {
            throw new UrdfException(
                    "robot description: contact frame " + frame + ": its polygon of " + polygon.size()
                            + " corners is not convex, or has corners on one line; give 3 or more, or none for a point contact");
        }
        // convex: keeps the order of the file, reversed if it is clockwise
        int at = hull.indexOf(polygon.get(0));
        if (hull.get((at + 1) % hull.size()).equals(polygon.get(1))) {
            return polygon;
        }
        List<Corner> turned = new ArrayList<>(polygon);
        Collections.reverse(turned);
        return turned;
    }

    /** Convex hull, counter-clockwise, without corners on its edges (Andrew's monotone chain). */
    static List<Corner> hull(List<double[]> points) {
        List<double[]> sorted = new ArrayList<>(points);
        sorted.sort(Comparator.<double[]>comparingDouble(p -> p[0]).thenComparingDouble(p -> p[1]));
        List<double[]> hull = new ArrayList<>();
        for (int pass = 0; pass < 2; pass++) {
            int start = hull.size();
            for (double[] p : sorted) {
                while (hull.size() >= start + 2
                        && cross(hull.get(hull.size() - 2), hull.get(hull.size() - 1), p) <= 1e-12) {
                    hull.remove(hull.size() - 1);
                }
                hull.add(p);
            }
            if (!hull.isEmpty()) {
                hull.remove(hull.size() - 1); // the next pass begins there
            }
            Collections.reverse(sorted);
        }
        return hull.stream().map(p -> new Corner(p[0], p[1])).toList();
    }

    private static double cross(double[] o, double[] a, double[] b) {
        return (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
    }

    private static Placement of(Frame frame) {
        double[] numbers = new double[12];
        frame.copyTo(numbers, 0);
        return placement(numbers, 0);
    }

    private static Placement placement(double[] numbers, int at) {
        return new Placement(Arrays.copyOfRange(numbers, at, at + 9), Arrays.copyOfRange(numbers, at + 9, at + 12));
    }
}
