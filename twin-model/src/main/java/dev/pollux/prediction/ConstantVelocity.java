package dev.pollux.prediction;

import dev.pollux.spatial.SE3;
import dev.pollux.state.Prediction;
import dev.pollux.state.TwinState;

/**
 * The baseline every other predictor must beat: each joint keeps its velocity, the base keeps its body twist on SE(3),
 * sensors and contacts stay as they are.
 */
public final class ConstantVelocity {
    private ConstantVelocity() {}

    /** Predicts {@code out.horizonNanos} ahead of the state; what the state does not know stays unknown. */
    public static void predict(TwinState state, Prediction out) {
        double dt = out.horizonNanos * 1e-9;
        boolean moving = state.knows(TwinState.JOINT_VELOCITIES);
        for (int i = 0; i < out.jointPositions.length; i++) {
            double velocity = moving ? state.jointVelocities[i] : 0;
            // q(t + h) = q + h q̇
            out.jointPositions[i] = state.jointPositions[i] + dt * velocity;
            out.jointVelocities[i] = velocity;
        }
        System.arraycopy(state.basePose, 0, out.basePose, 0, 16);
        System.arraycopy(state.baseVelocity, 0, out.baseVelocity, 0, 6);
        if (state.knows(TwinState.BASE_VELOCITY)) {
            SE3.integrate(out.basePose, out.baseVelocity, dt);
        }
        System.arraycopy(state.imu, 0, out.imu, 0, 6);
        System.arraycopy(state.contacts, 0, out.contacts, 0, out.contacts.length);
        System.arraycopy(state.contactWrenches, 0, out.contactWrenches, 0, out.contactWrenches.length);
        out.knowAsMuchAs(state);
    }
}
