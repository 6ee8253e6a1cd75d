package dev.pollux.estimation;

import dev.pollux.estimation.base.BaseEstimate;
import dev.pollux.evaluation.Consistency;
import dev.pollux.spatial.SO3;
import java.util.Locale;

/**
 * Errors of a run against ground truth. Yaw and horizontal origin are unobservable, so the truth is moved to the estimate's
 * world at the first frame: turned about the vertical and shifted.
 */
public final class EstimateErrors {
    /** Normalised velocity error, three degrees of freedom. */
    public final Consistency velocityNees = new Consistency(3);

    /** Normalised tilt error, two degrees of freedom. */
    public final Consistency tiltNees = new Consistency(2);

    /** Normalised innovations of the feet, three degrees of freedom. */
    public final Consistency footNis = new Consistency(3);

    private final double[] origin = new double[3];
    private final double[] estimateOrigin = new double[3];
    private final double[] last = new double[3];
    private final double[] R = new double[9];
    private final double[] phi = new double[3];
    private final double[] dv = new double[3];
    private double cos;
    private double sin;
    private long frames;
    private double path;
    private double sumVelocity;
    private double sumTilt;
    private double sumPosition;
    private double position;
    private double velocity;
    private double tilt;

    /**
     * Adds a running frame.
     *
     * @param T_WB true pose of the base, 4×4 row-major
     * @param v_WB_B true velocity of the base origin, base frame, m/s, three numbers
     */
    public void add(BaseEstimate e, double[] T_WB, double[] v_WB_B) {
        if (frames == 0) {
            align(e, T_WB);
        }
        frames++;
        rotationError(e.pose, T_WB);
        tilt = Math.hypot(phi[0], phi[1]);
        sumTilt += tilt * tilt;
        addPosition(e, T_WB);
        double v2 = 0;
        for (int i = 0; i < 3; i++) {
            dv[i] = e.velocity[i] - v_WB_B[i];
            v2 += dv[i] * dv[i];
        }
        velocity = Math.sqrt(v2);
        sumVelocity += v2;
        velocityNees.add(normalised(e.velocityCovariance, dv[0], dv[1], dv[2]));
        double[] C = e.orientationCovariance;
        tiltNees.add((C[4] * phi[0] * phi[0] - 2 * C[1] * phi[0] * phi[1] + C[0] * phi[1] * phi[1])
                / (C[0] * C[4] - C[1] * C[1]));
        for (double nis : e.nis) {
            footNis.add(nis);
        }
    }

    private void align(BaseEstimate e, double[] T_WB) {
        cos = 1;
        sin = 0;
        rotationError(e.pose, T_WB);
        // the turn about the vertical that takes R nearest to R̂
        double yaw = Math.atan2(R[3] - R[1], R[0] + R[4]);
        cos = Math.cos(yaw);
        sin = Math.sin(yaw);
        for (int i = 0; i < 3; i++) {
            origin[i] = T_WB[4 * i + 3];
            last[i] = origin[i];
            estimateOrigin[i] = e.pose[4 * i + 3];
        }
    }

    /** φ = Log(R̂ Rᵀ), R turned into the estimate's world. */
    private void rotationError(double[] estimate, double[] truth) {
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double sum = 0;
                for (int k = 0; k < 3; k++) {
                    double turned = j == 0
                            ? cos * truth[k] - sin * truth[4 + k]
                            : j == 1 ? sin * truth[k] + cos * truth[4 + k] : truth[8 + k];
                    sum += estimate[4 * i + k] * turned;
                }
                R[3 * i + j] = sum;
            }
        }
        SO3.log(R, 0, phi, 0);
    }

    private void addPosition(BaseEstimate e, double[] T_WB) {
        double x = T_WB[3] - origin[0];
        double y = T_WB[7] - origin[1];
        double dx = e.pose[3] - estimateOrigin[0] - (cos * x - sin * y);
        double dy = e.pose[7] - estimateOrigin[1] - (sin * x + cos * y);
        double dz = e.pose[11] - estimateOrigin[2] - (T_WB[11] - origin[2]);
        position = Math.sqrt(dx * dx + dy * dy + dz * dz);
        sumPosition += position * position;
        path += Math.hypot(T_WB[3] - last[0], T_WB[7] - last[1]);
        for (int i = 0; i < 3; i++) {
            last[i] = T_WB[4 * i + 3];
        }
    }

    /** eᵀ C⁻¹ e of a symmetric 3×3 covariance. */
    private static double normalised(double[] C, double x, double y, double z) {
        double a = C[4] * C[8] - C[5] * C[5];
        double b = C[2] * C[5] - C[1] * C[8];
        double c = C[1] * C[5] - C[2] * C[4];
        double d = C[0] * C[8] - C[2] * C[2];
        double e = C[1] * C[2] - C[0] * C[5];
        double f = C[0] * C[4] - C[1] * C[1];
        double det = C[0] * a + C[1] * b + C[2] * c;
        return (a * x * x + d * y * y + f * z * z + 2 * (b * x * y + c * x * z + e * y * z)) / det;
    }

    /** Root mean square of the base velocity's error, m/s. */
    public double velocityRms() {
        return Math.sqrt(sumVelocity / frames);
    }

    /** Velocity error of the last frame, m/s. */
    public double velocity() {
        return velocity;
    }

    /** Root mean square of the tilt error, rad. */
    public double tiltRms() {
        return Math.sqrt(sumTilt / frames);
    }

    /** Tilt error of the last frame, rad. */
    public double tilt() {
        return tilt;
    }

    /** Yaw error of the last frame, rad. */
    public double yaw() {
        return phi[2];
    }

    /** Root mean square of the position error (absolute trajectory error), m. */
    public double positionRms() {
        return Math.sqrt(sumPosition / frames);
    }

    /** Position error of the last frame, m. */
    public double position() {
        return position;
    }

    /** Horizontal length of the true path, m. */
    public double path() {
        return path;
    }

    /** Position error of the last frame per metre walked. */
    public double drift() {
        return position / path;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "velocity %.5f m/s, tilt %.3f deg, yaw %.3f deg, position %.4f m rms, %.4f m at the end (%.3f %% of %.2f m),"
                        + " NIS/dof %.4f, velocity NEES %s, tilt NEES %s",
                velocityRms(),
                Math.toDegrees(tiltRms()),
                Math.toDegrees(yaw()),
                positionRms(),
                position(),
                100 * drift(),
                path(),
                footNis.mean() / 3,
                said(velocityNees),
                said(tiltNees));
    }

    private static String said(Consistency nees) {
        return String.format(Locale.ROOT, "%.2f ± %.2f %s", nees.mean(), nees.upper() - nees.degrees(), nees.verdict());
    }
}
