package dev.pollux.model;

import java.util.ArrayList;
import java.util.List;

/**
 * A collision shape with a simple form. Meshes are left out.
 *
 * @param at the shape's frame in the link's
 * @param points outline in the shape's frame, m: a box's corners, a cylinder's rims, a sphere's centre
 * @param radius what each point is surrounded by, m: a sphere's radius, else 0
 */
record Shape(Placement at, List<double[]> points, double radius) {
    private static final int RIM_POINTS = 16;

    static List<Shape> readAll(XmlElement link) {
        List<Shape> shapes = new ArrayList<>();
        for (XmlElement collision : link.children("collision")) {
            XmlElement geometry = collision.child("geometry");
            if (geometry != null && !geometry.children.isEmpty()) {
                read(geometry.children.get(0), Urdf.origin(collision), shapes);
            }
        }
        return shapes;
    }

    private static void read(XmlElement form, Placement at, List<Shape> shapes) {
        switch (form.tag) {
            case "box" -> {
                form.text("size");
                double[] size = form.vector("size", 0, 0, 0);
                List<double[]> corners = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    corners.add(new double[] {
                        (i & 1) == 0 ? size[0] / 2 : -size[0] / 2,
                        (i & 2) == 0 ? size[1] / 2 : -size[1] / 2,
                        (i & 4) == 0 ? size[2] / 2 : -size[2] / 2
                    });
                }
                shapes.add(new Shape(at, corners, 0));
            }
            case "sphere" -> shapes.add(new Shape(at, List.of(new double[3]), form.number("radius")));
            case "cylinder" -> {
                double r = form.number("radius");
                double half = form.number("length") / 2;
                List<double[]> rims = new ArrayList<>();
                for (int i = 0; i < RIM_POINTS; i++) {
                    double angle = 2 * Math.PI * i / RIM_POINTS;
                    rims.add(new double[] {r * Math.cos(angle), r * Math.sin(angle), half});
                    rims.add(new double[] {r * Math.cos(angle), r * Math.sin(angle), -half});
                }
                shapes.add(new Shape(at, rims, 0));
            }
            default -> {} // meshes are ignored
        }
    }

    /** The points of the outline that are lowest, once in the frame F that the link has the given place in. */
    void addLowest(Placement T_FL, List<double[]> into) {
        Placement T_FS = T_FL.times(at);
        for (double[] point : points) {
            double[] p = T_FS.apply(point);
            p[2] -= radius;
            into.add(p);
        }
    }
}
