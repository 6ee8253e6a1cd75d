package dev.pollux.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether a robot is so large, or so heavy for its size, that its file is in other units than metres and kilograms. */
final class ModelScale {
    /** Nothing that walks or digs reaches so far, m; a humanoid in millimetres does, and one in centimetres. */
    private static final double FAR = 50;

    /** From here on a humanoid in centimetres would be a giant, m: these are millimetres. */
    private static final double MILLIMETRES = 300;

    /** Lighter robots may be compact, such as a gripper of steel, kg; a humanoid in grams is not lighter. */
    private static final double HEAVY = 500;

    /**
     * Mass over the cube of the reach, kg/m³: humanoids have 20 to 70, an excavator of 20 t that reaches 10 m has 20, and a cube
     * of water 1000.
     */
    private static final double DENSE = 2000;

    private ModelScale() {}

    /** What looks like other units, a sentence each. */
    static List<String> warnings(Tree tree, List<Frame> frames) {
        double[] away = new double[tree.bodies];
        double mass = tree.inertia[0];
        for (int b = 1; b < tree.bodies; b++) {
            away[b] = away[tree.parent[b]] + length(tree.placement, 12 * b + 9);
            mass += tree.inertia[10 * b];
        }
        double reach = 0;
        String furthest = "";
        for (Frame frame : frames) {
            double its = away[frame.body()] + length(new double[] {frame.px(), frame.py(), frame.pz()}, 0);
            furthest = its > reach ? frame.name() : furthest;
            reach = Math.max(reach, its);
        }
        List<String> told = new ArrayList<>();
        if (reach > FAR) {
            told.add(String.format(
                    Locale.ROOT,
                    "units: link %s is up to %.4g m away from the base: lengths are metres in a URDF, and these look like %s",
                    furthest,
                    reach,
                    reach > MILLIMETRES ? "millimetres" : "centimetres or millimetres"));
        }
        double size = reach > FAR ? reach / 1000 : reach;
        if (mass > HEAVY && mass > DENSE * size * size * size) {
            told.add(String.format(
                    Locale.ROOT,
                    "units: the robot weighs %.0f kg and reaches %.3g m%s: masses are kilograms in a URDF, and these look like"
                            + " grams",
                    mass,
                    size,
                    reach > FAR ? " if its lengths are millimetres" : ""));
        }
        return told;
    }

    private static double length(double[] numbers, int at) {
        return Math.sqrt(
                numbers[at] * numbers[at] + numbers[at + 1] * numbers[at + 1] + numbers[at + 2] * numbers[at + 2]);
    }
}
