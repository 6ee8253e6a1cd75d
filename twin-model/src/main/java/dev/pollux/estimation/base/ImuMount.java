package dev.pollux.estimation.base;

import dev.pollux.estimation.joints.JointEstimate;
import dev.pollux.kinematics.ForwardKinematics;
import dev.pollux.model.Frame;
import dev.pollux.model.RobotModel;
import dev.pollux.model.Tree;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Mount of the IMU relative to the base link: fixed, or moved by joints, as in robots with the IMU in the torso or
 * head. The estimator follows the IMU itself, whose readings need no differentiation, and this class transforms its
 * result to the base: R_WB = R_WI R_BIᵀ, p_WB = p_WI − R_WB p_BI, ω_B = R_BI ω_I − ω_BI, v_B = R_WBᵀ v_WI − ω_B × p_BI
 * − v_BI, with the relative twist (v_BI, ω_BI) from the joints' rates. Stores the mount of the last {@link #place}; for
 * one thread.
 */
public final class ImuMount {
    private static final double[] NONE = new double[0];

    /** Attitude of the IMU in the base link, row-major. */
    final double[] R_BI = new double[9];

    /** Its position, base axes, m. */
    final double[] p_BI = new double[3];

    /** Its velocity relative to the base link, base axes, m/s. */
    final double[] v_BI = new double[3];

    /** Its angular velocity relative to the base link, base axes, rad/s. */
    final double[] w_BI = new double[3];

    /** Number of joints between base and IMU. */
    final int joints;

    /** Per such joint, for an error of one rad (or m): the apparent turn of the base, base axes. */
    final double[] turn;

    /** And the apparent shift of the base's origin, m. */
    final double[] shift;

    /** Per such joint the variance of its position, rad² or m². */
    final double[] positionVariance;

    /** Per such joint the variance of its velocity. */
    final double[] velocityVariance;

    private final @Nullable Source source;

    /** Source of a moving mount; a mount that is given as a pose has none. */
    private record Source(Frame imu, ForwardKinematics kinematics, Tree tree, int[] chain, double[] T) {}

    /**
     * The mount of a robot's IMU, with all joints at zero until {@link #place} is called.
     *
     * @throws IllegalArgumentException if the robot has none
     */
    public ImuMount(RobotModel model) {
        Frame imu = model.imu();
        if (imu == null) {
            throw new IllegalArgumentException(
                    "robot " + model.name() + " has no IMU frame: name one in the robot description");
        }
        Tree tree = model.tree();
        int[] chain =
                IntStream.iterate(imu.body(), b -> b > 0, b -> tree.parent[b]).toArray();
        source = new Source(imu, new ForwardKinematics(model), tree, chain, new double[16]);
        joints = chain.length;
        turn = new double[3 * joints];
        shift = new double[3 * joints];
        positionVariance = new double[joints];
        velocityVariance = new double[joints];
        source.kinematics.compute(new double[model.jointCount()], null);
        source.kinematics.pose(imu, source.T);
        take(source.T);
    }

    /**
     * A mount that never moves.
     *
     * @param T_BI pose of the IMU in the base link, 4×4 row-major
     */
    public ImuMount(double[] T_BI) {
        source = null;
        joints = 0;
        turn = NONE;
        shift = NONE;
        positionVariance = NONE;
        velocityVariance = NONE;
        take(T_BI);
    }

    /** Whether joints lie between the base and the IMU. */
    public boolean moves() {
        return joints > 0;
    }

    /**
     * Updates the mount to the joints' positions and velocities, if there are joints between base and IMU.
     *
     * @param estimate of all joints of the robot
     */
    public void place(JointEstimate estimate) {
        if (source == null || joints == 0) {
            return;
        }
        source.kinematics.compute(estimate.position, null);
        source.kinematics.pose(source.imu, source.T);
        take(source.T);
        Arrays.fill(v_BI, 0);
        Arrays.fill(w_BI, 0);
        double[] axes = source.kinematics.axes();
        for (int k = 0; k < joints; k++) {
            int s = 6 * source.chain[k];
            int joint = source.tree.joint[source.chain[k]];
            for (int i = 0; i < 3; i++) {
                turn[3 * k + i] = axes[s + 3 + i];
                shift[3 * k + i] = -axes[s + i];
            }
            double rate = estimate.velocity[joint];
            for (int i = 0; i < 3; i++) {
                int a = 3 * k + (i + 1) % 3;
                int b = 3 * k + (i + 2) % 3;
                w_BI[i] += turn[3 * k + i] * rate;
                // velocity of the IMU: the origin's shift minus that by the turn, c + a × p
                v_BI[i] += (turn[a] * p_BI[(i + 2) % 3] - turn[b] * p_BI[(i + 1) % 3] - shift[3 * k + i]) * rate;
            }
            positionVariance[k] = estimate.positionVariance(joint);
            velocityVariance[k] = estimate.velocityVariance(joint);
        }
    }

    /** Writes the base link's z axis in the IMU frame: the third row of R_BI. */
    public void up(double[] up) {
        System.arraycopy(R_BI, 6, up, 0, 3);
    }

    /** Writes R_BI, row-major, starting at an index. */
    public void attitude(double[] R, int at) {
        System.arraycopy(R_BI, 0, R, at, 9);
    }

    /** Writes p_BI, m. */
    public void origin(double[] p) {
        System.arraycopy(p_BI, 0, p, 0, 3);
    }

    private void take(double[] T_BI) {
        for (int i = 0; i < 3; i++) {
            System.arraycopy(T_BI, 4 * i, R_BI, 3 * i, 3);
            p_BI[i] = T_BI[4 * i + 3];
        }
    }

    /**
     * Covariance of the base's velocity due to the joints' errors, base axes: Σ cₖ cₖᵀ σ², with cₖ the shift of the
     * base's origin by joint k.
     */
    double velocityCovariance(int i, int j) {
        return sum(shift, velocityVariance, i, j);
    }

    /** The same for the base's attitude as a rotation vector, base axes, rad². */
    double attitudeCovariance(int i, int j) {
        return sum(turn, positionVariance, i, j);
    }

    private double sum(double[] columns, double[] variances, int i, int j) {
        double sum = 0;
        for (int k = 0; k < joints; k++) {
            sum += columns[3 * k + i] * columns[3 * k + j] * variances[k];
        }
        return sum;
    }
}
