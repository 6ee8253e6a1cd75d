package dev.pollux.spatial;

/**
 * The rotation group SO(3) on arrays.
 *
 * <p>A rotation {@code R} is nine numbers, row-major, at an offset of the caller's array; a rotation vector is three
 * numbers in rad. Formulas from J. Solà, J. Deray and D. Atchuthan, "A micro Lie theory for state estimation in
 * robotics" (2018), cited as MLT with the equation's number. Nothing here allocates; results must not overlap arguments
 * unless the method says so.
 */
public final class SO3 {
    /** Below this angle (rad) the series in θ² is exact to the last bit, but the closed form loses digits. */
    static final double SMALL_ANGLE = 1e-4;

    private SO3() {}

    /**
     * Writes R = Exp(φ) (MLT 132, Rodrigues).
     *
     * @param x, y, z the rotation vector φ, rad
     * @param R result, 9 numbers from {@code at}
     */
    public static void exp(double x, double y, double z, double[] R, int at) {
        double t2 = x * x + y * y + z * z;
        double a; // sin θ / θ
        double b; // (1 − cos θ) / θ²
        if (t2 < SMALL_ANGLE * SMALL_ANGLE) {
            a = 1 - t2 / 6;
            b = 0.5 - t2 / 24;
        } else {
            double t = Math.sqrt(t2);
            double half = Math.sin(0.5 * t);
            a = Math.sin(t) / t;
            b = 2 * half * half / t2;
        }
        // R = I + a [φ]× + b [φ]×²
        R[at] = 1 - b * (y * y + z * z);
        R[at + 1] = b * x * y - a * z;
        R[at + 2] = b * x * z + a * y;
        R[at + 3] = b * x * y + a * z;
        R[at + 4] = 1 - b * (x * x + z * z);
        R[at + 5] = b * y * z - a * x;
        R[at + 6] = b * x * z - a * y;
        R[at + 7] = b * y * z + a * x;
        R[at + 8] = 1 - b * (x * x + y * y);
    }

    /**
     * Writes φ = Log(R), |φ| ≤ π, via the quaternion, which is well conditioned at every angle (MLT 133).
     *
     * @param R rotation, 9 numbers from {@code rAt}
     * @param phi result, 3 numbers from {@code at}, rad
     */
    public static void log(double[] R, int rAt, double[] phi, int at) {
        double r00 = R[rAt];
        double r11 = R[rAt + 4];
        double r22 = R[rAt + 8];
        double x;
        double y;
        double z;
        double w;
        // Shepperd's method: takes the root of the largest of the four squares
        double trace = r00 + r11 + r22;
        if (trace >= r00 && trace >= r11 && trace >= r22) {
            w = 1 + trace;
            x = R[rAt + 7] - R[rAt + 5];
            y = R[rAt + 2] - R[rAt + 6];
            z = R[rAt + 3] - R[rAt + 1];
        } else if (r00 >= r11 && r00 >= r22) {
            x = 1 + r00 - r11 - r22;
            y = R[rAt + 1] + R[rAt + 3];
            z = R[rAt + 2] + R[rAt + 6];
            w = R[rAt + 7] - R[rAt + 5];
        } else if (r11 >= r22) {
            x = R[rAt + 1] + R[rAt + 3];
            y = 1 - r00 + r11 - r22;
            z = R[rAt + 5] + R[rAt + 7];
            w = R[rAt + 2] - R[rAt + 6];
        } else {
            x = R[rAt + 2] + R[rAt + 6];
            y = R[rAt + 5] + R[rAt + 7];
            z = 1 - r00 - r11 + r22;
            w = R[rAt + 3] - R[rAt + 1];
        }
        if (w < 0) {
            x = -x;
            y = -y;
            z = -z;
            w = -w;
        }
        double n = Math.sqrt(x * x + y * y + z * z);
        // φ = 2 atan2(|u|, w) u / |u|
        double s = n < 1e-9 * w ? 2 / w : 2 * Math.atan2(n, w) / n;
        phi[at] = s * x;
        phi[at + 1] = s * y;
        phi[at + 2] = s * z;
    }

    /** Writes R = Rz(yaw) Ry(pitch) Rx(roll), the URDF and REP-103 order; angles in rad. */
    public static void fromRollPitchYaw(double roll, double pitch, double yaw, double[] R, int at) {
        double cr = Math.cos(roll);
        double sr = Math.sin(roll);
        double cp = Math.cos(pitch);
        double sp = Math.sin(pitch);
        double cy = Math.cos(yaw);
        double sy = Math.sin(yaw);
        R[at] = cy * cp;
        R[at + 1] = cy * sp * sr - sy * cr;
        R[at + 2] = cy * sp * cr + sy * sr;
        R[at + 3] = sy * cp;
        R[at + 4] = sy * sp * sr + cy * cr;
        R[at + 5] = sy * sp * cr - cy * sr;
        R[at + 6] = -sp;
        R[at + 7] = cp * sr;
        R[at + 8] = cp * cr;
    }

    /** Writes the rotation of the quaternion (x, y, z, w), which is normalised first; it must not be zero. */
    public static void fromQuaternion(double x, double y, double z, double w, double[] R, int at) {
        double s = 2 / (x * x + y * y + z * z + w * w);
        R[at] = 1 - s * (y * y + z * z);
        R[at + 1] = s * (x * y - z * w);
        R[at + 2] = s * (x * z + y * w);
        R[at + 3] = s * (x * y + z * w);
        R[at + 4] = 1 - s * (x * x + z * z);
        R[at + 5] = s * (y * z - x * w);
        R[at + 6] = s * (x * z - y * w);
        R[at + 7] = s * (y * z + x * w);
        R[at + 8] = 1 - s * (x * x + y * y);
    }

    /** C = A B, row-major; C must be neither A nor B. */
    public static void multiply(double[] A, int a, double[] B, int b, double[] C, int c) {
        for (int i = 0; i < 9; i += 3) {
            double x = A[a + i];
            double y = A[a + i + 1];
            double z = A[a + i + 2];
            C[c + i] = x * B[b] + y * B[b + 3] + z * B[b + 6];
            C[c + i + 1] = x * B[b + 1] + y * B[b + 4] + z * B[b + 7];
            C[c + i + 2] = x * B[b + 2] + y * B[b + 5] + z * B[b + 8];
        }
    }

    /** u = R v; u may be v. */
    public static void rotate(double[] R, int r, double[] v, int vAt, double[] u, int uAt) {
        double x = v[vAt];
        double y = v[vAt + 1];
        double z = v[vAt + 2];
        u[uAt] = R[r] * x + R[r + 1] * y + R[r + 2] * z;
        u[uAt + 1] = R[r + 3] * x + R[r + 4] * y + R[r + 5] * z;
        u[uAt + 2] = R[r + 6] * x + R[r + 7] * y + R[r + 8] * z;
    }

    /** u = Rᵀ v; u may be v. */
    public static void rotateInverse(double[] R, int r, double[] v, int vAt, double[] u, int uAt) {
        double x = v[vAt];
        double y = v[vAt + 1];
        double z = v[vAt + 2];
        u[uAt] = R[r] * x + R[r + 3] * y + R[r + 6] * z;
        u[uAt + 1] = R[r + 1] * x + R[r + 4] * y + R[r + 7] * z;
        u[uAt + 2] = R[r + 2] * x + R[r + 5] * y + R[r + 8] * z;
    }
}
