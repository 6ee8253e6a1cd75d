package dev.pollux.twin;

import dev.pollux.estimation.feet.LoadFromEfforts;
import dev.pollux.model.RobotModel;
import dev.pollux.spatial.World;
import dev.pollux.state.AgreementMemory;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinState;
import org.jspecify.annotations.Nullable;

/**
 * Joint efforts that are all exactly zero while the joints move or hold a pose, which needs torque. Taken for
 * measurements, they would mean that no foot has a load. Inverse dynamics decides: a robot with drives off, or one that
 * hangs, needs no torque; one that stands or walks does.
 */
final class ZeroEfforts extends ZeroReadings {
    /** A joint needs torque if it needs more than friction explains, as a lever arm of the robot's weight, m. */
    private static final double FRICTION = 0.005;

    /** Cosine of the tilt up to which a robot does not lie, 60°. */
    private static final double UPRIGHT = 0.5;

    private final double least;
    private final LoadFromEfforts loads;
    private final double[] torque;

    private ZeroEfforts(RobotModel model) {
        super(
                model.jointCount(),
                SensorFrame.JOINT_EFFORTS,
                "efforts",
                "the robot moves or stands in a way that is impossible without torque");
        least = FRICTION * model.mass() * World.GRAVITY;
        loads = new LoadFromEfforts(model);
        torque = new double[joints];
    }

    /** Null if the robot has no floating base or no IMU: then efforts are not used for feet. */
    static @Nullable ZeroEfforts of(RobotModel model) {
        return model.floatingBase() && model.imu() != null ? new ZeroEfforts(model) : null;
    }

    @Override
    double[] values(SensorFrame frame) {
        return frame.jointEfforts;
    }

    @Override
    int contradictions(AgreementMemory memory) {
        return memory.zeroEfforts;
    }

    @Override
    void contradictions(AgreementMemory memory, int count) {
        memory.zeroEfforts = count;
    }

    @Override
    boolean judges(TwinState state, SensorFrame frame) {
        boolean upright =
                state.base.running && state.basePose[10] > UPRIGHT; // the floor may hold the joints of a lying robot
        return upright
                && state.knows(TwinState.IMU | TwinState.JOINT_VELOCITIES)
                && sinceEncoders(state, frame) < RECENT;
    }

    /** Whether joints with reported efforts need torque even if no sole has a load. */
    @Override
    boolean contradicts(TwinState state, SensorFrame frame) {
        loads.unloaded(state.joints.position, state.joints.velocity, state.joints.acceleration, state.imu, torque);
        int needed = 0;
        for (int j = 0; j < joints; j++) {
            needed += Math.abs(torque[j]) > least && state.knowsJoint(j) ? 1 : 0;
        }
        return needed >= SEVERAL;
    }
}
