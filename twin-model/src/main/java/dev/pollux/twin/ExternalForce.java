package dev.pollux.twin;

import dev.pollux.dynamics.TreeMotion;
import dev.pollux.model.Frame;
import dev.pollux.model.RobotModel;
import dev.pollux.prediction.Physics;
import dev.pollux.spatial.SO3;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinState;
import java.util.Map;

/**
 * The force on a robot that neither gravity nor the ground under its soles explains: F = m (c̈ − g) − Σ F_soles, with c̈ from
 * the accelerometer, the joints' accelerations and the gyro (Newton's second law for the whole robot; cf. Haddadin, De Luca
 * and Albu-Schäffer 2017, §IV). Smoothed, since a push lasts tens of milliseconds.
 */
final class ExternalForce {
    /** Time constant of the smoothing, s. */
    private static final double SMOOTHING = 0.04;

    /** A force counts as a payload's weight when its horizontal part is at most this share of it. */
    private static final double UPRIGHT = 0.3;

    private final Physics physics;
    private final double mass;
    private final double[] p_BI = new double[3];
    private final double[] R_BI = new double[9];
    private final double[] qdd;
    private final double[] rate = new double[6];
    private final double[] a = new double[3];
    private final boolean possible;

    ExternalForce(RobotModel model, Physics physics) {
        this.physics = physics;
        mass = model.mass();
        qdd = new double[model.velocityCount()];
        Frame imu = model.imu();
        possible = model.floatingBase() && imu != null && imu.body() == 0;
        if (imu != null) {
            double[] frame = new double[12];
            imu.copyTo(frame, 0);
            System.arraycopy(frame, 0, R_BI, 0, 9);
            System.arraycopy(frame, 9, p_BI, 0, 3);
        }
    }

    /** Updates the estimate where the frame says what the IMU and the soles feel; else lets it fade. */
    void update(TwinState state, SensorFrame frame, double dt) {
        double[] force = state.divergence.externalForce;
        double gain = Math.min(1, dt / SMOOTHING);
        boolean felt = possible && frame.has(SensorFrame.IMU | SensorFrame.CONTACT_WRENCHES);
        if (felt) {
            accelerate(state);
            physics.centroidal.momentumRate(qdd, rate);
        }
        for (int i = 0; i < 3; i++) {
            double sum = 0;
            if (felt) {
                sum = rate[i] + (i == 2 ? mass * TreeMotion.GRAVITY : 0);
                for (int k = 0; k < state.contacts.length; k++) {
                    double sole = frame.contactWrenches[6 * k + i];
                    sum -= Double.isNaN(sole) ? 0 : sole;
                }
            }
            force[i] += gain * (sum - force[i]);
        }
    }

    /** The base's acceleration as its IMU feels it, the joints' as their filter has it. */
    private void accelerate(TwinState state) {
        // R_BI f = a_B + α × p + ω × (ω × p) − R_BW g, in base axes, with α by the dynamics
        SO3.rotate(R_BI, 0, state.imu, 3, a, 0);
        double[] T = state.basePose;
        double[] w = state.baseVelocity;
        double[] wd = physics.acceleration;
        double wp = w[3] * p_BI[0] + w[4] * p_BI[1] + w[5] * p_BI[2];
        double ww = w[3] * w[3] + w[4] * w[4] + w[5] * w[5];
        for (int i = 0; i < 3; i++) {
            int j = (i + 1) % 3;
            int k = (i + 2) % 3;
            double turning = wd[3 + j] * p_BI[k] - wd[3 + k] * p_BI[j] + w[3 + i] * wp - ww * p_BI[i];
            double gravity = -TreeMotion.GRAVITY * T[8 + i];
            // the numbers of the twist change by a − ω × v
            double carried = w[3 + j] * w[k] - w[3 + k] * w[j];
            qdd[i] = a[i] - turning + gravity - carried;
            qdd[3 + i] = wd[3 + i];
        }
        System.arraycopy(state.joints.acceleration, 0, qdd, 6, state.joints.acceleration.length);
    }

    /** Adds the force to an event's numbers, and the payload whose weight it may be. */
    static void explain(double[] force, Map<String, Double> numbers) {
        numbers.put("external_force_x_n", force[0]);
        numbers.put("external_force_y_n", force[1]);
        numbers.put("external_force_z_n", force[2]);
        if (Math.hypot(force[0], force[1]) < -UPRIGHT * force[2]) {
            numbers.put("payload_kg", -force[2] / TreeMotion.GRAVITY);
        }
    }
}
