package dev.pollux.prediction;

import dev.pollux.model.Joint;
import dev.pollux.model.RobotModel;
import dev.pollux.spatial.SE3;
import dev.pollux.state.Prediction;
import dev.pollux.state.Predictor;
import dev.pollux.state.TwinState;

/**
 * The default predictor: holds the present accelerations, on SE(3) × joints. Joints also have the jerk that their
 * commands announce; the base's angular acceleration decays. One solution of the dynamics serves all horizons.
 */
public final class HeldAcceleration {
    /** Balance control first counteracts rotation of the base: its acceleration decays with this time constant, s. */
    private static final double BALANCING = 0.03;

    /** A joint that hits its elastic stop moves beyond it for this time, s. Measured in recordings of falls. */
    private static final double STOP = 0.005;

    private final double[] lower;
    private final double[] upper;
    private final double[] twist = new double[6];

    /** A predictor for one model and thread. */
    public HeldAcceleration(RobotModel model) {
        lower = model.joints().stream().mapToDouble(Joint::lower).toArray();
        upper = model.joints().stream().mapToDouble(Joint::upper).toArray();
    }

    /** Predicts {@code out.horizonNanos} ahead. Joints stop at their limits; measured ones may exceed elastic stops. */
    public void predict(TwinState state, Prediction out) {
        double h = out.horizonNanos * 1e-9;
        double[] q = state.joints.position;
        double[] v = state.joints.velocity;
        double[] a = state.joints.acceleration;
        double[] jerk = state.joints.jerk;
        for (int i = 0; i < q.length; i++) {
            // q(t + h) = q + h q̇ + h²/2 q̈ + h³/6 q⃛
            out.jointPositions[i] = q[i] + h * (v[i] + h * (a[i] / 2 + h * jerk[i] / 6));
            out.jointVelocities[i] = v[i] + h * (a[i] + h * jerk[i] / 2);
            double swing = state.joints.measuredNow(i) ? STOP * Math.abs(v[i]) : 0;
            stopAtLimits(i, Math.min(lower[i], q[i]) - swing, Math.max(upper[i], q[i]) + swing, out);
        }
        System.arraycopy(state.basePose, 0, out.basePose, 0, 16);
        System.arraycopy(state.baseVelocity, 0, out.baseVelocity, 0, 6);
        if (state.knows(TwinState.BASE_VELOCITY)) {
            double faded = BALANCING * (1 - Math.exp(-h / BALANCING));
            for (int i = 0; i < 3; i++) {
                // the mean twist over the horizon
                twist[i] = state.baseVelocity[i] + h / 2 * state.baseAcceleration[i];
                out.baseVelocity[i] += h * state.baseAcceleration[i];
                // ω + α θ (1 − θ/h (1 − e^(−h/θ)))
                twist[3 + i] = state.baseVelocity[3 + i] + BALANCING * (1 - faded / h) * state.baseAcceleration[3 + i];
                out.baseVelocity[3 + i] += faded * state.baseAcceleration[3 + i];
            }
            SE3.integrate(out.basePose, twist, h);
        }
        System.arraycopy(state.imu, 0, out.imu, 0, 6);
        System.arraycopy(state.contacts, 0, out.contacts, 0, out.contacts.length);
        System.arraycopy(state.contactWrenches, 0, out.contactWrenches, 0, out.contactWrenches.length);
        out.predictor = Predictor.HELD;
        out.knowAsMuchAs(state);
    }

    private void stopAtLimits(int i, double low, double high, Prediction out) {
        if (out.jointPositions[i] < low || out.jointPositions[i] > high) {
            out.jointPositions[i] = Math.max(low, Math.min(high, out.jointPositions[i]));
            out.jointVelocities[i] = 0;
        }
    }
}
