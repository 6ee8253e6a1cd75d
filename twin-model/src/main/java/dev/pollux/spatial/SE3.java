package dev.pollux.spatial;

import java.util.Arrays;

/**
 * Rigid transforms as 4×4 homogeneous matrices, row-major, 16 numbers: {@code T_WB} takes B coordinates to W.
 *
 * <p>A twist is six numbers, linear then angular. Formulas after Solà, Deray and Atchuthan, "A micro Lie theory for
 * state estimation in robotics" (2018), MLT. Nothing here allocates.
 */
public final class SE3 {
    private SE3() {}

    /** Writes the identity. */
    public static void identity(double[] T) {
        Arrays.fill(T, 0, 16, 0);
        T[0] = 1;
        T[5] = 1;
        T[10] = 1;
        T[15] = 1;
    }

    /**
     * Moves a pose along a constant body twist: T ← T Exp(ξ dt) (MLT 172, 174).
     *
     * @param T pose, 16 numbers, changed in place
     * @param twist linear (m/s) then angular (rad/s), 6 numbers, in the moving frame
     * @param dt seconds
     */
    public static void integrate(double[] T, double[] twist, double dt) {
        double vx = twist[0] * dt;
        double vy = twist[1] * dt;
        double vz = twist[2] * dt;
        double x = twist[3] * dt;
        double y = twist[4] * dt;
        double z = twist[5] * dt;
        double t2 = x * x + y * y + z * z;
        double a; // sin θ / θ
        double b; // (1 − cos θ) / θ²
        double c; // (θ − sin θ) / θ³
        if (t2 < SO3.SMALL_ANGLE * SO3.SMALL_ANGLE) {
            a = 1 - t2 / 6;
            b = 0.5 - t2 / 24;
            c = 1.0 / 6 - t2 / 120;
        } else {
            double t = Math.sqrt(t2);
            double half = Math.sin(0.5 * t);
            a = Math.sin(t) / t;
            b = 2 * half * half / t2;
            c = (1 - a) / t2;
        }
        double wx = y * vz - z * vy; // φ × v
        double wy = z * vx - x * vz;
        double wz = x * vy - y * vx;
        // p = v + b φ×v + c φ×(φ×v)
        double px = vx + b * wx + c * (y * wz - z * wy);
        double py = vy + b * wy + c * (z * wx - x * wz);
        double pz = vz + b * wz + c * (x * wy - y * wx);
        double r00 = 1 - b * (y * y + z * z);
        double r01 = b * x * y - a * z;
        double r02 = b * x * z + a * y;
        double r10 = b * x * y + a * z;
        double r11 = 1 - b * (x * x + z * z);
        double r12 = b * y * z - a * x;
        double r20 = b * x * z - a * y;
        double r21 = b * y * z + a * x;
        double r22 = 1 - b * (x * x + y * y);
        for (int i = 0; i < 12; i += 4) {
            double t0 = T[i];
            double t1 = T[i + 1];
            double t3 = T[i + 2];
            T[i] = t0 * r00 + t1 * r10 + t3 * r20;
            T[i + 1] = t0 * r01 + t1 * r11 + t3 * r21;
            T[i + 2] = t0 * r02 + t1 * r12 + t3 * r22;
            T[i + 3] += t0 * px + t1 * py + t3 * pz;
        }
    }
}
