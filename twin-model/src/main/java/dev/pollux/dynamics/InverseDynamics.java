package dev.pollux.dynamics;

import java.util.Arrays;

/**
 * Inverse dynamics, τ = M(q) q̈ + h(q, v), by recursive Newton-Euler (Luh, Walker and Paul 1980; Featherstone 2008,
 * section 5.3), each body in its own frame, in which the joint axis is z and the inertia constant.
 *
 * <p>Results are dual to the generalised velocity: [force, moment on the base (base axes), joint torques].
 */
public final class InverseDynamics {
    private final TreeMotion motion;
    private final JointModel joints;
    private final double[] zero;

    /** Per body 3: angular velocity. */
    private final double[] omega;

    /** Per body 3: acceleration of the origin minus gravity. */
    private final double[] acceleration;

    /** Per body 3: angular acceleration. */
    private final double[] alpha;

    /** Per body 9: [α]× + [ω]×², which maps a point's offset to its acceleration. */
    private final double[] spin;

    /** Per body 6: force and moment through the joint, about the body's origin. */
    private final double[] wrench;

    /** Inverse dynamics of pure rigid bodies. */
    public InverseDynamics(TreeMotion motion) {
        this(motion, JointModel.rigid(motion.model));
    }

    /** Inverse dynamics with additional forces in the joints. */
    public InverseDynamics(TreeMotion motion, JointModel joints) {
        this.motion = motion;
        this.joints = joints;
        zero = new double[motion.velocityCount];
        omega = new double[3 * motion.bodies];
        acceleration = new double[3 * motion.bodies];
        alpha = new double[3 * motion.bodies];
        spin = new double[9 * motion.bodies];
        wrench = new double[6 * motion.bodies];
    }

    /**
     * Writes the generalised force for an acceleration, including damping, friction and armature of the joints.
     *
     * @param qdd generalised acceleration: time derivative of the components of v
     * @param tau result, as long as v
     */
    public void torques(double[] qdd, double[] tau) {
        check(tau);
        Arguments.exactly("qdd", qdd, motion.velocityCount);
        sweep(motion.v, qdd, 1, tau);
        for (int j = 0; j < motion.joints; j++) {
            int i = motion.baseCount + j;
            tau[i] += joints.armature[j] * qdd[i] + joints.loss(j, motion.v[i]);
        }
    }

    /** Writes h(q, v) = C(q, v) v + g(q), of the rigid bodies only, as long as v. */
    public void bias(double[] h) {
        check(h);
        sweep(motion.v, zero, 1, h);
    }

    /** Writes g(q) = h(q, 0), as long as v. */
    public void gravity(double[] g) {
        check(g);
        sweep(zero, zero, 1, g);
    }

    /** Writes C(q, v) v, as long as v. */
    public void coriolis(double[] c) {
        check(c);
        sweep(motion.v, zero, 0, c);
    }

    private void check(double[] out) {
        Arguments.exactly("result", out, motion.velocityCount);
    }

    private void sweep(double[] v, double[] qdd, double g, double[] tau) {
        startAtBase(v, qdd, g);
        for (int b = 1; b < motion.bodies; b++) {
            int i = motion.baseCount + motion.joint[b];
            outward(b, motion.ratio[b] * v[i], motion.ratio[b] * qdd[i]);
        }
        Arrays.fill(wrench, 0);
        if (motion.tied) {
            Arrays.fill(tau, 0);
        }
        for (int b = motion.bodies - 1; b > 0; b--) {
            balance(b);
            double load = wrench[6 * b + (motion.slides[b] ? 2 : 5)];
            int i = motion.baseCount + motion.joint[b];
            tau[i] = motion.tied ? tau[i] + motion.ratio[b] * load : load; // Gᵀ τ
            inward(b);
        }
        if (motion.baseCount > 0) {
            balance(0);
            System.arraycopy(wrench, 0, tau, 0, 6);
        }
    }

    /** The base: a = v̇ + ω × v − g converts the spatial acceleration to that of a point. */
    private void startAtBase(double[] v, double[] qdd, double g) {
        acceleration[0] = -g * motion.gravity[0];
        acceleration[1] = -g * motion.gravity[1];
        acceleration[2] = -g * motion.gravity[2];
        if (motion.baseCount > 0) {
            acceleration[0] += qdd[0] + v[4] * v[2] - v[5] * v[1];
            acceleration[1] += qdd[1] + v[5] * v[0] - v[3] * v[2];
            acceleration[2] += qdd[2] + v[3] * v[1] - v[4] * v[0];
            System.arraycopy(v, 3, omega, 0, 3);
            System.arraycopy(qdd, 3, alpha, 0, 3);
        }
        spin(0, omega[0], omega[1], omega[2], alpha[0], alpha[1], alpha[2]);
    }

    private void spin(int o, double wx, double wy, double wz, double ax, double ay, double az) {
        double xx = wx * wx;
        double yy = wy * wy;
        double zz = wz * wz;
        double xy = wx * wy;
        double xz = wx * wz;
        double yz = wy * wz;
        spin[o] = -yy - zz;
        spin[o + 1] = xy - az;
        spin[o + 2] = xz + ay;
        spin[o + 3] = xy + az;
        spin[o + 4] = -xx - zz;
        spin[o + 5] = yz - ax;
        spin[o + 6] = xz - ay;
        spin[o + 7] = yz + ax;
        spin[o + 8] = -xx - yy;
    }

