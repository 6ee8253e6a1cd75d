package dev.pollux.estimation.feet;

import dev.pollux.dynamics.FrameMotion;
import dev.pollux.dynamics.InverseDynamics;
import dev.pollux.dynamics.JointModel;
import dev.pollux.dynamics.TreeMotion;
import dev.pollux.model.Frame;
import dev.pollux.model.RobotModel;
import dev.pollux.model.Tree;
import dev.pollux.spatial.SO3;
import dev.pollux.spatial.World;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * The normal force on each sole from joint efforts, for robots without force sensors and contact flags: the part of the
 * joint torques that inverse dynamics does not explain is Jᵀ w with the sole's wrench w.
 *
 * <p>For the joints between base and sole, r = (M q̈ + h)ⱼ − τⱼ = Jⱼᵀ w. The base's acceleration comes from the IMU: in
 * base axes its specific force is a − g, so neither attitude nor velocity in the world is needed. w is the Bayesian
 * least-squares solution with r known to some N·m and w of the order of the robot's weight, which stays finite with a
 * straight knee. Legs must not share joints. Workspace of one thread; {@link #fill} allocates nothing.
 */
public final class LoadFromEfforts {
    /** σ of a joint torque minus its inverse dynamics, N·m. */
    private static final double TORQUE_SIGMA = 3;

    /** Lever arm that converts the weight to the expected size of a moment on the sole, m. */
    private static final double ARM = 0.1;

    private final Tree tree;
    private final TreeMotion motion;
    private final InverseDynamics inverse;
    private final FrameMotion[] soles;
    private final int[][] legs;
    private final double weight;
    private final FrameMotion imuMotion;
    private final double[] felt = new double[6];
    private final double[] standing = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1};
    private final double[] v;
    private final double[] a;
    private final double[] torques;
    private final double[] jacobian;
    private final double[] T = new double[16];
    private final double[] scale = new double[6];
    private final DMatrixRMaj A = new DMatrixRMaj(6, 6);
    private final DMatrixRMaj b = new DMatrixRMaj(6, 1);
    private final DMatrixRMaj w = new DMatrixRMaj(6, 1);
    private final LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.chol(6);

    /** For a robot with a floating base and an IMU. */
    public LoadFromEfforts(RobotModel model) {
        Frame imu = model.imu();
        if (imu == null || !model.floatingBase()) {
            throw new IllegalArgumentException(
                    "robot " + model.name() + " needs a floating base and an IMU: name one in the description");
        }
        tree = model.tree();
        motion = new TreeMotion(model);
        inverse = new InverseDynamics(motion, JointModel.of(model));
        soles = model.contacts().stream()
                .map(c -> new FrameMotion(motion, model.frames().get(c.frame())))
                .toArray(FrameMotion[]::new);
        legs = model.contacts().stream()
                .map(c -> leg(model.frames().get(c.frame()).body()))
                .toArray(int[][]::new);
        weight = model.weight();
        v = new double[model.velocityCount()];
        a = new double[model.velocityCount()];
        torques = new double[model.velocityCount()];
        jacobian = new double[6 * model.velocityCount()];
        imuMotion = new FrameMotion(motion, imu);
    }

    /** Indices into v of the joints between base and a body. */
    private int[] leg(int body) {
        return IntStream.iterate(body, k -> k > 0, k -> tree.parent[k])
                .map(k -> 6 + tree.joint[k])
                .distinct() // tied joints move several bodies
                .toArray();
    }

    /**
     * Writes the normal force on each sole, N, positive when it presses on the ground.
     *
     * @param q joint positions, rad
     * @param qd joint velocities, rad/s
     * @param qdd joint accelerations, rad/s²
     * @param effort joint torques of the motors, N·m
     * @param imu angular velocity (rad/s), specific force (m/s²), IMU axes
     * @param force result, one number per contact
     */
    public void fill(double[] q, double[] qd, double[] qdd, double[] effort, double[] imu, double[] force) {
        inverse(q, qd, qdd, imu);
        for (int c = 0; c < soles.length; c++) {
            soles[c].pose(T);
            soles[c].jacobian(jacobian);
            force[c] = normalForce(legs[c], effort);
        }
    }

    /**
     * Writes the joint torques for this motion without a load on any sole, as if the robot were held at its base, N·m;
     * arguments as of {@link #fill}.
     *
     * @param torque result, one number per joint
     */
    public void unloaded(double[] q, double[] qd, double[] qdd, double[] imu, double[] torque) {
        inverse(q, qd, qdd, imu);
        System.arraycopy(torques, 6, torque, 0, torque.length);
    }

    private void inverse(double[] q, double[] qd, double[] qdd, double[] imu) {
        int n = q.length;
        Arrays.fill(v, 0, 6, 0);
        Arrays.fill(a, 0, 6, 0);
        System.arraycopy(qd, 0, v, 6, n);
        System.arraycopy(qdd, 0, a, 6, n);
        motion.set(standing, q, v);
        imuMotion.pose(T);
        imuMotion.velocity(felt);
        // ω = R_BI ω_I − ω_BI
        SO3.rotate(T, 0, imu, 0, v, 3);
        for (int i = 3; i < 6; i++) {
            v[i] -= felt[i];
        }
        motion.set(standing, q, v);
        imuMotion.acceleration(a, felt);
        // with an upright base, a = R_BI f + g − (J q̈ + J̇ v) makes a − g the effective acceleration
        SO3.rotate(T, 0, imu, 3, a, 0);
        for (int i = 0; i < 3; i++) {
            a[i] -= felt[i];
        }
        a[2] -= World.GRAVITY;
        inverse.torques(a, torques);
    }

    /** (J D)(J D)ᵀ/σ² + I on the scaled wrench; returns the component along the sole's z axis. */
    private double normalForce(int[] leg, double[] effort) {
        int nv = v.length;
        Arrays.fill(scale, 0, 3, weight);
        Arrays.fill(scale, 3, 6, weight * ARM);
        A.zero();
        b.zero();
        for (int i = 0; i < 6; i++) {
            A.set(i, i, 1);
        }
        double information = 1 / (TORQUE_SIGMA * TORQUE_SIGMA);
        for (int k : leg) {
            double r = torques[k] - effort[k - 6];
            for (int i = 0; i < 6; i++) {
                double x = scale[i] * jacobian[i * nv + k];
                b.add(i, 0, x * r * information);
                for (int j = 0; j < 6; j++) {
                    A.add(i, j, x * scale[j] * jacobian[j * nv + k] * information);
                }
            }
        }
        if (!solver.setA(A)) {
            return Double.NaN;
        }
        solver.solve(b, w);
        return weight * (T[2] * w.get(0) + T[5] * w.get(1) + T[8] * w.get(2));
    }
}
