package dev.pollux.twin;

import dev.pollux.estimation.feet.LoadFromEfforts;
import dev.pollux.model.RobotModel;
import dev.pollux.spatial.World;
import dev.pollux.state.AgreementMemory;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinState;
import org.jspecify.annotations.Nullable;

/**
 * Joint efforts that are all exactly zero while the joints move, or hold a pose, as none does without torque. Taken for measured they say
 * that no foot bears a load. Inverse dynamics tells: a robot whose drives are off, hung up or as its joints swing, needs no torque; one
 * that stands or walks does.
 */
final class ZeroEfforts extends ZeroReadings {
    /** A joint needs torque where it needs more than friction explains, as an arm of the robot's weight, m. */
    private static final double FRICTION = 0.005;

    /** Cosine of the tilt to which a robot does not lie, 60°. */
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

    /** Null where the robot has no floating base, or no IMU: its efforts tell no foot. */
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
                state.base.running && state.basePose[10] > UPRIGHT; // the floor may hold joints of one that lies on it
        return upright
                && state.knows(TwinState.IMU | TwinState.JOINT_VELOCITIES)
                && sinceEncoders(state, frame) < RECENT;
    }

    /** Whether joints whose efforts are reported need torque even if no sole bears a load. */
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
