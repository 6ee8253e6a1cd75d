package dev.pollux.twin;

import dev.pollux.estimation.JointFilter;
import dev.pollux.estimation.SampleClock;
import dev.pollux.model.RobotModel;
import dev.pollux.prediction.DriveLaw;
import dev.pollux.prediction.Physics;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TorqueSource;
import dev.pollux.state.TwinState;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Brings a state up to a frame: sample time ► joints ► base ► contacts ► accelerations. Only what the frame has is taken
 * in. Scratch memory for one model and thread; allocates nothing.
 */
final class Synchronisation {
    private static final int BASE_MOTION = TwinState.BASE_POSE | TwinState.BASE_VELOCITY;

    private final boolean floating;
    private final int n;
    private final SampleClock clock = new SampleClock(SampleClock.USUAL_JITTER);
    private final JointFilter filter;
    private final DriveLaw drives;
    private final Physics physics;
    private final @Nullable BaseSynchronisation base;

    Synchronisation(RobotModel model) {
        floating = model.floatingBase();
        n = model.jointCount();
        filter = new JointFilter(n);
        drives = new DriveLaw(model);
        physics = new Physics(model);
        base = BaseSynchronisation.of(model);
    }

    /**
     * Takes in a frame in the model's order.
     *
     * @param anew whether the past is to be dropped
     */
    void sync(TwinState state, SensorFrame frame, boolean anew) {
        double dt = advance(state, frame, anew);
        filter.advance(
                state.joints,
                of(frame, SensorFrame.JOINT_POSITIONS),
                of(frame, SensorFrame.JOINT_VELOCITIES),
                of(frame, SensorFrame.COMMAND_VELOCITY),
                dt);
        if (state.joints.frames > 0) {
            state.learn(TwinState.JOINT_POSITIONS);
            if (state.joints.frames > 1 || frame.has(SensorFrame.JOINT_VELOCITIES)) {
                state.learn(TwinState.JOINT_VELOCITIES);
            }
        }
        take(frame, SensorFrame.IMU, frame.imu, state, state.imu);
        takeContacts(state, frame);
        if (base != null && (frame.has(SensorFrame.IMU) || state.base.seen)) {
            base.sync(state, frame);
        }
        if (base == null || !state.base.running) {
            take(frame, SensorFrame.BASE_POSE, frame.basePose, state, state.basePose);
            take(frame, SensorFrame.BASE_VELOCITY, frame.baseVelocity, state, state.baseVelocity);
        }
        accelerate(state, frame);
    }

    /** Steps the clock; s since the last sample, 0 for the first. */
    private double advance(TwinState state, SensorFrame frame, boolean anew) {
        double dt = 0;
        if (anew || state.frames == 0) {
            state.frames = 0;
            state.due.clear();
            filter.restart(state.joints);
            Arrays.fill(state.clock, 0);
        } else {
            long ticks = frame.seq - state.seq;
            dt = clock.advance(state.clock, (frame.stampNanos - state.stampNanos) * 1e-9, (int)
                    Math.min(ticks, Integer.MAX_VALUE));
            dt = Math.max(dt, 1e-6);
        }
        state.seq = frame.seq;
        state.stampNanos = frame.stampNanos;
        state.sampleNanos = frame.stampNanos + Math.round(1e9 * SampleClock.sampleAfterStamp(state.clock));
        state.frames++;
        return dt;
    }

    private static void takeContacts(TwinState state, SensorFrame frame) {
        if (frame.has(SensorFrame.CONTACTS)) {
            for (int i = 0; i < state.contacts.length; i++) {
                if (!Double.isNaN(frame.contacts[i])) {
                    state.contacts[i] = frame.contacts[i] != 0;
                }
            }
            state.learn(TwinState.CONTACTS);
        }
        take(frame, SensorFrame.CONTACT_WRENCHES, frame.contactWrenches, state, state.contactWrenches);
    }

    /** Accelerations of this instant: physics where torques and base are known, else what the joints show. */
    private void accelerate(TwinState state, SensorFrame frame) {
        state.torqueSource = torques(state, frame);
        if (state.torqueSource == TorqueSource.NONE) {
            Arrays.fill(state.baseAcceleration, 0);
            filter.correctAcceleration(state.joints, null, 0);
            return;
        }
        physics.place(state.basePose, state.baseVelocity, state.joints.position, state.joints.velocity);
        physics.accelerate(state.contacts);
        filter.correctAcceleration(state.joints, physics.acceleration, physics.base);
        System.arraycopy(physics.acceleration, 0, state.baseAcceleration, 0, physics.base);
    }

    private TorqueSource torques(TwinState state, SensorFrame frame) {
        if (floating && !state.knows(BASE_MOTION) || !state.knows(TwinState.JOINT_VELOCITIES)) {
            return TorqueSource.NONE;
        }
        if (drives.commanded(frame)) {
            drives.torques(frame, state.joints.position, state.joints.velocity, physics.torque, physics.base);
            return TorqueSource.COMMANDS;
        }
        double[] efforts = of(frame, SensorFrame.JOINT_EFFORTS);
        if (efforts == null) {
            return TorqueSource.NONE;
        }
        for (int j = 0; j < n; j++) {
            if (Double.isNaN(efforts[j])) {
                return TorqueSource.NONE;
            }
        }
        System.arraycopy(efforts, 0, physics.torque, physics.base, n);
        return TorqueSource.EFFORTS;
    }

    private static double @Nullable [] of(SensorFrame frame, int sensor) {
        return frame.has(sensor) ? frame.jointArray(sensor) : null;
    }

    private static void take(SensorFrame frame, int sensor, double[] measured, TwinState state, double[] kept) {
        if (frame.has(sensor)) {
            for (int i = 0; i < kept.length; i++) {
                if (!Double.isNaN(measured[i])) {
                    kept[i] = measured[i];
                }
            }
            state.learn(sensor);
        }
    }
}
