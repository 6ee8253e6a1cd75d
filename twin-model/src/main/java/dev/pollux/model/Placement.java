package dev.pollux.model;

import dev.pollux.spatial.SO3;

/**
 * Pose of a frame F in another one, A.
 *
 * @param R R_AF, row-major, 9 numbers
 * @param p p_AF, m, 3 numbers
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never leaves the package
record Placement(double[] R, double[] p) {
    static final Placement IDENTITY = new Placement(new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, new double[3]);

    /** From the URDF's {@code <origin xyz rpy>}. */
    static Placement of(double[] xyz, double[] rpy) {
        double[] R = new double[9];
        SO3.fromRollPitchYaw(rpy[0], rpy[1], rpy[2], R, 0);
        return new Placement(R, xyz);
    }

    /**
     * From the URDF's {@code <origin xyz quat_xyzw>}.
     *
     * @param q a quaternion x, y, z, w of any length but 0
     */
    static Placement ofQuaternion(double[] xyz, double[] q) {
        double[] R = new double[9];
        SO3.fromQuaternion(q[0], q[1], q[2], q[3], R, 0);
        return new Placement(R, xyz);
    }

    /** T_AG = T_AF T_FG. */
    Placement times(Placement next) {
        double[] product = new double[9];
        SO3.multiply(R, 0, next.R, 0, product, 0);
        return new Placement(product, apply(next.p));
    }

    /** Transforms a point from F to A. */
    double[] apply(double[] point) {
        double[] u = new double[3];
        SO3.rotate(R, 0, point, 0, u, 0);
        for (int i = 0; i < 3; i++) {
            u[i] += p[i];
        }
        return u;
    }

    Placement inverse() {
        double[] transposed = {R[0], R[3], R[6], R[1], R[4], R[7], R[2], R[5], R[8]};
        double[] u = new double[3];
        SO3.rotate(transposed, 0, p, 0, u, 0);
        return new Placement(transposed, new double[] {-u[0], -u[1], -u[2]});
    }

    /**
     * The smallest rotation that maps z to the given unit vector a: R = I + [v]× + [v]×² / (1 + c), v = z × a, c = z·a.
     * If a points down, z is first flipped about x, which keeps 1 + c away from zero.
     */
    static Placement turningZTo(double[] a) {
        double flip = a[2] < 0 ? -1 : 1;
        double x = a[0];
        double y = flip * a[1];
        double c = flip * a[2];
        double s = 1 / (1 + c);
        double[] R = {1 - s * x * x, -s * x * y, x, -s * x * y, 1 - s * y * y, y, -x, -y, c};
        for (int i = 3; i < 9; i++) {
            R[i] *= flip; // diag(1, −1, −1) R
        }
        return new Placement(R, new double[3]);
    }

    Frame frame(String name, int body) {
        return new Frame(name, body, R[0], R[1], R[2], R[3], R[4], R[5], R[6], R[7], R[8], p[0], p[1], p[2]);
    }
}
