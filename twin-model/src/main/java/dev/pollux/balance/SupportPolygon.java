package dev.pollux.balance;

import dev.pollux.dynamics.FrameMotion;
import dev.pollux.dynamics.RigidContact;
import dev.pollux.dynamics.TreeMotion;
import dev.pollux.model.ContactFrame.Corner;
import java.util.List;

/**
 * The convex hull, seen from above, of the soles and points that touch the ground (Andrew 1979, monotone chain).
 * Allocates nothing after construction.
 */
public final class SupportPolygon {
    private final FrameMotion[] frames;
    private final double[][] corners;
    private final double[] pose = new double[12];

    /** Input points, x then y. */
    private final double[] x;

    private final double[] y;
    private final int[] hull;
    private int points;
    private int size;

    /**
     * @param motion the robot's motion
     * @param contacts soles, with their polygons, and points
     */
    public SupportPolygon(TreeMotion motion, List<RigidContact> contacts) {
        frames = new FrameMotion[contacts.size()];
        corners = new double[contacts.size()][];
        int sum = 0;
        for (int k = 0; k < frames.length; k++) {
            frames[k] = new FrameMotion(motion, contacts.get(k).frame());
            corners[k] = flat(contacts.get(k).polygon());
            sum += corners[k].length / 2;
        }
        x = new double[sum];
        y = new double[sum];
        hull = new int[2 * sum + 1];
    }

    /** A contact without a polygon is represented by its origin. */
    private static double[] flat(List<Corner> polygon) {
        double[] flat = new double[2 * Math.max(1, polygon.size())];
        for (int i = 0; i < polygon.size(); i++) {
            flat[2 * i] = polygon.get(i).x();
            flat[2 * i + 1] = polygon.get(i).y();
        }
        return flat;
    }

    /**
     * Computes the hull of the touching contacts at the motion's state.
     *
     * @param touching one flag for each contact
     */
    public void enclose(boolean[] touching) {
        if (touching.length != frames.length) {
            throw new IllegalArgumentException("touching has " + touching.length + " flags, expected one for each of "
                    + frames.length + " contacts");
        }
        points = 0;
        for (int k = 0; k < frames.length; k++) {
            if (touching[k]) {
                frames[k].pose(pose);
                for (int i = 0; i < corners[k].length; i += 2) {
                    insert(
                            pose[9] + pose[0] * corners[k][i] + pose[1] * corners[k][i + 1],
                            pose[10] + pose[3] * corners[k][i] + pose[4] * corners[k][i + 1]);
                }
            }
        }
        wrap();
    }

    /** Inserts a point; points are sorted by x, then y. */
    private void insert(double px, double py) {
        int i = points++;
        while (i > 0 && (x[i - 1] > px || (x[i - 1] == px && y[i - 1] > py))) {
            x[i] = x[i - 1];
            y[i] = y[i - 1];
            i--;
        }
        x[i] = px;
        y[i] = py;
    }

    private void wrap() {
        size = 0;
        for (int i = 0; i < points; i++) {
            push(i, 0);
        }
        int lower = size;
        for (int i = points - 2; i >= 0; i--) {
            push(i, lower - 1);
        }
        if (size > 1) {
            size--; // the last point equals the first
        }
    }

    /** Appends a point to the chain that begins at {@code from}; removes points that would not turn left. */
    private void push(int point, int from) {
        while (size - from > 1 && turn(hull[size - 2], hull[size - 1], point) <= 0) {
            size--;
        }
        hull[size++] = point;
    }

    private double turn(int a, int b, int c) {
        return (x[b] - x[a]) * (y[c] - y[a]) - (y[b] - y[a]) * (x[c] - x[a]);
    }

    /** Number of corners: 0 in the air, 1 for a point, 2 for a line. */
    public int corners() {
        return size;
    }

    /** World x of a corner, m, counter-clockwise. */
    public double cornerX(int i) {
        return x[hull[i]];
    }

    /** World y of a corner, m. */
    public double cornerY(int i) {
        return y[hull[i]];
    }

    /**
     * Signed distance of a point to the polygon's border, m: positive inside, negative outside, −∞ if nothing touches
     * the ground; NaN for a point that is NaN.
     */
    public double margin(double px, double py) {
        if (size == 0) {
            return Double.NEGATIVE_INFINITY;
        }
        double nearest = Double.POSITIVE_INFINITY;
        boolean inside = size > 2;
        for (int i = 0; i < size; i++) {
            int a = hull[i];
            int b = hull[i + 1 == size ? 0 : i + 1];
            double ex = x[b] - x[a];
            double ey = y[b] - y[a];
            double dx = px - x[a];
            double dy = py - y[a];
            double square = ex * ex + ey * ey;
            double along = square > 0 ? Math.max(0, Math.min(1, (dx * ex + dy * ey) / square)) : 0;
            nearest = Math.min(nearest, Math.hypot(dx - along * ex, dy - along * ey));
            inside &= ex * dy - ey * dx >= 0;
        }
        return inside ? nearest : -nearest;
    }
}
