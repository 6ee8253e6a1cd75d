package dev.pollux.dynamics;

import dev.pollux.model.Tree;

/**
 * The bodies' inertias in base axes, part of {@link TreeMotion}: centres of mass, rotational inertias about them, and
 * rigid-body inertias about the base's origin.
 */
final class BodyInertias {
    /** Mass of each body, kg. */
    final double[] mass;

    /** Per body 3: its centre of mass in the base. */
    final double[] com;

    /** Per body 6: rotational inertia about its centre of mass, packed xx, xy, xz, yy, yz, zz. */
    final double[] central;

    /** Per body 9: first moment h = m c (3) and rotational inertia about the base's origin (6, packed). */
    final double[] atBase;

    /** Per body 3 and 6 in its own frame: centre of mass and rotational inertia about it. */
    final double[] ownCom;

    final double[] ownCentral;

    private final TreeMotion motion;
    private long stamp;

    BodyInertias(TreeMotion motion) {
        this.motion = motion;
        Tree tree = motion.model.tree();
        int n = tree.bodies;
        mass = new double[n];
        com = new double[3 * n];
        central = new double[6 * n];
        atBase = new double[9 * n];
        ownCom = new double[3 * n];
        ownCentral = new double[6 * n];
        for (int b = 0; b < n; b++) {
            takeApart(tree.inertia, b);
        }
    }

    /** Steiner's theorem reversed: I_c = I_O − m (|c|² 1 − c cᵀ). */
    private void takeApart(double[] inertia, int b) {
        int o = 10 * b;
        double m = inertia[o];
        double hx = inertia[o + 1];
        double hy = inertia[o + 2];
        double hz = inertia[o + 3];
        double cx = m > 0 ? hx / m : 0;
        double cy = m > 0 ? hy / m : 0;
        double cz = m > 0 ? hz / m : 0;
        mass[b] = m;
        ownCom[3 * b] = cx;
        ownCom[3 * b + 1] = cy;
        ownCom[3 * b + 2] = cz;
        ownCentral[6 * b] = inertia[o + 4] - hy * cy - hz * cz;
        ownCentral[6 * b + 1] = inertia[o + 5] + hx * cy;
        ownCentral[6 * b + 2] = inertia[o + 6] + hx * cz;
        ownCentral[6 * b + 3] = inertia[o + 7] - hx * cx - hz * cz;
        ownCentral[6 * b + 4] = inertia[o + 8] + hy * cz;
        ownCentral[6 * b + 5] = inertia[o + 9] - hx * cx - hy * cy;
    }

    /** Updates everything to the motion's positions. */
    void weigh() {
        if (stamp == motion.stamp) {
            return;
        }
        motion.locate();
        stamp = motion.stamp;
        for (int b = 0; b < motion.bodies; b++) {
            weigh(b, motion.pose, 12 * b);
        }
    }

