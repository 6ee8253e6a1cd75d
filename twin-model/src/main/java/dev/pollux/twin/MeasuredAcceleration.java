package dev.pollux.twin;

import dev.pollux.dynamics.FrameMotion;
import dev.pollux.model.Frame;
import dev.pollux.model.RobotModel;
import dev.pollux.prediction.Physics;
import dev.pollux.spatial.SO3;
import dev.pollux.spatial.World;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinState;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The base's linear acceleration according to its accelerometer, without the estimated bias: it includes pushes that no
 * model knows.
 */
final class MeasuredAcceleration {
    /** Time derivative of the base's linear velocity, base axes, m/s²; valid if {@link #felt}. */
    final double[] linear = new double[3];

    /** Whether the last frame had an IMU and the estimator knows its attitude. */
    boolean felt;

    /** Error of accelerometers, m/s²: noise, and the bias that is not estimated yet. */
    static final double NOISE = 0.06;

    private final Physics physics;
    private final @Nullable FrameMotion imu;
    private final double[] T_WI = new double[12];
    private final double[] qdd;
    private final double[] a = new double[6];
    private final double[] f = new double[3];

    MeasuredAcceleration(RobotModel model, Physics physics) {
        this.physics = physics;
        Frame frame = model.imu();
        imu = model.floatingBase() && frame != null ? new FrameMotion(physics.motion, frame) : null;
        qdd = new double[model.velocityCount()];
    }

    /** Reads the frame's accelerometer; the state must contain the angular acceleration of the base. */
    void read(TwinState state, SensorFrame frame) {
        FrameMotion moved = imu;
        felt = moved != null && frame.has(SensorFrame.IMU) && state.base.running;
        if (moved == null || !felt) {
            return;
        }
        for (int i = 0; i < 3; i++) {
            f[i] = state.imu[3 + i] - state.base.accelBias[i];
        }
        // R_WB v̇ = R_WI f + g − (J q̈ + J̇ v), where q̈ is without the base's own linear acceleration
        Arrays.fill(qdd, 0, 3, 0);
        System.arraycopy(state.baseAcceleration, 3, qdd, 3, 3);
        System.arraycopy(state.joints.acceleration, 0, qdd, 6, qdd.length - 6);
        moved.acceleration(qdd, a);
        moved.pose(T_WI);
        SO3.rotate(T_WI, 0, f, 0, f, 0);
        f[2] -= World.GRAVITY;
        double[] T = state.basePose;
        for (int i = 0; i < 3; i++) {
            linear[i] = T[i] * (f[0] - a[0]) + T[4 + i] * (f[1] - a[1]) + T[8 + i] * (f[2] - a[2]);
        }
    }

    /**
     * Difference of the base's acceleration, world axes, m/s², if the IMU were mounted differently from the model.
     *
     * @param turn turn of the IMU's axes, one of {@link QuarterTurns}
     */
    void otherwise(TwinState state, int turn, double[] out) {
        QuarterTurns.turn(turn, state.imu, 3, out, 0);
        for (int i = 0; i < 3; i++) {
            out[i] -= state.imu[3 + i];
        }
        SO3.rotate(T_WI, 0, out, 0, out, 0);
    }

    /** Whether the accelerometer's last sample before this frame is still valid. */
    boolean awaited(TwinState state) {
        return imu != null && state.knows(TwinState.IMU) && state.base.running;
    }

    /** Square of the difference of the base's acceleration to that of the dynamics, (m/s²)²; 0 if not measured. */
    double difference() {
        double square = 0;
        for (int i = 0; felt && i < 3; i++) {
            double difference = linear[i] - physics.acceleration[i];
            square += difference * difference;
        }
        return square;
    }

    /** The part of {@link #difference} that exceeds the noise. */
    double unexplained() {
        return Math.max(difference() - NOISE * NOISE, 0);
    }
}
