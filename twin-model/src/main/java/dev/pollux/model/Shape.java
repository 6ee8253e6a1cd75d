package dev.pollux.model;

import java.util.ArrayList;
import java.util.List;

/**
 * A collision or visual shape: a box, sphere, cylinder or capsule, or a mesh in a separate file.
 *
 * @param at the shape's frame in the link's
 * @param points outline in the shape's frame, m: a box's corners, a cylinder's rims, the centres of a sphere or of a
 *     capsule's ends; empty for a mesh
 * @param radius radius around each point, m: a sphere's or capsule's, otherwise 0
 * @param mesh the mesh's file name in the URDF; empty for other shapes
 * @param scale of the mesh's x, y, z
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never leaves the package
record Shape(Placement at, List<double[]> points, double radius, String mesh, double[] scale) {
    private static final int RIM_POINTS = 16;
    private static final double[] UNSCALED = {1, 1, 1};

    /** Most shapes of one kind per link. */
    private static final int MAX_SHAPES = 1_000;

    /** The link's shapes of this kind, {@code collision} or {@code visual}, except those of unknown form. */
    static List<Shape> readAll(XmlElement link, String kind, Findings findings) {
        List<Shape> shapes = new ArrayList<>();
        for (XmlElement element : link.children(kind)) {
            if (shapes.size() == MAX_SHAPES) {
                findings.attempt(() -> {
                    throw element.error(
                            "is one " + kind + " shape too many: at most " + MAX_SHAPES + " of a link are read");
                });
                break;
            }
            XmlElement geometry = element.child("geometry");
            if (geometry != null && !geometry.children.isEmpty()) {
                findings.attempt(() -> read(geometry.children.get(0), Urdf.origin(element), shapes, findings));
            }
        }
        return shapes;
    }

    private static void read(XmlElement form, Placement at, List<Shape> shapes, Findings findings) {
        switch (form.tag) {
            case "box" -> {
                form.text("size");
                double[] size = form.vector("size", ModelBounds.LENGTH, 0, 0, 0);
                List<double[]> corners = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    corners.add(new double[] {
                        (i & 1) == 0 ? size[0] / 2 : -size[0] / 2,
                        (i & 2) == 0 ? size[1] / 2 : -size[1] / 2,
                        (i & 4) == 0 ? size[2] / 2 : -size[2] / 2
                    });
                }
                shapes.add(simple(at, corners, 0));
            }
            case "sphere" -> shapes.add(simple(at, List.of(new double[3]), form.number("radius", ModelBounds.LENGTH)));
            case "cylinder" -> {
                double r = form.number("radius", ModelBounds.LENGTH);
                double half = form.number("length", ModelBounds.LENGTH) / 2;
                List<double[]> rims = new ArrayList<>();
                for (int i = 0; i < RIM_POINTS; i++) {
                    double angle = 2 * Math.PI * i / RIM_POINTS;
                    rims.add(new double[] {r * Math.cos(angle), r * Math.sin(angle), half});
                    rims.add(new double[] {r * Math.cos(angle), r * Math.sin(angle), -half});
                }
                shapes.add(simple(at, rims, 0));
            }
            case "capsule" -> {
                // The length is that of the cylinder between the two half spheres.
                double half = form.number("length", ModelBounds.LENGTH) / 2;
                shapes.add(simple(
                        at,
                        List.of(new double[] {0, 0, half}, new double[] {0, 0, -half}),
                        form.number("radius", ModelBounds.LENGTH)));
            }
            case "mesh" -> {
                try {
                    String file = form.attributes.getOrDefault("filename", "");
                    shapes.add(new Shape(at, List.of(), 0, file, form.vector("scale", ModelBounds.LENGTH, 1, 1, 1)));
                } catch (UrdfException unscaled) {
                    findings.warnings.add(unscaled.getMessage() + "; the mesh is passed over");
                }
            }
            default -> {} // forms of one simulator only
        }
    }

    private static Shape simple(Placement at, List<double[]> points, double radius) {
        return new Shape(at, points, radius, "", UNSCALED);
    }

    boolean isMesh() {
        return !mesh.isEmpty();
    }

    /** Adds the lowest points of the outline, in the frame F in which the link has the given pose. */
    void addLowest(Placement T_FL, List<double[]> into) {
        Placement T_FS = T_FL.times(at);
        for (double[] point : points) {
            double[] p = T_FS.apply(point);
            p[2] -= radius;
            into.add(p);
        }
    }

    /** Adds a mesh's vertices, scaled, in the frame F in which the link has the given pose. */
    void addVertices(Placement T_FL, double[] vertices, List<double[]> into) {
        Placement T_FS = T_FL.times(at);
        for (int i = 0; i + 2 < vertices.length; i += 3) {
            into.add(T_FS.apply(
                    new double[] {scale[0] * vertices[i], scale[1] * vertices[i + 1], scale[2] * vertices[i + 2]}));
        }
    }
}
