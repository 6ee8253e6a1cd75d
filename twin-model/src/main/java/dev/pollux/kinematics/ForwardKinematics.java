package dev.pollux.kinematics;

import dev.pollux.model.Frame;
import dev.pollux.model.RobotModel;
import dev.pollux.model.Tree;
import dev.pollux.spatial.SineCosine;
import org.jspecify.annotations.Nullable;

/**
 * The poses of all bodies from the joints' positions and the base's pose; then the pose of any frame.
 *
 * <p>X_WB = X_WP · placement · joint(q), with q of a tied joint from its leader, parents first (Featherstone, "Rigid
 * Body Dynamics Algorithms", 2008, table 4.1 and ch. 4.4). Working memory for one thread; calls allocate nothing.
 */
public final class ForwardKinematics {
    private final Tree tree;
    private final int joints;
    private final double[] placement;
    private final double[] inParents;
    private final double[] poses;
    private final double[] axes;
    private final double[] sineCosine = new double[2];

    public ForwardKinematics(RobotModel model) {
        tree = model.tree();
        joints = model.jointCount();
        placement = tree.placement;
        inParents = placement.clone();
        poses = new double[12 * tree.bodies];
        axes = new double[6 * tree.bodies];
        compute(new double[joints], null);
    }

    /**
     * Computes the poses of all bodies.
     *
     * @param q joint positions, n numbers, rad or m
     * @param T_WB the base's pose in the world, 4×4 row-major, 16 numbers; null: at the world's origin
     */
    public void compute(double[] q, double @Nullable [] T_WB) {
        if (q.length != joints) {
            throw new IllegalArgumentException("q has " + q.length + " positions, the robot " + joints + " joints");
        }
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                poses[3 * i + j] = T_WB != null ? T_WB[4 * i + j] : i == j ? 1 : 0;
            }
            poses[9 + i] = T_WB != null ? T_WB[4 * i + 3] : 0;
        }
        set(q);
        locate();
    }

    /** Places each body in its parent; q as of {@link #compute}. */
    public void set(double[] q) {
        for (int b = 1; b < tree.bodies; b++) {
            if (tree.slides[b]) {
                slide(12 * b, tree.ratio[b] * q[tree.joint[b]]);
            } else {
                turn(12 * b, tree.ratio[b] * q[tree.joint[b]]);
            }
        }
    }

    /** R_PB = R_placement Rz(q). */
    private void turn(int o, double q) {
        SineCosine.of(q, sineCosine);
        double s = sineCosine[0];
        double c = sineCosine[1];
        for (int i = o; i < o + 9; i += 3) {
            double x = placement[i];
            double y = placement[i + 1];
            inParents[i] = c * x + s * y;
            inParents[i + 1] = c * y - s * x;
        }
    }

    /** p_PB = p_placement + R_placement z q. */
    private void slide(int o, double q) {
        for (int i = 0; i < 3; i++) {
            inParents[o + 9 + i] = placement[o + 9 + i] + placement[o + 3 * i + 2] * q;
        }
    }

    /** Places each body in the world, parents first, and their joints' axes; after {@link #set}. */
    public void locate() {
        for (int b = 1; b < tree.bodies; b++) {
            int o = 12 * b;
            int a = 12 * tree.parent[b];
            double lx = inParents[o + 9];
            double ly = inParents[o + 10];
            double lz = inParents[o + 11];
            for (int i = 0; i < 3; i++) {
                double x = poses[a + 3 * i];
                double y = poses[a + 3 * i + 1];
                double z = poses[a + 3 * i + 2];
                poses[o + 3 * i] = x * inParents[o] + y * inParents[o + 3] + z * inParents[o + 6];
                poses[o + 3 * i + 1] = x * inParents[o + 1] + y * inParents[o + 4] + z * inParents[o + 7];
                poses[o + 3 * i + 2] = x * inParents[o + 2] + y * inParents[o + 5] + z * inParents[o + 8];
                poses[o + 9 + i] = poses[a + 9 + i] + x * lx + y * ly + z * lz;
            }
            double zx = poses[o + 2];
            double zy = poses[o + 5];
            double zz = poses[o + 8];
            int s = 6 * b;
            if (tree.slides[b]) {
                axes[s] = zx;
                axes[s + 1] = zy;
                axes[s + 2] = zz;
            } else { // S = (p × z, z)
                double px = poses[o + 9];
                double py = poses[o + 10];
                double pz = poses[o + 11];
                axes[s] = py * zz - pz * zy;
                axes[s + 1] = pz * zx - px * zz;
                axes[s + 2] = px * zy - py * zx;
                axes[s + 3] = zx;
                axes[s + 4] = zy;
                axes[s + 5] = zz;
            }
        }
        if (tree.tied) {
            scaleAxes();
        }
    }

    /** S ← ratio S: from here on the algorithms see how a body moves with the independent joint. */
    private void scaleAxes() {
        for (int b = 1; b < tree.bodies; b++) {
            for (int i = 6 * b; i < 6 * b + 6; i++) {
                axes[i] *= tree.ratio[b];
            }
        }
    }

    /**
     * The poses of the last {@link #compute}: per body R_WB (row-major, 9) and p_WB (3). Overwritten by the next; to be
     * read only.
     */
    public double[] bodyPoses() {
        return poses;
    }

    /** The same of each body in its parent. */
    public double[] posesInParents() {
        return inParents;
    }

    /**
     * Per body how the independent joint that moves it moves a body beyond, at the world's origin: v (3) and ω (3) of S q̇. These are the
     * columns of every Jacobian; a point at p moves with v + ω × p.
     */
    public double[] axes() {
        return axes;
    }

    /**
     * Writes the pose of a frame at the last {@link #compute}.
     *
     * @param T_WF result, 4×4 row-major, 16 numbers
     */
    public void pose(Frame frame, double[] T_WF) {
        int b = 12 * frame.body();
        for (int i = 0; i < 3; i++) {
            double x = poses[b + 3 * i];
            double y = poses[b + 3 * i + 1];
            double z = poses[b + 3 * i + 2];
            T_WF[4 * i] = x * frame.r00() + y * frame.r10() + z * frame.r20();
            T_WF[4 * i + 1] = x * frame.r01() + y * frame.r11() + z * frame.r21();
            T_WF[4 * i + 2] = x * frame.r02() + y * frame.r12() + z * frame.r22();
            T_WF[4 * i + 3] = poses[b + 9 + i] + x * frame.px() + y * frame.py() + z * frame.pz();
        }
        T_WF[12] = 0;
        T_WF[13] = 0;
        T_WF[14] = 0;
        T_WF[15] = 1;
    }
}
