package dev.pollux.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Warns if a robot's size, mass, density, inertia or joint range suggests other units in its file than metres,
 * kilograms and radians.
 */
final class ModelScale {
    /** Greatest reach of walking or digging robots, m; a humanoid in millimetres or centimetres exceeds it. */
    private static final double FAR = 50;

    /** Reach from which the unit is the millimetre, m: a humanoid in centimetres would be a giant. */
    private static final double MILLIMETRES = 300;

    /** Lighter robots may be compact, such as a steel gripper, kg; a humanoid in grams is heavier. */
    private static final double HEAVY = 500;

    /**
     * Mass divided by the cube of the reach, kg/m³: humanoids have 20 to 70, an excavator of 20 t with a reach of 10 m
     * has 20, a cube of water 1000.
     */
    private static final double DENSE = 2000;

    /** Reach from which a density below {@link #THIN} is impossible, m; a humanoid in inches is larger. */
    private static final double LONG = 10;

    /** kg/m³; a crane of 12 m and 100 kg has 0.06, a humanoid in inches 0.001. */
    private static final double THIN = 0.05;

    /** A radius of gyration, m, that only a robot much larger than a human has; in kg·mm² an arm's is 100. */
    private static final double WIDE = 5;

    /** Multiple of the robot's reach: no body's mass is further from its own joint than the reach. */
    private static final double WIDE_REACHES = 10;

    /** Two turns, rad: joints with limits rarely turn further. */
    private static final double TWO_TURNS = 4 * Math.PI;

    /** Larger limits mean none. */
    private static final double LARGEST_IN_DEGREES = 400;

    private ModelScale() {}

    /** Signs of other units, a sentence each. */
    static List<String> warnings(Tree tree, List<Frame> frames, List<Joint> joints) {
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
        if (reach > LONG && reach <= FAR && mass < THIN * reach * reach * reach) {
            told.add(String.format(
                    Locale.ROOT,
                    "units: link %s is up to %.4g m away from the base, and the robot weighs only %.4g kg: lengths are metres in"
                            + " a URDF, and these look like inches or centimetres",
                    furthest,
                    reach,
                    mass));
        }
        double gyration = gyration(tree, mass, Math.max(WIDE, WIDE_REACHES * reach));
        if (gyration > 0) {
            told.add(String.format(
                    Locale.ROOT,
                    "units: the inertias are those of masses %.3g m away from their joints, and the robot reaches %.3g m:"
                            + " inertias are kg·m² in a URDF, and these look like kg·mm² or kg·cm²",
                    gyration,
                    reach));
        }
        String turns = turns(joints);
        if (!turns.isEmpty()) {
            told.add(turns);
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

    /**
     * The largest radius of gyration, m, if most of the robot's mass has one above a bound; otherwise 0: light links
     * with inertias of 1 are common.
     */
    private static double gyration(Tree tree, double mass, double bound) {
        double beyond = 0;
        double largest = 0;
        for (int b = 0; b < tree.bodies; b++) {
            double its = tree.inertia[10 * b];
            double most =
                    Math.max(tree.inertia[10 * b + 4], Math.max(tree.inertia[10 * b + 7], tree.inertia[10 * b + 9]));
            double radius = its > 0 ? Math.sqrt(most / its) : 0;
            if (radius > bound) {
                beyond += its;
                largest = Math.max(largest, radius);
            }
        }
        return 2 * beyond > mass ? largest : 0;
    }

    private static String turns(List<Joint> joints) {
        List<Joint> far = joints.stream()
                .filter(joint -> joint.type() == JointType.REVOLUTE)
                .filter(joint -> reach(joint) > TWO_TURNS && reach(joint) <= LARGEST_IN_DEGREES)
                .toList();
        return far.isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "units: the limits of %s reach beyond two turns, such as %s at %.4g: angles are radians in a URDF, and"
                                + " these look like degrees",
                        Counted.of(far.size(), "joint"),
                        far.get(0).name(),
                        reach(far.get(0)));
    }

    /** The larger absolute value of a joint's limits; infinite if one is missing. */
    private static double reach(Joint joint) {
        return Math.max(Math.abs(joint.lower()), Math.abs(joint.upper()));
    }

    private static double length(double[] numbers, int at) {
        return Math.sqrt(
                numbers[at] * numbers[at] + numbers[at + 1] * numbers[at + 1] + numbers[at + 2] * numbers[at + 2]);
    }
}
