package dev.pollux.dynamics;

import dev.pollux.model.Frame;
import java.util.Arrays;

/**
 * A frame's pose, velocity, acceleration and Jacobian, in world axes at the frame's origin (Pinocchio's
 * LOCAL_WORLD_ALIGNED), linear then angular (Featherstone 2008, section 4.2; Carpentier et al. 2019).
 */
public final class FrameMotion {
    private final TreeMotion motion;
    private final int body;

    /** R_BF and p_BF. */
    private final double[] inBody = new double[12];

    /** R_0F and p_0F, the frame in the base. */
    final double[] inBase = new double[12];

    private long stamp;

    /** The motion of a frame of the model. */
    public FrameMotion(TreeMotion motion, Frame frame) {
        this.motion = motion;
        body = frame.body();
        frame.copyTo(inBody, 0);
    }

    /** Updates {@link #inBase}. */
    void locate() {
        if (stamp == motion.stamp) {
            return;
        }
        motion.locate();
        stamp = motion.stamp;
        place(motion.pose, 12 * body, inBody, inBase);
    }

    /** C = A B of two poses (R then p). */
    private static void place(double[] A, int a, double[] B, double[] C) {
        for (int i = 0; i < 3; i++) {
            double x = A[a + 3 * i];
            double y = A[a + 3 * i + 1];
            double z = A[a + 3 * i + 2];
            for (int j = 0; j < 3; j++) {
                C[3 * i + j] = x * B[j] + y * B[3 + j] + z * B[6 + j];
            }
            C[9 + i] = A[a + 9 + i] + x * B[9] + y * B[10] + z * B[11];
        }
    }

    /** Writes R_WF, row-major (9), and p_WF (3). */
    public void pose(double[] out) {
        Arguments.atLeast("pose", out, 12);
        locate();
        place(motion.base, 0, inBase, out);
    }

    /** Writes the velocity, 6: m/s and rad/s. */
    public void velocity(double[] out) {
        Arguments.atLeast("velocity", out, 6);
        velocityInBaseAxes(out, 0);
        toWorld(out);
    }

    /** Writes J̇ v, 6: the classical acceleration with q̈ = 0, m/s² and rad/s². */
    public void biasAcceleration(double[] out) {
        Arguments.atLeast("acceleration", out, 6);
        biasAccelerationInBaseAxes(out, 0);
        toWorld(out);
    }

    /** Writes J q̈ + J̇ v, 6: the classical acceleration of the frame's origin, without gravity. */
    public void acceleration(double[] qdd, double[] out) {
        Arguments.atLeast("acceleration", out, 6);
        Arguments.exactly("qdd", qdd, motion.velocityCount);
        biasAccelerationInBaseAxes(out, 0);
        double[] S = motion.axis;
        int n0 = motion.baseCount;
        for (int b = body; b > 0; b = motion.parent[b]) {
            int o = 6 * b;
            double rate = qdd[n0 + motion.joint[b]];
            addAt(
                    out,
                    S[o] * rate,
                    S[o + 1] * rate,
                    S[o + 2] * rate,
                    S[o + 3] * rate,
                    S[o + 4] * rate,
                    S[o + 5] * rate);
        }
        if (n0 > 0) {
            addAt(out, qdd[0], qdd[1], qdd[2], qdd[3], qdd[4], qdd[5]);
        }
        toWorld(out);
    }

    /**
     * Writes the Jacobian J of the velocity with respect to v.
     *
     * @param J result, 6 × nv, row-major
     */
    public void jacobian(double[] J) {
        int nv = motion.velocityCount;
        Arguments.exactly("J", J, 6 * nv);
        locate();
        Arrays.fill(J, 0);
        int n0 = motion.baseCount;
        for (int b = body; b > 0; b = motion.parent[b]) {
            int o = 6 * b;
            double[] S = motion.axis;
            column(J, n0 + motion.joint[b], S[o], S[o + 1], S[o + 2], S[o + 3], S[o + 4], S[o + 5]);
        }
        if (n0 > 0) {
            column(J, 0, 1, 0, 0, 0, 0, 0);
            column(J, 1, 0, 1, 0, 0, 0, 0);
            column(J, 2, 0, 0, 1, 0, 0, 0);
            column(J, 3, 0, 0, 0, 1, 0, 0);
            column(J, 4, 0, 0, 0, 0, 1, 0);
            column(J, 5, 0, 0, 0, 0, 0, 1);
        }
    }

    /** Adds, since one joint may move several bodies of a chain. */
    private void column(double[] J, int i, double vx, double vy, double vz, double wx, double wy, double wz) {
        int nv = motion.velocityCount;
        double[] R = motion.base;
        double x = vx + wy * inBase[11] - wz * inBase[10];
        double y = vy + wz * inBase[9] - wx * inBase[11];
        double z = vz + wx * inBase[10] - wy * inBase[9];
        for (int k = 0; k < 3; k++) {
            J[k * nv + i] += R[3 * k] * x + R[3 * k + 1] * y + R[3 * k + 2] * z;
            J[(k + 3) * nv + i] += R[3 * k] * wx + R[3 * k + 1] * wy + R[3 * k + 2] * wz;
        }
    }

    /** Velocity of the frame's origin and its angular velocity, base axes. */
    void velocityInBaseAxes(double[] out, int at) {
        motion.move();
        locate();
        double[] V = motion.twist;
        int o = 6 * body;
        double x = inBase[9];
        double y = inBase[10];
        double z = inBase[11];
        out[at] = V[o] + V[o + 4] * z - V[o + 5] * y;
        out[at + 1] = V[o + 1] + V[o + 5] * x - V[o + 3] * z;
        out[at + 2] = V[o + 2] + V[o + 3] * y - V[o + 4] * x;
        System.arraycopy(V, o + 3, out, at + 3, 3);
    }

    /** a + α × p + ω × (v + ω × p) and α with q̈ = 0, base axes. */
    void biasAccelerationInBaseAxes(double[] out, int at) {
        velocityInBaseAxes(out, at);
        double[] A = motion.drift;
        int o = 6 * body;
        double x = inBase[9];
        double y = inBase[10];
        double z = inBase[11];
        double vx = out[at];
        double vy = out[at + 1];
        double vz = out[at + 2];
        double wx = out[at + 3];
        double wy = out[at + 4];
        double wz = out[at + 5];
        out[at] = A[o] + A[o + 4] * z - A[o + 5] * y + wy * vz - wz * vy;
        out[at + 1] = A[o + 1] + A[o + 5] * x - A[o + 3] * z + wz * vx - wx * vz;
        out[at + 2] = A[o + 2] + A[o + 3] * y - A[o + 4] * x + wx * vy - wy * vx;
        System.arraycopy(A, o + 3, out, at + 3, 3);
    }

    private void addAt(double[] out, double vx, double vy, double vz, double wx, double wy, double wz) {
        out[0] += vx + wy * inBase[11] - wz * inBase[10];
        out[1] += vy + wz * inBase[9] - wx * inBase[11];
        out[2] += vz + wx * inBase[10] - wy * inBase[9];
        out[3] += wx;
        out[4] += wy;
        out[5] += wz;
    }

    private void toWorld(double[] out) {
        motion.toWorld(out, 0);
        motion.toWorld(out, 3);
    }
}