    /** Motion of body b from its parent's. */
    private void outward(int b, double rate, double acc) {
        double[] R = motion.local;
        int o = 12 * b;
        int a = 3 * motion.parent[b];
        int s = 3 * a;
        double r00 = R[o];
        double r01 = R[o + 1];
        double r02 = R[o + 2];
        double r10 = R[o + 3];
        double r11 = R[o + 4];
        double r12 = R[o + 5];
        double r20 = R[o + 6];
        double r21 = R[o + 7];
        double r22 = R[o + 8];
        double px = R[o + 9];
        double py = R[o + 10];
        double pz = R[o + 11];
        // a_P + (α× + ω×ω×) p, still in the parent's axes
        double ux = acceleration[a] + spin[s] * px + spin[s + 1] * py + spin[s + 2] * pz;
        double uy = acceleration[a + 1] + spin[s + 3] * px + spin[s + 4] * py + spin[s + 5] * pz;
        double uz = acceleration[a + 2] + spin[s + 6] * px + spin[s + 7] * py + spin[s + 8] * pz;
        double vx = omega[a];
        double vy = omega[a + 1];
        double vz = omega[a + 2];
        double ex = alpha[a];
        double ey = alpha[a + 1];
        double ez = alpha[a + 2];
        double wx = r00 * vx + r10 * vy + r20 * vz;
        double wy = r01 * vx + r11 * vy + r21 * vz;
        double wz = r02 * vx + r12 * vy + r22 * vz;
        double ax = r00 * ex + r10 * ey + r20 * ez;
        double ay = r01 * ex + r11 * ey + r21 * ez;
        double az = r02 * ex + r12 * ey + r22 * ez;
        double lx = r00 * ux + r10 * uy + r20 * uz;
        double ly = r01 * ux + r11 * uy + r21 * uz;
        double lz = r02 * ux + r12 * uy + r22 * uz;
        if (motion.slides[b]) { // a += q̈ z + 2 ω × z q̇
            lx += 2 * wy * rate;
            ly -= 2 * wx * rate;
            lz += acc;
        } else { // α += q̈ z + ω × z q̇
            ax += wy * rate;
            ay -= wx * rate;
            az += acc;
            wz += rate;
        }
        int i = 3 * b;
        omega[i] = wx;
        omega[i + 1] = wy;
        omega[i + 2] = wz;
        alpha[i] = ax;
        alpha[i + 1] = ay;
        alpha[i + 2] = az;
        acceleration[i] = lx;
        acceleration[i + 1] = ly;
        acceleration[i + 2] = lz;
        spin(9 * b, wx, wy, wz, ax, ay, az);
    }

    /** Adds the wrench on body b itself: f = m a_c, n = I α + ω × I ω + c × f. */
    private void balance(int b) {
        BodyInertias inertias = motion.inertias;
        int i = 3 * b;
        int s = 9 * b;
        int k = 6 * b;
        double m = inertias.mass[b];
        double cx = inertias.ownCom[i];
        double cy = inertias.ownCom[i + 1];
        double cz = inertias.ownCom[i + 2];
        double fx = m * (acceleration[i] + spin[s] * cx + spin[s + 1] * cy + spin[s + 2] * cz);
        double fy = m * (acceleration[i + 1] + spin[s + 3] * cx + spin[s + 4] * cy + spin[s + 5] * cz);
        double fz = m * (acceleration[i + 2] + spin[s + 6] * cx + spin[s + 7] * cy + spin[s + 8] * cz);
        double xx = inertias.ownCentral[k];
        double xy = inertias.ownCentral[k + 1];
        double xz = inertias.ownCentral[k + 2];
        double yy = inertias.ownCentral[k + 3];
        double yz = inertias.ownCentral[k + 4];
        double zz = inertias.ownCentral[k + 5];
        double wx = omega[i];
        double wy = omega[i + 1];
        double wz = omega[i + 2];
        double ax = alpha[i];
        double ay = alpha[i + 1];
        double az = alpha[i + 2];
        double hx = xx * wx + xy * wy + xz * wz;
        double hy = xy * wx + yy * wy + yz * wz;
        double hz = xz * wx + yz * wy + zz * wz;
        wrench[k] += fx;
        wrench[k + 1] += fy;
        wrench[k + 2] += fz;
        wrench[k + 3] += xx * ax + xy * ay + xz * az + wy * hz - wz * hy + cy * fz - cz * fy;
        wrench[k + 4] += xy * ax + yy * ay + yz * az + wz * hx - wx * hz + cz * fx - cx * fz;
        wrench[k + 5] += xz * ax + yz * ay + zz * az + wx * hy - wy * hx + cx * fy - cy * fx;
    }

    /** Adds body b's wrench to that of its parent. */
    private void inward(int b) {
        double[] R = motion.local;
        int o = 12 * b;
        int k = 6 * b;
        int a = 6 * motion.parent[b];
        double x = wrench[k];
        double y = wrench[k + 1];
        double z = wrench[k + 2];
        double u = wrench[k + 3];
        double v = wrench[k + 4];
        double w = wrench[k + 5];
        double fx = R[o] * x + R[o + 1] * y + R[o + 2] * z;
        double fy = R[o + 3] * x + R[o + 4] * y + R[o + 5] * z;
        double fz = R[o + 6] * x + R[o + 7] * y + R[o + 8] * z;
        double px = R[o + 9];
        double py = R[o + 10];
        double pz = R[o + 11];
        wrench[a] += fx;
        wrench[a + 1] += fy;
        wrench[a + 2] += fz;
        wrench[a + 3] += R[o] * u + R[o + 1] * v + R[o + 2] * w + py * fz - pz * fy;
        wrench[a + 4] += R[o + 3] * u + R[o + 4] * v + R[o + 5] * w + pz * fx - px * fz;
        wrench[a + 5] += R[o + 6] * u + R[o + 7] * v + R[o + 8] * w + px * fy - py * fx;
    }
}
