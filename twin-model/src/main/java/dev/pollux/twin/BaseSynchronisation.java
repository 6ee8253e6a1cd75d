package dev.pollux.twin;

import dev.pollux.estimation.BaseEstimator;
import dev.pollux.estimation.base.BaseEstimate;
import dev.pollux.estimation.base.EstimatorInput;
import dev.pollux.estimation.base.EstimatorOptions;
import dev.pollux.estimation.base.ImuMount;
import dev.pollux.estimation.base.ResetReason;
import dev.pollux.estimation.feet.SoleKinematics;
import dev.pollux.estimation.time.SampleClock;
import dev.pollux.model.RobotModel;
import dev.pollux.spatial.SO3;
import dev.pollux.spatial.YawAnchor;
import dev.pollux.state.Floor;
import dev.pollux.state.FrozenMemory;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import dev.pollux.state.TwinState;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Updates the base of a state with a frame, from IMU, leg kinematics and contacts. The estimator works in its own world
 * frame; the state's anchor places it in W: at the measured base pose if there is one at the start, otherwise with the
 * lowest sole at height 0, the base above the origin and the heading along x.
 */
final class BaseSynchronisation {
    /** σ of an encoder's noise, rad. */
    private static final double ENCODER_SIGMA = 1e-4;

    /** σ of motion capture or of a simulator's pose, m and rad. */
    private static final double POSE_SIGMA = 0.003;

    private static final double ORIENTATION_SIGMA = 0.01;

    /** A velocity with a larger σ than this counts as unknown, m/s: about half of a walking speed. */
    private static final double MOST_VELOCITY_SIGMA = 0.5;

    private final FootSensing feet;
    private final BaseEstimator estimator;
    private final EstimatorInput in;
    private final BaseEstimate out;
    private final ImuMount mount;
    private final double[] R = new double[27];
    private final double[] v = new double[3];
    private final double[] p = new double[3];
    private final YawAnchor anchor = new YawAnchor();
    private double movedWorld;

    private BaseSynchronisation(RobotModel model, Floor floor) {
        SoleKinematics soles = new SoleKinematics(model, ENCODER_SIGMA);
        feet = new FootSensing(model, soles);
        mount = new ImuMount(model);
        int contacts = model.contacts().size();
        estimator = new BaseEstimator(EstimatorOptions.of(model).withFloorSlope(floor.slope()), contacts, mount);
        in = new EstimatorInput(contacts);
        out = new BaseEstimate(contacts, mount);
    }

    /** Null if the robot has no floating base or no IMU. */
    static @Nullable BaseSynchronisation of(RobotModel model, Floor floor) {
        return model.floatingBase() && model.imu() != null ? new BaseSynchronisation(model, floor) : null;
    }

    /** Reports what the estimator detected with the last frame. */
    void tell(List<TwinEvent> events) {
        switch (out.reset) {
            case NONE, STANDING_START, MOVING_START -> {}
            default ->
                events.add(new TwinEvent(
                        Kind.RESET, "the estimate of the base was reset: " + out.reset.words(), Map.of()));
        }
        if (movedWorld > 0 && out.running) {
            events.add(new TwinEvent(
                    Kind.RESET,
                    String.format(
                            Locale.ROOT,
                            "the pose of the base was reset: base_pose has moved by %.4g m and stays there; joints, feet and"
                                    + " velocities continue",
                            movedWorld),
                    Map.of("moved_m", movedWorld)));
        }
        switch (out.contradiction) {
            case UNCHANGED -> {}
            case BEGINS ->
                events.add(new TwinEvent(
                        Kind.LIMITED,
                        "IMU and standing legs contradict each other by more than their noise: tilt and velocity of the base"
                                + " are less certain, as their sigma shows; check for a delay, contact flags that are wrong, an"
                                + " encoder's offset, or a mounting, scale, bias or resolution of the IMU that the model does not"
                                + " have",
                        Map.of("sigma_times", out.sigmaTimes())));
            case ENDS ->
                events.add(new TwinEvent(Kind.RESTORED, "IMU and standing legs agree with each other again", Map.of()));
        }
        TwinEvent news = feet.takeNews();
        if (news != null) {
            events.add(news);
        }
        String complaint = out.complaint;
        if (complaint != null) {
            boolean lacks = out.running || Double.isNaN(in.imu[0]);
            events.add(new TwinEvent(lacks ? Kind.LIMITED : Kind.SENSOR_REFUSED, complaint, Map.of()));
        }
    }

