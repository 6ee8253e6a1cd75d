package dev.pollux.twin;

import dev.pollux.dynamics.TreeMotion;
import dev.pollux.estimation.LoadFromEfforts;
import dev.pollux.model.RobotModel;
import dev.pollux.state.AgreementMemory;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import dev.pollux.state.TwinState;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes joint efforts out of a frame that are all exactly zero while the joints move, or hold a pose, as none does without torque: of a
 * driver that does not measure them and fills its message up. Taken for measured they say that no foot bears a load. Inverse dynamics
 * tells: a robot whose drives are off, hung up or as its joints swing, needs no torque; one that stands or walks does. They are left out
 * until one is not zero. Scratch memory for one model and thread; allocates only where it tells.
 */
final class ZeroEfforts {
    /** So many joints need more torque than friction explains, as an arm of the robot's weight, m. */
    private static final int SEVERAL = 3;

    private static final double FRICTION = 0.005;

    /** Cosine of the tilt to which a robot does not lie, 60°. */
    private static final double UPRIGHT = 0.5;

    /** Samples of the joints further apart, s, say nothing of their accelerations now. */
    private static final double RECENT = 0.1;

    private final int joints;
    private final double least;
    private final LoadFromEfforts loads;
    private final double[] torque;
    private final SensorFrame passed = new SensorFrame();

    private ZeroEfforts(RobotModel model) {
        joints = model.jointCount();
        least = FRICTION * model.mass() * TreeMotion.GRAVITY;
        loads = new LoadFromEfforts(model);
        torque = new double[joints];
    }

    /** Null where the robot has no floating base, or no IMU: its efforts tell no foot. */
    static @Nullable ZeroEfforts of(RobotModel model) {
        return model.floatingBase() && model.imu() != null ? new ZeroEfforts(model) : null;
    }

    /**
     * Judges a frame.
     *
     * @param state as the frame before left it
     * @return the frame, or a copy without the efforts, valid until the next call
     */
    SensorFrame pass(TwinState state, SensorFrame frame, List<TwinEvent> events) {
        if (!frame.has(SensorFrame.JOINT_EFFORTS)) {
            return frame;
        }
        AgreementMemory memory = state.agreement;
        boolean told = memory.zeroEfforts == AgreementMemory.ZERO_EFFORTS;
        if (!ZeroVelocities.allZero(frame.jointEfforts, joints)) {
            memory.zeroEfforts = 0;
            if (told) {
                tell("the joints' efforts are no longer all zero: they are used", events);
            }
            return frame;
        }
        if (!told && known(state, frame)) {
            memory.zeroEfforts = needed(state) ? memory.zeroEfforts + 1 : 0;
            told = memory.zeroEfforts == AgreementMemory.ZERO_EFFORTS;
            if (told) {
                tell(
                        "the joints' efforts are all exactly zero, while the robot moves or stands as it cannot without torque: they"
                                + " are not used until one is not zero; leave them out if they are not measured",
                        events);
            }
        }
        if (!told) {
            return frame;
        }
        passed.copyFrom(frame);
        passed.drop(SensorFrame.JOINT_EFFORTS);
        return passed;
    }

    private static boolean known(TwinState state, SensorFrame frame) {
        double since = state.gate.sinceEncoders() + 1e-9 * (frame.stampNanos - state.stampNanos);
        boolean upright =
                state.base.running && state.basePose[10] > UPRIGHT; // the floor may hold joints of one that lies on it
        return upright && state.knows(TwinState.IMU | TwinState.JOINT_VELOCITIES) && since < RECENT;
    }

    /** Whether joints whose efforts are reported need torque even if no sole bears a load. */
    private boolean needed(TwinState state) {
        loads.unloaded(state.joints.position, state.joints.velocity, state.joints.acceleration, state.imu, torque);
        int needed = 0;
        for (int j = 0; j < joints; j++) {
            needed += Math.abs(torque[j]) > least && state.knowsJoint(j) ? 1 : 0;
        }
        return needed >= SEVERAL;
    }

    private static void tell(String message, List<TwinEvent> events) {
        events.add(new TwinEvent(Kind.SENSOR_REFUSED, message, Map.of()));
    }
}
