package dev.pollux.estimation.feet;

import dev.pollux.estimation.base.EstimatorInput;
import dev.pollux.estimation.joints.JointEstimate;
import dev.pollux.kinematics.ForwardKinematics;
import dev.pollux.model.Frame;
import dev.pollux.model.RobotModel;
import dev.pollux.model.Tree;
import java.util.Arrays;

/**
 * Positions of the soles in the IMU frame, their covariances from the encoders, and their orientation: the estimator's
 * input from the joints. Working memory for one thread; {@link #fill} allocates nothing.
 */
public final class SoleKinematics {
    /** Greatest distance of a centre of pressure from the sole's origin, m. */
    private static final double FOOT = 0.3;

    /** Ratio to the least variance up to which motion alone may explain it: more is noise. */
    private static final double UNREMARKABLE = 4;

    /** Most samples over which the error of a coarse encoder at rest counts as constant. */
    private static final double MOST_REPEATS = 50;

    /** Apparent turn of a sole's normal due to encoders, in their σ. */
    private static final double NORMAL = 4.5;

    private final Tree tree;
    private final Frame imu;
    private final Frame[] soles;
    private final boolean[] flat;
    private final int[][] chains;

    /** Per contact and body of its chain: the joint of the chain that moves it, by order of appearance. */
    private final int[][] columns;

    /** Per contact and body of its chain: 1 where its joint moves the sole, −1 where it moves the IMU. */
    private final double[][] signs;

    /** Per contact: number of independent joints in its chain. */
    private final int[] widths;

    private final int[][] joints;
    private final double encoderSigma;

    /** Ratio of each joint's encoder noise to {@link #encoderSigma}, at least 1. */
    private final double[] noise;

    /** The same for the turns of a sole: a jump of a coarse encoder looks like tipping. */
    private final double[] turns;

    private final ForwardKinematics kinematics;
    private final double[] T_BI = new double[16];
    private final double[] T_BC = new double[16];
    private final double[] jacobian;
    private final double[] attitudes; // R_IC of each sole

    /**
     * For all contact frames of a robot, in the model's order.
     *
     * @param encoderSigma least standard deviation of a joint position including its resolution q, rad: √(σ² + q²/12)
     */
    public SoleKinematics(RobotModel model, double encoderSigma) {
        Frame found = model.imu();
        if (found == null) {
            throw new IllegalArgumentException(
                    "robot " + model.name() + " has no IMU frame: name one in the robot description");
        }
        this.encoderSigma = encoderSigma;
        tree = model.tree();
        imu = found;
        soles = model.contacts().stream()
                .map(c -> model.frames().get(c.frame()))
                .toArray(Frame[]::new);
        flat = new boolean[soles.length];
        for (int c = 0; c < flat.length; c++) {
            flat[c] = model.contacts().get(c).polygon().size() > 2;
        }
        chains = Arrays.stream(soles).map(s -> between(s.body(), imu.body())).toArray(int[][]::new);
        columns = new int[soles.length][];
        signs = new double[soles.length][];
        widths = new int[soles.length];
        for (int c = 0; c < soles.length; c++) {
            tie(c);
        }
        joints = Arrays.stream(chains)
                .map(chain -> Arrays.stream(chain).map(body -> tree.joint[body]).toArray())
                .toArray(int[][]::new);
        noise = new double[model.jointCount()];
        Arrays.fill(noise, 1);
        turns = noise.clone();
        kinematics = new ForwardKinematics(model);
        jacobian = new double[3 * tree.bodies];
        attitudes = new double[9 * soles.length];
    }

    /** The bodies whose joints lie between two bodies. */
    private int[] between(int a, int b) {
        boolean[] on = new boolean[tree.bodies];
        for (int k = a; k > 0; k = tree.parent[k]) {
            on[k] = true;
        }
        for (int k = b; k > 0; k = tree.parent[k]) {
            on[k] = !on[k];
        }
        return java.util.stream.IntStream.range(1, tree.bodies)
                .filter(k -> on[k])
                .toArray();
    }

    /** Groups the bodies of a chain that move with the same joint, with their ratios. */
    private void tie(int c) {
        int[] chain = chains[c];
        int[] joints = Arrays.stream(chain).map(b -> tree.joint[b]).distinct().toArray();
        widths[c] = joints.length;
        columns[c] = new int[chain.length];
        signs[c] = new double[chain.length];
        for (int k = 0; k < chain.length; k++) {
            int joint = tree.joint[chain[k]];
            columns[c][k] =
                    (int) Arrays.stream(joints).takeWhile(j -> j != joint).count();
            signs[c][k] = carries(chain[k], soles[c].body()) ? 1 : -1;
        }
    }

    private boolean carries(int b, int body) {
        int k = body;
        while (k > b) { // parents have lower numbers
            k = tree.parent[k];
        }
        return k == b;
    }

    /** The robot's contact frames. */
    public int contacts() {
        return soles.length;
    }

    /** Indices of the joints between sole c and the IMU, which determine its position; do not modify. */
    public int[] joints(int c) {
        return joints[c];
    }

    /** How far the joints' places are to be trusted from now on, by the noise that their samples have shown; of a coarse encoder the
     * estimate is taken, not the sample. */
    public void setNoise(JointEstimate x) {
        double least = encoderSigma * encoderSigma;
        for (int j = 0; j < noise.length; j++) {
            if (x.coarse(j)) {
                double variance = x.positionVariance(j);
                turns[j] = Math.sqrt(Math.max(1, variance / least));
                noise[j] = Math.sqrt(Math.max(1, variance / least * repeats(x, j)));
            } else {
                double excess = x.noise[j] / least - UNREMARKABLE;
                double repeats = repeats(x, j);
                noise[j] = excess > 0 ? Math.sqrt(1 + excess * repeats) : 1;
                turns[j] = repeats > 1 ? 1 : noise[j];
            }
        }
    }

