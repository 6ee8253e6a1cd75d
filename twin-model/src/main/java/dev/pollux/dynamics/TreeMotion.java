package dev.pollux.dynamics;

import dev.pollux.kinematics.ForwardKinematics;
import dev.pollux.model.RobotModel;
import dev.pollux.model.Tree;
import dev.pollux.spatial.World;

/**
 * Positions and motion of all bodies of a robot: the workspace that the dynamics algorithms share, so that sines, poses
 * and velocities are computed only once. One thread, one model; nothing allocates after construction.
 *
 * <p>Except for {@link #local}, every vector is in base axes and every spatial vector about the base's origin (linear
 * then angular; forces: force then moment). The sweeps over the tree then need no coordinate transforms: twists,
 * wrenches and inertias of different bodies are simply added. See docs/algorithms/tree-motion.md.
 *
 * <p>Parts are computed when an algorithm first needs them after {@link #set}.
 */
public final class TreeMotion {
    final RobotModel model;
    final int bodies;
    final int[] parent;
    final int[] joint;
    final boolean[] slides;

    /** Number of independent joints. */
    final int joints;

    /** Per body: ratio of its own joint's velocity to that of the independent joint that moves it. */
    final double[] ratio;

    /** Whether joints are tied, so that several bodies move with one independent joint. */
    final boolean tied;

    /** Number of base entries in the generalised velocity: 6, or 0 with a fixed base. */
    final int baseCount;

    /** Length of the generalised velocity. */
    final int velocityCount;

    /** R_WB (9) and p_WB (3) of the base. */
    final double[] base = new double[12];

    /** Generalised velocity. */
    final double[] v;

    /** Gravity in base axes. */
    final double[] gravity = new double[3];

    /** Per body 12: R_PB and p_PB, the body in its parent. */
    final double[] local;

    /** Per body 12: R_0B and p_0B, the body in the base. */
    final double[] pose;

    /** Per body 6: the joint's motion axis S, times its ratio if joints are tied: V = V_parent + S q̇. */
    final double[] axis;

    /** Per body 6: its twist V. */
    final double[] twist;

    /** Per body 6: its spatial acceleration with q̈ = 0, without gravity. */
    final double[] drift;

    final BodyInertias inertias;

    /** Number of calls of {@link #set}: parts with another stamp are outdated. */
    long stamp;

    private final ForwardKinematics kinematics;
    private long poseStamp;
    private long twistStamp;

    /** A workspace for a model; {@link #set} must be called before any algorithm runs. */
    public TreeMotion(RobotModel model) {
        Tree tree = model.tree();
        this.model = model;
        bodies = tree.bodies;
        parent = tree.parent;
        joint = tree.joint;
        slides = tree.slides;
        joints = model.jointCount();
        ratio = tree.ratio;
        tied = tree.tied;
        baseCount = model.floatingBase() ? 6 : 0;
        velocityCount = model.velocityCount();
        v = new double[velocityCount];
        kinematics = new ForwardKinematics(model);
        local = kinematics.posesInParents();
        pose = kinematics.bodyPoses();
        axis = kinematics.axes();
        twist = new double[6 * bodies];
        drift = new double[6 * bodies];
        inertias = new BodyInertias(this);
    }

    /** The model of this workspace. */
    public RobotModel model() {
        return model;
    }

    /**
     * Sets the robot's position and velocity.
     *
     * @param basePose T_WB, 4×4 row-major, m; also used with a fixed base, as its position in the world
     * @param q joint positions, n, rad or m
     * @param velocity generalised velocity, [base linear, base angular (base axes), joints], or joints with a fixed
     *     base
     * @throws IllegalArgumentException if a length does not match the model
     */
    public void set(double[] basePose, double[] q, double[] velocity) {
        Arguments.exactly("basePose", basePose, 16);
        Arguments.exactly("q", q, joints);
        Arguments.exactly("velocity", velocity, velocityCount);
        for (int i = 0; i < 3; i++) {
            base[3 * i] = basePose[4 * i];
            base[3 * i + 1] = basePose[4 * i + 1];
            base[3 * i + 2] = basePose[4 * i + 2];
            base[9 + i] = basePose[4 * i + 3];
            gravity[i] = -World.GRAVITY * basePose[8 + i]; // R_WBᵀ (0, 0, −g)
        }
        System.arraycopy(velocity, 0, v, 0, velocityCount);
        stamp++;
        kinematics.set(q);
    }

    /** Updates {@link #pose} and {@link #axis}. */
    void locate() {
        if (poseStamp == stamp) {
            return;
        }
        poseStamp = stamp;
        kinematics.locate();
    }

    /** Updates {@link #twist} and {@link #drift}. */
    void move() {
        if (twistStamp == stamp) {
            return;
        }
        locate();
        twistStamp = stamp;
        if (baseCount > 0) {
            System.arraycopy(v, 0, twist, 0, 6);
        }
        for (int b = 1; b < bodies; b++) {
            int o = 6 * b;
            int a = 6 * parent[b];
            double rate = v[baseCount + joint[b]];
            double sx = axis[o] * rate;
            double sy = axis[o + 1] * rate;
            double sz = axis[o + 2] * rate;
            double rx = axis[o + 3] * rate;
            double ry = axis[o + 4] * rate;
            double rz = axis[o + 5] * rate;
            double vx = twist[a];
            double vy = twist[a + 1];
            double vz = twist[a + 2];
            double wx = twist[a + 3];
            double wy = twist[a + 4];
            double wz = twist[a + 5];
            // V = V_parent + S q̇
            twist[o] = vx + sx;
            twist[o + 1] = vy + sy;
            twist[o + 2] = vz + sz;
            twist[o + 3] = wx + rx;
            twist[o + 4] = wy + ry;
            twist[o + 5] = wz + rz;
            // A = A_parent + V_parent × S q̇
            drift[o] = drift[a] + wy * sz - wz * sy + vy * rz - vz * ry;
            drift[o + 1] = drift[a + 1] + wz * sx - wx * sz + vz * rx - vx * rz;
            drift[o + 2] = drift[a + 2] + wx * sy - wy * sx + vx * ry - vy * rx;
            drift[o + 3] = drift[a + 3] + wy * rz - wz * ry;
            drift[o + 4] = drift[a + 4] + wz * rx - wx * rz;
            drift[o + 5] = drift[a + 5] + wx * ry - wy * rx;
        }
    }

    /** u = R_WB u for the three numbers from {@code at}: base axes to world axes. */
    void toWorld(double[] u, int at) {
        double x = u[at];
        double y = u[at + 1];
        double z = u[at + 2];
        u[at] = base[0] * x + base[1] * y + base[2] * z;
        u[at + 1] = base[3] * x + base[4] * y + base[5] * z;
        u[at + 2] = base[6] * x + base[7] * y + base[8] * z;
    }

    /**
     * Writes the spatial acceleration of every body, without gravity: drift + Σ S q̈.
     *
     * @param qdd generalised acceleration
     * @param out 6 numbers per body
     */
    void accelerations(double[] qdd, double[] out) {
        move();
        for (int i = 0; i < 6; i++) {
            out[i] = baseCount > 0 ? qdd[i] : 0;
        }
        for (int b = 1; b < bodies; b++) {
            int o = 6 * b;
            int a = 6 * parent[b];
            double rate = qdd[baseCount + joint[b]];
            for (int i = 0; i < 6; i++) {
                out[o + i] = out[a + i] + axis[o + i] * rate;
            }
        }
        for (int i = 0; i < out.length; i++) {
            out[i] += drift[i];
        }
    }
}
