package dev.pollux.model;

import dev.pollux.model.Urdf.Link;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Gives inertia to moving bodies without any: a fingertip without mass, a point mass on its own axis, an empty base
 * with a joint. Otherwise a joint's acceleration would be a force divided by zero.
 *
 * <p>Uses the articulated-body inertias of the tree with all joints at 0 (Featherstone, Rigid Body Dynamics Algorithms,
 * 2008, chapter 7): a joint with axis S and without inertia has Sᵀ I^A S = 0. If joints are tied, a link without mass
 * is normal as long as something that moves with it has mass: then {@link TiedInertia} decides.
 */
final class MasslessBodies {
    /** Inertia of a light finger with its gear: rotational inertia, kg·m², and mass, kg. */
    static final double ASSUMED_INERTIA = 1e-4;

    static final double ASSUMED_MASS = 0.01;

    /** Share of what a joint carries below which its inertia is a rounding error. */
    private static final double NOTHING = 1e-12;

    private final int[] parent;
    private final int[] joint;
    private final boolean[] slides;
    private final double[] ratio;
    private final double[] placement;
    private final double[] inertia;
    private final Map<Link, Integer> bodyOf;
    private final boolean fixedBase;
    private final Findings findings;

    /** The arrays are those of {@link Tree}; inertia is written. */
    MasslessBodies(
            int[] parent,
            int[] joint,
            boolean[] slides,
            double[] ratio,
            double[] placement,
            double[] inertia,
            Map<Link, Integer> bodyOf,
            boolean fixedBase,
            Findings findings) {
        this.parent = parent;
        this.joint = joint;
        this.slides = slides;
        this.ratio = ratio;
        this.placement = placement;
        this.inertia = inertia;
        this.bodyOf = bodyOf;
        this.fixedBase = fixedBase;
        this.findings = findings;
    }

    /** Fills in inertias; it is an error if nothing that moves has mass. */
    void fill() {
        double mass = 0;
        for (int b = fixedBase ? 1 : 0; b < parent.length; b++) {
            mass += inertia[10 * b];
        }
        if (mass == 0 && !(fixedBase && parent.length == 1)) {
            findings.attempt(() -> {
                throw new UrdfException("no link that moves has a mass, and forces, balance and predictions need one:"
                        + " give each <link> an <inertial> with <mass> and <inertia>, from the maker's data or a model"
                        + " of the robot that has them, or as an estimate of yours (volume times density); masses are"
                        + " not guessed here");
            });
            return;
        }
        if (IntStream.range(1, parent.length).map(b -> joint[b]).distinct().count() < parent.length - 1) {
            fillTied();
        } else {
            fillTree();
        }
    }

    private void fillTree() {
        DMatrixRMaj[] articulated = new DMatrixRMaj[parent.length];
        for (int b = 0; b < parent.length; b++) {
            articulated[b] = SpatialMatrix.of(inertia, b);
        }
        for (int b = parent.length - 1; b > 0; b--) {
            int s = slides[b] ? 5 : 2; // S is the z axis, to slide along or to turn about
            double scale = CommonOps_DDRM.elementMaxAbs(articulated[b]);
            if (!(articulated[b].get(s, s) > NOTHING * scale)) {
                assume(b, slides[b], false);
                for (int i = 0; i < 3; i++) {
                    articulated[b].add(i, i, ASSUMED_INERTIA);
                    articulated[b].add(i + 3, i + 3, slides[b] ? ASSUMED_MASS : 0);
                }
            }
            DMatrixRMaj felt = withoutJoint(articulated[b], s);
            CommonOps_DDRM.addEquals(
                    articulated[parent[b]], SpatialMatrix.inParent(felt, SpatialMatrix.forceInParent(placement, b)));
        }
        if (!fixedBase && !resists(articulated[0])) {
            assume(0, true, false);
        }
    }

    /** An inertia given to one joint changes those of others: repeats until all have one. */
    private void fillTied() {
        for (int given = 0; given < parent.length; given++) {
            TiedInertia robot = new TiedInertia(parent, joint, slides, ratio, placement, inertia);
            int free = robot.eliminate(NOTHING);
            if (free >= 0) {
                int body = leader(free);
                assume(body, slides[body], followers(free));
            } else if (!fixedBase && !resists(robot.base())) {
                assume(0, true, false);
            } else {
                return;
            }
        }
    }

    /** The body that a joint moves at its own rate. */
    private int leader(int j) {
        return IntStream.range(1, parent.length)
                .filter(b -> joint[b] == j && ratio[b] == 1)
                .findFirst()
                .orElseThrow();
    }

    private boolean followers(int j) {
        return IntStream.range(1, parent.length).filter(b -> joint[b] == j).count() > 1;
    }

    /** I^A − U Uᵀ / (Sᵀ U), U = I^A S: the inertia at the parent if the body moves freely along S. */
    private static DMatrixRMaj withoutJoint(DMatrixRMaj articulated, int s) {
        DMatrixRMaj rest = articulated.copy();
        DMatrixRMaj U = CommonOps_DDRM.extractColumn(articulated, s, null);
        CommonOps_DDRM.multAddTransB(-1 / articulated.get(s, s), U, U, rest);
        return rest;
    }

    /** Whether every motion of the base has inertia. */
    private static boolean resists(DMatrixRMaj I) {
        // lengths in units of the robot's own size, so that masses and rotational inertias are comparable
        double length = Math.sqrt(Math.max(I.get(0, 0) + I.get(1, 1) + I.get(2, 2), 0) / I.get(3, 3));
        DMatrixRMaj scaled = I.copy();
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 6; j++) {
                scaled.set(i, j, I.get(i, j) / ((i < 3 ? length : 1) * (j < 3 ? length : 1)));
            }
        }
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(6, false, true);
        if (!eigen.decompose(scaled)) {
            return false;
        }
        double[] values = new double[6];
        Arrays.setAll(values, k -> eigen.getEigenvalue(k).getReal());
        Arrays.sort(values);
        return values[0] > NOTHING * values[5];
    }

    private void assume(int body, boolean mass, boolean followed) {
        for (int i = 0; i < 3; i++) {
            inertia[10 * body + new int[] {4, 7, 9}[i]] += ASSUMED_INERTIA;
        }
        inertia[10 * body] += mass ? ASSUMED_MASS : 0;
        String assumed = (mass ? ASSUMED_MASS + " kg and " : "") + ASSUMED_INERTIA + " kg·m² are assumed";
        String why = followed
                ? "neither it nor the links that follow it have mass, but on their joints' axes; "
                : "it has no mass, or only on its joint's axis; ";
        findings.warnings.add("inertia: link " + link(body).name + " moves, and nothing resists it: "
                + (body == 0
                        ? "the base has no inertia of its own; " + assumed
                                + " (where it is bolted to the world, say so in the description: \"fixed_base\": true)"
                        : why + assumed));
    }

    /** The link that moves with a body. */
    private Link link(int body) {
        return bodyOf.entrySet().stream()
                .filter(entry -> entry.getValue() == body)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }
}