    /** Number of frames for which a coarse encoder's error lasts: until the joint moved by a quantum of √12 σ. */
    private static double repeats(JointEstimate x, int j) {
        if (!x.repeated(j)) {
            return 1;
        }
        double moved = Math.abs(x.velocity[j]) * x.step;
        return Math.max(1, Math.min(MOST_REPEATS, Math.sqrt(12 * x.noise[j]) / moved));
    }

    /**
     * Computes positions, covariances and normals of all soles.
     *
     * @param q joint positions in the model's order, rad or m
     */
    public void fill(double[] q, EstimatorInput in) {
        kinematics.compute(q, null);
        kinematics.pose(imu, T_BI);
        for (int c = 0; c < soles.length; c++) {
            kinematics.pose(soles[c], T_BC);
            double x = T_BC[3] - T_BI[3];
            double y = T_BC[7] - T_BI[7];
            double z = T_BC[11] - T_BI[11];
            for (int i = 0; i < 3; i++) {
                // p_IC = R_BIᵀ (p_BC − p_BI), and the sole's z axis
                in.sole[3 * c + i] = T_BI[i] * x + T_BI[4 + i] * y + T_BI[8 + i] * z;
                for (int j = 0; j < 3; j++) {
                    attitudes[9 * c + 3 * i + j] =
                            T_BI[i] * T_BC[j] + T_BI[4 + i] * T_BC[4 + j] + T_BI[8 + i] * T_BC[8 + j];
                }
                in.soleNormal[3 * c + i] = attitudes[9 * c + 3 * i + 2];
            }
            in.flat[c] = flat[c];
            jacobian(c);
            in.setEncoderNoise(c, jacobian, widths[c], encoderSigma);
            in.normalNoise[c] = NORMAL * encoderSigma * noisiest(c);
        }
    }

    private double noisiest(int c) {
        double most = 1;
        for (int joint : joints[c]) {
            most = Math.max(most, turns[joint]);
        }
        return most;
    }

    /**
     * σ of the turn of sole c about its normal due to encoder noise, rad: from the joints' axes along the normal at the
     * last {@link #fill}.
     */
    public double turnNoise(int c, JointEstimate x) {
        double[] axes = kinematics.axes();
        double variance = 0;
        for (int k = 0; k < chains[c].length; k++) {
            int s = 6 * chains[c][k];
            double along = 0;
            for (int i = 0; i < 3; i++) {
                // n_B = R_BI n_I
                double n = T_BI[4 * i] * attitudes[9 * c + 2]
                        + T_BI[4 * i + 1] * attitudes[9 * c + 5]
                        + T_BI[4 * i + 2] * attitudes[9 * c + 8];
                along += signs[c][k] * n * axes[s + 3 + i];
            }
            variance += along * along * x.noise[tree.joint[chains[c][k]]];
        }
        return Math.sqrt(variance);
    }

    /** Writes R_IC of sole c, row-major, at the last {@link #fill}. */
    public void attitude(int c, double[] R) {
        System.arraycopy(attitudes, 9 * c, R, 0, 9);
    }

    /**
     * Computes load and centre of pressure of a sole from its wrench; call it after {@link #fill}.
     *
     * @param c index of the contact
     * @param wrench of the ground on the foot, sole axes, at the sole origin: force (N), then moment (N·m)
     * @param at index of its first number
     */
    public void load(int c, double[] wrench, int at, EstimatorInput in) {
        double fz = wrench[at + 2];
        in.force[c] = fz;
        // p_CoP = (−my, mx, 0) / fz, limited to the foot: with almost no load it is arbitrary
        double x = fz > 0 ? clamp(-wrench[at + 4] / fz) : 0;
        double y = fz > 0 ? clamp(wrench[at + 3] / fz) : 0;
        for (int i = 0; i < 3; i++) {
            in.pressure[3 * c + i] = attitudes[9 * c + 3 * i] * x + attitudes[9 * c + 3 * i + 1] * y;
        }
    }

    private static double clamp(double a) {
        return Math.max(-FOOT, Math.min(FOOT, a));
    }

    /** The columns ± ratio z × (p_BC − o) of the joints of the chain, IMU axes, times the noise; tied joints summed. */
    private void jacobian(int c) {
        int[] chain = chains[c];
        double[] axes = kinematics.axes();
        int m = widths[c];
        Arrays.fill(jacobian, 0, 3 * m, 0);
        for (int k = 0; k < chain.length; k++) {
            int s = 6 * chain[k];
            double jx = axes[s] + axes[s + 4] * T_BC[11] - axes[s + 5] * T_BC[7];
            double jy = axes[s + 1] + axes[s + 5] * T_BC[3] - axes[s + 3] * T_BC[11];
            double jz = axes[s + 2] + axes[s + 3] * T_BC[7] - axes[s + 4] * T_BC[3];
            double noisy = signs[c][k] * noise[tree.joint[chain[k]]];
            for (int i = 0; i < 3; i++) {
                jacobian[i * m + columns[c][k]] += noisy * (T_BI[i] * jx + T_BI[4 + i] * jy + T_BI[8 + i] * jz);
            }
        }
    }
}
