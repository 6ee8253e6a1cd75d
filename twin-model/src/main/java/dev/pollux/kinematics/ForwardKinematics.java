package dev.pollux.kinematics;

import dev.pollux.model.Frame;
import dev.pollux.model.RobotModel;
import dev.pollux.model.Tree;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The poses of all bodies from the joints' positions and the base's pose; then the pose of any frame.
 *
 * <p>X_WB = X_WP · placement · joint(q), q of a tied joint from its leader, parents first (Featherstone, "Rigid Body Dynamics Algorithms", 2008, table 4.1
 * and ch. 4.4). Holds scratch memory for one thread; calls allocate nothing.
 */
public final class ForwardKinematics {
    private final Tree tree;
    private final int joints;
    private final double[] poses;

    public ForwardKinematics(RobotModel model) {
        tree = model.tree();
        joints = model.jointCount();
        poses = new double[12 * tree.bodies];
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
        if (T_WB == null) {
            Arrays.fill(poses, 0, 12, 0);
            poses[0] = 1;
            poses[4] = 1;
            poses[8] = 1;
        } else {
            for (int i = 0; i < 3; i++) {
                poses[3 * i] = T_WB[4 * i];
                poses[3 * i + 1] = T_WB[4 * i + 1];
                poses[3 * i + 2] = T_WB[4 * i + 2];
                poses[9 + i] = T_WB[4 * i + 3];
            }
        }
        for (int b = 1; b < tree.bodies; b++) {
            moveTo(b, tree.ratio[b] * q[tree.joint[b]]);
        }
    }

    /** X_WB = X_WP · placement · Rz(q) or Tz(q). */
    private void moveTo(int b, double q) {
        double[] L = tree.placement;
        int l = 12 * b;
        int p = 12 * tree.parent[b];
        int w = 12 * b;
        boolean slides = tree.slides[b];
        double c = slides ? 1 : Math.cos(q);
        double s = slides ? 0 : Math.sin(q);
        double d = slides ? q : 0;
        for (int i = 0; i < 3; i++) {
            double a0 = poses[p + 3 * i];
            double a1 = poses[p + 3 * i + 1];
            double a2 = poses[p + 3 * i + 2];
            double x = a0 * L[l] + a1 * L[l + 3] + a2 * L[l + 6];
            double y = a0 * L[l + 1] + a1 * L[l + 4] + a2 * L[l + 7];
            double z = a0 * L[l + 2] + a1 * L[l + 5] + a2 * L[l + 8];
            poses[w + 3 * i] = c * x + s * y;
            poses[w + 3 * i + 1] = c * y - s * x;
            poses[w + 3 * i + 2] = z;
            poses[w + 9 + i] = poses[p + 9 + i] + a0 * L[l + 9] + a1 * L[l + 10] + a2 * L[l + 11] + d * z;
        }
    }

    /**
     * The poses of the last {@link #compute}: per body R_WB (row-major, 9) and p_WB (3). Overwritten by the next; to be
     * read only.
     */
    public double[] bodyPoses() {
        return poses;
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
