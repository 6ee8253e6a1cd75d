package dev.pollux.twin;

import dev.pollux.model.RobotModel;
import dev.pollux.prediction.ConstantVelocity;
import dev.pollux.state.Admission;
import dev.pollux.state.Forecast;
import dev.pollux.state.FrameOrder;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.Prediction;
import dev.pollux.state.Residual;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinState;
import java.util.Arrays;

/**
 * The twin's mathematics for one kind of robot: model and scratch memory, for one thread. What is known of each robot is
 * a {@link TwinState} of the caller's. A frame goes {@link #admit} ► {@link #sync} ► {@link #predict}; none of them
 * allocates, and their results depend on the state and the frame only.
 */
public final class DigitalTwin {
    private final RobotModel model;
    private final FrameLayout layout;
    private final Forecast forecast;
    private final TwinMetrics metrics;

    /**
     * A twin.
     *
     * @param model the robot
     * @param horizonsNanos how far to look ahead, ns, ascending
     */
    public DigitalTwin(RobotModel model, long... horizonsNanos) {
        for (int i = 1; i < horizonsNanos.length; i++) {
            if (horizonsNanos[i] <= horizonsNanos[i - 1]) {
                throw new IllegalArgumentException("horizons must ascend, got " + Arrays.toString(horizonsNanos));
            }
        }
        this.model = model;
        layout = new FrameLayout(model);
        forecast = new Forecast(model, horizonsNanos.clone());
        metrics = new TwinMetrics(horizonsNanos.length);
    }

    public RobotModel model() {
        return model;
    }

    public TwinMetrics metrics() {
        return metrics;
    }

    /** The state of a robot of this kind that was never heard of. */
    public TwinState newState() {
        return new TwinState(model, forecast.predictions.length);
    }

    /** The state of a robot that was another kind of robot until now: only the order of its frames goes on. */
    public TwinState newState(FrameOrder order) {
        return new TwinState(model, forecast.predictions.length, order);
    }

    /** Whether a state has this twin's joints, contacts and horizons. */
    public boolean fits(TwinState state) {
        return state.jointPositions.length == model.jointCount()
                && state.contacts.length == model.contacts().size()
                && state.due.horizons() == forecast.predictions.length;
    }

    /**
     * Brings a decoded frame to the model's order, checks its numbers and its place in the robot's order. A frame that is
     * refused leaves the state as it was, but for what {@link FrameOrder} remembers of it.
     *
     * @param arrivalMillis append time at the broker, ms
     * @throws FrameRejectedException with the reason
     */
    public Admission admit(TwinState state, SensorFrame frame, long arrivalMillis) throws FrameRejectedException {
        layout.arrange(frame);
        FrameBounds.check(frame);
        return state.order.admit(frame.seq, frame.stampNanos, arrivalMillis);
    }

    /** Takes in an admitted frame: only what is present is synced. After a restart or a clock jump the past is dropped. */
    public void sync(TwinState state, SensorFrame frame, Admission admission) {
        long start = System.nanoTime();
        if (admission != Admission.IN_ORDER) {
            state.due.clear();
            state.frames = 0;
        }
        state.seq = frame.seq;
        state.stampNanos = frame.stampNanos;
        state.frames++;
        take(frame, SensorFrame.JOINT_POSITIONS, frame.jointPositions, state, state.jointPositions);
        take(frame, SensorFrame.JOINT_VELOCITIES, frame.jointVelocities, state, state.jointVelocities);
        take(frame, SensorFrame.JOINT_EFFORTS, frame.jointEfforts, state, state.jointEfforts);
        take(frame, SensorFrame.IMU, frame.imu, state, state.imu);
        take(frame, SensorFrame.BASE_POSE, frame.basePose, state, state.basePose);
        take(frame, SensorFrame.BASE_VELOCITY, frame.baseVelocity, state, state.baseVelocity);
        take(frame, SensorFrame.CONTACT_WRENCHES, frame.contactWrenches, state, state.contactWrenches);
        if (frame.has(SensorFrame.CONTACTS)) {
            for (int i = 0; i < state.contacts.length; i++) {
                if (!Double.isNaN(frame.contacts[i])) {
                    state.contacts[i] = frame.contacts[i] != 0;
                }
            }
            state.learn(TwinState.CONTACTS);
        }
        metrics.synced(System.nanoTime() - start);
    }

    /**
     * Scores the predictions that fell due with the last synced frame, then predicts at every horizon.
     *
     * @return this twin's own forecast, valid until the next call
     */
    public Forecast predict(TwinState state) {
        long start = System.nanoTime();
        for (int h = 0; h < forecast.predictions.length; h++) {
            Residual residual = forecast.residuals[h];
            state.due.score(h, state, residual);
            if (residual.scored) {
                metrics.scored(h, residual.jointRms);
            }
            predict(state, forecast.predictions[h]);
            state.due.keep(h, forecast.predictions[h], state.stampNanos);
        }
        metrics.predicted(System.nanoTime() - start);
        return forecast;
    }

    /** Predicts {@code out.horizonNanos} ahead of a state. */
    public void predict(TwinState state, Prediction out) {
        ConstantVelocity.predict(state, out);
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