    private void weigh(int b, double[] pose, int o) {
        double r00 = pose[o];
        double r01 = pose[o + 1];
        double r02 = pose[o + 2];
        double r10 = pose[o + 3];
        double r11 = pose[o + 4];
        double r12 = pose[o + 5];
        double r20 = pose[o + 6];
        double r21 = pose[o + 7];
        double r22 = pose[o + 8];
        double x = ownCom[3 * b];
        double y = ownCom[3 * b + 1];
        double z = ownCom[3 * b + 2];
        double cx = pose[o + 9] + r00 * x + r01 * y + r02 * z;
        double cy = pose[o + 10] + r10 * x + r11 * y + r12 * z;
        double cz = pose[o + 11] + r20 * x + r21 * y + r22 * z;
        // R I Rᵀ = R (I − zz 1) Rᵀ + zz 1: saves one entry
        int i = 6 * b;
        double zz = ownCentral[i + 5];
        double xx = ownCentral[i] - zz;
        double xy = ownCentral[i + 1];
        double xz = ownCentral[i + 2];
        double yy = ownCentral[i + 3] - zz;
        double yz = ownCentral[i + 4];
        double a0 = r00 * xx + r01 * xy + r02 * xz;
        double a1 = r00 * xy + r01 * yy + r02 * yz;
        double a2 = r00 * xz + r01 * yz;
        double b0 = r10 * xx + r11 * xy + r12 * xz;
        double b1 = r10 * xy + r11 * yy + r12 * yz;
        double b2 = r10 * xz + r11 * yz;
        double ixx = zz + a0 * r00 + a1 * r01 + a2 * r02;
        double ixy = a0 * r10 + a1 * r11 + a2 * r12;
        double ixz = a0 * r20 + a1 * r21 + a2 * r22;
        double iyy = zz + b0 * r10 + b1 * r11 + b2 * r12;
        double iyz = b0 * r20 + b1 * r21 + b2 * r22;
        double izz = xx + yy + 3 * zz - ixx - iyy; // the trace is kept
        double m = mass[b];
        double hx = m * cx;
        double hy = m * cy;
        double hz = m * cz;
        com[3 * b] = cx;
        com[3 * b + 1] = cy;
        com[3 * b + 2] = cz;
        central[i] = ixx;
        central[i + 1] = ixy;
        central[i + 2] = ixz;
        central[i + 3] = iyy;
        central[i + 4] = iyz;
        central[i + 5] = izz;
        double sx = hx * cx;
        double sy = hy * cy;
        double sz = hz * cz;
        int k = 9 * b;
        atBase[k] = hx;
        atBase[k + 1] = hy;
        atBase[k + 2] = hz;
        atBase[k + 3] = ixx + sy + sz;
        atBase[k + 4] = ixy - hx * cy;
        atBase[k + 5] = ixz - hx * cz;
        atBase[k + 6] = iyy + sx + sz;
        atBase[k + 7] = iyz - hy * cz;
        atBase[k + 8] = izz + sx + sy;
    }

    /**
     * Writes the wrench on each body, without gravity: f = m (a_c − g), n = I α + ω × I ω + c × f (Newton and Euler
     * about the centre of mass, moved to the base's origin).
     *
     * @param acceleration 6 per body, spatial, about the base's origin
     * @param out 6 per body
     */
    void wrenches(double[] acceleration, double[] out) {
        weigh();
        motion.move();
        double[] twist = motion.twist;
        double gx = motion.gravity[0];
        double gy = motion.gravity[1];
        double gz = motion.gravity[2];
        for (int b = 0; b < motion.bodies; b++) {
            int o = 6 * b;
            double m = mass[b];
            double cx = com[3 * b];
            double cy = com[3 * b + 1];
            double cz = com[3 * b + 2];
            double wx = twist[o + 3];
            double wy = twist[o + 4];
            double wz = twist[o + 5];
            double ax = acceleration[o + 3];
            double ay = acceleration[o + 4];
            double az = acceleration[o + 5];
            double ux = twist[o] + wy * cz - wz * cy; // velocity of the centre of mass
            double uy = twist[o + 1] + wz * cx - wx * cz;
            double uz = twist[o + 2] + wx * cy - wy * cx;
            double fx = m * (acceleration[o] - gx + ay * cz - az * cy + wy * uz - wz * uy);
            double fy = m * (acceleration[o + 1] - gy + az * cx - ax * cz + wz * ux - wx * uz);
            double fz = m * (acceleration[o + 2] - gz + ax * cy - ay * cx + wx * uy - wy * ux);
            double xx = central[o];
            double xy = central[o + 1];
            double xz = central[o + 2];
            double yy = central[o + 3];
            double yz = central[o + 4];
            double zz = central[o + 5];
            double lx = xx * wx + xy * wy + xz * wz;
            double ly = xy * wx + yy * wy + yz * wz;
            double lz = xz * wx + yz * wy + zz * wz;
            out[o] = fx;
            out[o + 1] = fy;
            out[o + 2] = fz;
            out[o + 3] = xx * ax + xy * ay + xz * az + wy * lz - wz * ly + cy * fz - cz * fy;
            out[o + 4] = xy * ax + yy * ay + yz * az + wz * lx - wx * lz + cz * fx - cx * fz;
            out[o + 5] = xz * ax + yz * ay + zz * az + wx * ly - wy * lx + cx * fy - cy * fx;
        }
    }
}