    /**
     * Updates the base with a frame whose joints were synchronised.
     *
     * @param frame the frame of the robot
     * @param held this frame, and earlier readings that are still valid of sensors that it lacks
     * @param step s since the last frame's sample; NaN if the past does not apply
     * @param doubt additional uncertainty of tilt, rad, and velocity, m/s, that the estimator does not know
     */
    void sync(TwinState state, SensorFrame frame, SensorFrame held, double step, double[] doubt) {
        in.clear();
        in.seq = frame.seq;
        in.stampNs = frame.stampNanos;
        in.step = step;
        in.lastStep = step == Synchronisation.SHORTEST_STEP ? SampleClock.period(state.clock) : Double.NaN;
        if (frame.has(SensorFrame.IMU)) {
            System.arraycopy(frame.imu, 0, in.imu, 0, 6);
        }
        mount.place(state.joints);
        feet.fill(state, frame, held, in);
        in.coarse = state.frozen.imuSharpness < FrozenMemory.SHARP
                || state.agreement.repeated > 0
                || state.agreement.doubted
                || !feet.fine(state);
        boolean measured = frame.has(SensorFrame.BASE_POSE);
        movedWorld = measured && state.base.running ? leap(state.basePose, frame.basePose) : 0;
        if (measured && state.base.running && movedWorld == 0) {
            fillPose(state, frame.basePose);
        }
        estimator.update(state.base, in, out);
        if (!out.running) {
            state.forget(TwinState.BASE_POSE | TwinState.BASE_VELOCITY | TwinState.BASE_SIGMA);
            return;
        }
        // after a fall, the estimator's world and the known position in it remain
        if (movedWorld > 0 || out.reset != ResetReason.NONE && out.reset != ResetReason.FALL) {
            anchor(state, measured ? frame.basePose : null);
        }
        if (movedWorld > 0) {
            state.due.forgetBases(); // they are in the old world
        }
        out.doubt(doubt[0], doubt[1]);
        write(state);
        detectContacts(state);
    }

    /** Resets the base, because it was estimated from wrong data. */
    void giveUp(TwinState state) {
        estimator.giveUp(state.base, out);
        state.forget(TwinState.BASE_POSE | TwinState.BASE_VELOCITY | TwinState.BASE_SIGMA);
    }

    /** Makes the velocity uncertain and releases all feet: it was estimated from a foot that does not stand. */
    void loseVelocity(TwinState state) {
        estimator.loseVelocity(state.base);
    }

    /** Contacts that the estimator found from loads, for feet whose flag is unknown. */
    private void detectContacts(TwinState state) {
        for (int c = 0; c < state.contacts.length; c++) {
            if (!state.knowsContact(c) && feet.loadKnown(state, c)) {
                state.contacts[c] = state.base.standing[c] != 0;
                state.knownContacts |= 1 << c;
            }
        }
    }

    /** The estimator's result for the last frame. */
    BaseEstimate estimate() {
        return out;
    }

    /**
     * Distance of an accepted measured pose from the base if it is too large for a correction, m, otherwise 0. Such
     * poses agree with one another: the world frame of the measurement moved, not the robot. A correction would need a
     * covariance that spans both places, and rounding would then lose its millimetre accuracy.
     */
    private static double leap(double[] from, double[] to) {
        double square = 0;
        for (int i = 3; i < 12; i += 4) {
            square += (to[i] - from[i]) * (to[i] - from[i]);
        }
        return square > SampleGate.MOST_LEAP * SampleGate.MOST_LEAP ? Math.sqrt(square) : 0;
    }

    /** Places the estimator's world in W. */
    private void anchor(TwinState state, double @Nullable [] measured) {
        double[] T = out.pose;
        double yaw = (measured != null ? YawAnchor.yaw(measured) : 0) - YawAnchor.yaw(T);
        anchor.turn(Math.cos(yaw), Math.sin(yaw));
        if (measured != null) {
            anchor.place(T, measured[3], measured[7], measured[11] - T[11]);
        } else {
            anchor.place(T, 0, 0, -lowestSole(state));
        }
        anchor.shift(state.anchor);
        state.anchor[3] = yaw;
    }

    /** Height of the lowest sole in the estimator's world, m; that of the base if no sole is known. */
    private double lowestSole(TwinState state) {
        double lowest = Double.POSITIVE_INFINITY;
        double[] x = state.base.R;
        for (int k = 0; k < in.sole.length; k += 3) {
            double z = state.base.p[2] + x[6] * in.sole[k] + x[7] * in.sole[k + 1] + x[8] * in.sole[k + 2];
            lowest = Math.min(lowest, Double.isNaN(z) ? lowest : z);
        }
        return lowest < Double.POSITIVE_INFINITY ? lowest : out.pose[11];
    }

    private void write(TwinState state) {
        anchor.set(state.anchor);
        anchor.outward(out.pose, state.basePose);
        System.arraycopy(out.velocity, 0, state.baseVelocity, 0, 6);
        anchor.turnSigma(out.positionSigma, state.baseSigma, 0);
        anchor.turnSigma(out.orientationSigma, state.baseSigma, 3);
        System.arraycopy(out.velocitySigma, 0, state.baseSigma, 6, 3);
        state.learn(TwinState.BASE_POSE | TwinState.BASE_VELOCITY | TwinState.BASE_SIGMA);
        double[] sigma = out.velocitySigma;
        if (Math.max(sigma[0], Math.max(sigma[1], sigma[2])) > MOST_VELOCITY_SIGMA) {
            state.forget(TwinState.BASE_VELOCITY);
        }
    }

    /** Converts a measured base pose to a pose of the IMU in the estimator's world. */
    private void fillPose(TwinState state, double[] T_WB) {
        anchor.set(state.anchor);
        anchor.inward(T_WB, R, p);
        mount.attitude(R, 9);
        SO3.multiply(R, 0, R, 9, in.orientation, 0);
        mount.origin(v);
        SO3.rotate(R, 0, v, 0, in.position, 0);
        for (int i = 0; i < 3; i++) {
            in.position[i] += p[i];
        }
        for (int i = 0; i < 9; i++) {
            in.positionCovariance[i] = i % 4 == 0 ? POSE_SIGMA * POSE_SIGMA : 0;
            in.orientationCovariance[i] = i % 4 == 0 ? ORIENTATION_SIGMA * ORIENTATION_SIGMA : 0;
        }
    }
}
