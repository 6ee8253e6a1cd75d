package dev.pollux.spatial;

/**
 * Pose of one world with a vertical z axis in another: turned about z and shifted, x ↦ Rz(ψ) x + t. Sensors on a robot
 * determine only the vertical of a world.
 */
public final class YawAnchor {
    private double cos = 1;
    private double sin;
    private final double[] shift = new double[3];

    /** Sets x, y, z (m) and yaw (rad). */
    public void set(double[] xyzYaw) {
        turn(Math.cos(xyzYaw[3]), Math.sin(xyzYaw[3]));
        System.arraycopy(xyzYaw, 0, shift, 0, 3);
    }

    /** Sets cosine and sine of the yaw. */
    public void turn(double cosine, double sine) {
        cos = cosine;
        sin = sine;
    }

    /**
     * Sets the shift so that a pose's origin, with the present turn, is at (x, y), and raises the inner world.
     *
     * @param T pose in the inner world, 4×4 row-major
     * @param up height of the inner world above the outer one, m
     */
    public void place(double[] T, double x, double y, double up) {
        shift[0] = x - (cos * T[3] - sin * T[7]);
        shift[1] = y - (sin * T[3] + cos * T[7]);
        shift[2] = up;
    }

    /** Writes the shift, m. */
    public void shift(double[] xyz) {
        System.arraycopy(shift, 0, xyz, 0, 3);
    }

    /** Transforms a pose from the inner world to the outer one; both 4×4 row-major. */
    public void outward(double[] inner, double[] outer) {
        for (int k = 0; k < 4; k++) {
            outer[k] = cos * inner[k] - sin * inner[4 + k];
            outer[4 + k] = sin * inner[k] + cos * inner[4 + k];
            outer[8 + k] = inner[8 + k];
            outer[12 + k] = inner[12 + k];
        }
        outer[3] += shift[0];
        outer[7] += shift[1];
        outer[11] += shift[2];
    }

    /**
     * Transforms a pose from the outer world to the inner one.
     *
     * @param outer 4×4 row-major
     * @param R attitude, row-major, 9 numbers
     * @param p position, m
     */
    public void inward(double[] outer, double[] R, double[] p) {
        for (int j = 0; j < 3; j++) {
            R[j] = cos * outer[j] + sin * outer[4 + j];
            R[3 + j] = -sin * outer[j] + cos * outer[4 + j];
            R[6 + j] = outer[8 + j];
        }
        p[0] = outer[3] - shift[0];
        p[1] = outer[7] - shift[1];
        p[2] = outer[11] - shift[2];
        turnInward(p, p);
    }

    /**
     * Rotates the horizontal part of a vector from the axes of the outer world to those of the inner one; the arrays
     * may be the same.
     */
    public void turnInward(double[] outer, double[] inner) {
        double x = outer[0];
        double y = outer[1];
        inner[0] = cos * x + sin * y;
        inner[1] = -sin * x + cos * y;
    }

    /**
     * Writes standard deviations along the outer world's axes, for components that are uncorrelated along the inner
     * ones.
     */
    public void turnSigma(double[] inner, double[] outer, int at) {
        double x = inner[0] * inner[0];
        double y = inner[1] * inner[1];
        outer[at] = Math.sqrt(cos * cos * x + sin * sin * y);
        outer[at + 1] = Math.sqrt(sin * sin * x + cos * cos * y);
        outer[at + 2] = inner[2];
    }

    /** Heading of a pose's x axis, rad. */
    public static double yaw(double[] T) {
        return Math.atan2(T[4], T[0]);
    }
}
