package dev.pollux.twin;

import dev.pollux.dynamics.TreeMotion;
import dev.pollux.model.Frame;
import dev.pollux.model.RobotModel;
import dev.pollux.prediction.Physics;
import dev.pollux.spatial.SO3;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinState;

/**
 * The base's linear acceleration as its accelerometer feels it, less the bias the estimator found: it knows of pushes that
 * no model does.
 */
final class FeltAcceleration {
    /** Rate of change of the base's linear velocity, base axes, m/s²; meaningful where {@link #felt}. */
    final double[] linear = new double[3];

    /** Whether the last frame had an IMU on the base and the estimator knows its attitude. */
    boolean felt;

    /** What accelerometers say wrong, m/s²: noise, and the bias that is not found yet. */
    static final double NOISE = 0.06;

    private final Physics physics;
    private final boolean possible;
    private final double[] R_BI = new double[12];
    private final double[] f = new double[3];

    FeltAcceleration(RobotModel model, Physics physics) {
        this.physics = physics;
        Frame imu = model.imu();
        possible = model.floatingBase() && imu != null && imu.body() == 0;
        if (imu != null) {
            imu.copyTo(R_BI, 0);
        }
    }

    /** Reads the frame's accelerometer; how the base turns faster must be in the state. */
    void read(TwinState state, SensorFrame frame) {
        felt = possible && frame.has(SensorFrame.IMU) && state.base.running;
        if (!felt) {
            return;
        }
        for (int i = 0; i < 3; i++) {
            f[i] = state.imu[3 + i] - state.base.accelBias[i];
        }
        SO3.rotate(R_BI, 0, f, 0, f, 0);
        double[] v = state.baseVelocity;
        double[] a = state.baseAcceleration;
        double[] T = state.basePose;
        double wp = v[3] * R_BI[9] + v[4] * R_BI[10] + v[5] * R_BI[11];
        double ww = v[3] * v[3] + v[4] * v[4] + v[5] * v[5];
        for (int i = 0; i < 3; i++) {
            int j = (i + 1) % 3;
            int k = (i + 2) % 3;
            // v̇ = R_BI f + R_BW g − α × p − ω × (ω × p) − ω × v
            double lever = a[3 + j] * R_BI[9 + k] - a[3 + k] * R_BI[9 + j] + v[3 + i] * wp - ww * R_BI[9 + i];
            double carried = v[3 + j] * v[k] - v[3 + k] * v[j];
            linear[i] = f[i] - TreeMotion.GRAVITY * T[8 + i] - lever - carried;
        }
    }

    /** Whether the accelerometer's sample before this frame still holds. */
    boolean awaited(TwinState state) {
        return possible && state.knows(TwinState.IMU) && state.base.running;
    }

    /** Square of how far the base accelerates from what physics says, (m/s²)²; 0 where nothing is felt. */
    double difference() {
        double square = 0;
        for (int i = 0; felt && i < 3; i++) {
            double difference = linear[i] - physics.acceleration[i];
            square += difference * difference;
        }
        return square;
    }

    /** As much of {@link #difference} as is beyond noise. */
    double unexplained() {
        return Math.max(difference() - NOISE * NOISE, 0);
    }
}
