package dev.pollux.twin;

import dev.pollux.estimation.base.BaseEstimate;
import dev.pollux.estimation.base.ResetReason;
import dev.pollux.estimation.joints.JointFilter;
import dev.pollux.estimation.time.Gap;
import dev.pollux.estimation.time.JointTime;
import dev.pollux.estimation.time.SampleClock;
import dev.pollux.model.RobotModel;
import dev.pollux.prediction.DriveLaw;
import dev.pollux.prediction.ExtrapolatedReference;
import dev.pollux.prediction.Physics;
import dev.pollux.state.Floor;
import dev.pollux.state.FrameOrder;
import dev.pollux.state.Predictor;
import dev.pollux.state.Reporting;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TorqueSource;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import dev.pollux.state.TwinState;
import dev.pollux.storage.FiniteNumbers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Updates a state with a frame: bounds ► repetition ► zeros ► sample time ► velocities ► frozen sensors ► gate ► wrench
 * moments ► agreement ► followers ► joints ► IMU and contacts ► base ► accelerations. The last two also use earlier
 * readings that are still valid ({@link SensorHold}). Working memory for one model and thread; allocates only events.
 */
final class Synchronisation {
    private static final int BASE_MOTION = TwinState.BASE_POSE | TwinState.BASE_VELOCITY;

    /** Greatest difference between sample instants and elapsed time on the same clock, s. */
    private static final double CLOCK_MOVED = 1e-4;

    /** Time between two parts of an instant, s: filters divide by it. */
    static final double SHORTEST_STEP = 1e-6;

    /** Least time between two TIMING events, ns of the robot's clock. */
    private static final long TOLD_AGAIN = 60_000_000_000L;

    private final boolean floating;
    private final int n;
    private final SampleClock clock;
    private final JointTime jointTime = new JointTime();
    private final JointFilter filter;
    private final SensorAgreement agreement;
    private final ZeroVelocities zeros;
    private final VelocityAgreement velocities;
    private final WrenchMoments moments;
    private final @Nullable ZeroEfforts zeroEfforts;
    private final FrozenJoints frozen;
    private final FrozenImu frozenImu = new FrozenImu();
    private final FrozenWrenches frozenWrenches;
    private final FrozenPose frozenPose = new FrozenPose();
    private final SampleBounds bounds = new SampleBounds();
    private final SampleGate gate;
    private final FollowerCheck followers;
    private final RepeatedReadings repeats;
    private final SensorHold hold;
    private final DriveLaw drives;
    private final Physics physics;
    private final TouchingFeet feet;
    private final @Nullable BaseSynchronisation base;
    private final ExtrapolatedReference reference;
    private final MeasuredAcceleration felt;
    private final BaseAcceleration acceleration = new BaseAcceleration();
    private final ExternalForce force;
    private final FiniteNumbers numbers = new FiniteNumbers();
    private final double[] doubt = new double[2];
    private boolean moving;
    private double dt;

    Synchronisation(RobotModel model, Floor floor, Predictor predictor) {
        floating = model.floatingBase();
        n = model.jointCount();
        clock = SampleClock.of(model);
        filter = new JointFilter(model);
        agreement = new SensorAgreement(model);
        zeros = new ZeroVelocities(model);
        velocities = new VelocityAgreement(model);
        moments = new WrenchMoments(model);
        zeroEfforts = ZeroEfforts.of(model);
        frozen = new FrozenJoints(model);
        gate = new SampleGate(model, filter);
        LegMotion legs = new LegMotion(model);
        repeats = new RepeatedReadings(model, legs);
        frozenWrenches = new FrozenWrenches(model, legs);
        followers = new FollowerCheck(model);
        drives = new DriveLaw(model);
        physics = new Physics(model);
        feet = new TouchingFeet(model);
        base = BaseSynchronisation.of(model, floor);
        hold = new SensorHold(model, filter, base != null, predictor == Predictor.RESIMULATED ? drives : null);
        reference = new ExtrapolatedReference(n);
        felt = new MeasuredAcceleration(model, physics);
        force = new ExternalForce(model, physics);
    }

    /**
     * Processes a frame in the model's order.
     *
     * @param sent the frame as sent by the robot; not modified
     * @param anew whether to reset the state first
     * @param events receives new events
     */
    void sync(TwinState state, SensorFrame sent, boolean anew, List<TwinEvent> events) {
        boolean first = state.frames == 0;
        long stampBefore = state.stampNanos;
        acceleration.begin(state, anew || first);
        if (anew || first) {
            state.repetition.clear();
        }
        SensorFrame possible = bounds.pass(sent);
        SensorFrame measured = zeros.pass(state, repeats.pass(state, possible, events), events);
        SensorFrame told = zeroEfforts == null ? measured : zeroEfforts.pass(state, measured, events);
        dt = advance(state, sent, velocities.pass(state, told), anew, events);
        velocities.judge(state, told, dt, events);
        SensorFrame fresh = velocities.pass(state, told);
        if (possible != sent) {
            gate.tellImpossible(state, sent, events);
        }
        SensorFrame moved = frozenImu.pass(state, frozen.pass(state, fresh, dt, events), dt, events);
        SensorFrame alive = frozenWrenches.pass(state, frozenPose.pass(state, moved, dt, events), dt, events);
        SensorFrame likely = moments.pass(state, gate.pass(state, alive, dt, events), dt, events);
        SensorFrame frame = agreement.pass(state, possible, likely, dt, events);
        followers.judge(state, sent, frame, events);
        hold.listen(state, frame, events);
        filter.advance(
                state.joints,
                of(frame, SensorFrame.JOINT_POSITIONS),
                of(frame, SensorFrame.JOINT_VELOCITIES),
                of(frame, SensorFrame.COMMAND_VELOCITY),
                dt);
        knowJoints(state, frame);
        take(frame, SensorFrame.IMU, frame.imu, state, state.imu);
        takeContacts(state, frame);
        SensorFrame held = hold.held(state, frame);
        if (base != null && anew && sent.stampNanos - stampBefore > Gap.HOLD_NS) {
            base.giveUp(state); // the robot may have been moved in the meantime
        }
        if (base != null && (agreement.refusesImu(state) || agreement.givesUpBase())) {
            base.giveUp(state);
        } else if (base != null && (frame.has(SensorFrame.IMU) || state.base.seen) && timed(state)) {
            agreement.doubt(state, doubt);
            if (agreement.losesVelocity()) {
                base.loseVelocity(state);
            }
            base.sync(state, frame, held, anew ? Double.NaN : dt, doubt);
            base.tell(events);
            if (base.estimate().reset != ResetReason.NONE) {
                state.agreement.forgetHigherFeet();
            }
            if (base.estimate().reset == ResetReason.STANDING_START) {
                state.balance.rested();
            }
        }
        if (first && floating && base == null) {
            events.add(new TwinEvent(
                    Kind.LIMITED,
                    "the model has no IMU: base and balance are known only where they are measured",
                    Map.of()));
        }
        if (base == null || !state.base.running) {
            take(frame, SensorFrame.BASE_POSE, frame.basePose, state, state.basePose);
            take(frame, SensorFrame.BASE_VELOCITY, frame.baseVelocity, state, state.baseVelocity);
        }
        boolean estimated = base != null && state.base.running;
        if (estimated && (agreement.doubtsImu(state) || agreement.doubtsFeet(state))) {
            state.forget(TwinState.BASE_VELOCITY);
        }
        know(state, TwinState.CONTACTS, state.knownContacts != 0);
        know(state, TwinState.CONTACT_WRENCHES, state.knownWrenches != 0);
        reference.start(held, state.joints);
        accelerate(state, frame, held);
        hold.keep(state, frame);
        state.round();
        if (!state.sound(numbers)) {
            state.clear();
            moving = false;
            events.add(new TwinEvent(
                    Kind.RESET,
                    "the twin was reset: a number of its state was not finite, or faster than any robot",
                    Map.of()));
        }
    }

    /**
     * Whether a frame in the model's order continues the robot's motion: its stamp is not later than the frames needed
     * to prove a restart allow, and each joint is where it was predicted. Not so for a robot that was switched off, or
     * that a simulator moved.
     */
    static boolean goesOn(TwinState state, SensorFrame frame) {
        long elapsed = frame.stampNanos - state.stampNanos;
        long most = Math.min(2 * FrameOrder.CONFIRMATIONS * state.pace.periodNanos(), Reporting.MOST);
        return state.frames > 0 && elapsed > 0 && elapsed <= most && SampleGate.goOn(state, frame, elapsed * 1e-9);
    }

    /** Whether the interval of frames is known, without which nothing can be integrated. */
    private static boolean timed(TwinState state) {
        return state.base.running || !SampleClock.unknown(state.clock);
    }

    /** Advances the clock; returns s since the last sample, 0 for the first. */
    private double advance(
            TwinState state, SensorFrame frame, SensorFrame fresh, boolean anew, List<TwinEvent> events) {
        double step = 0;
        long before = state.sampleNanos;
        boolean follows = !anew && state.frames > 0;
        if (follows) {
            step = Math.max(elapse(state, frame, fresh), SHORTEST_STEP);
            if (step > 1e-9 * Reporting.MOST) {
                // the robot was silent: earlier readings are invalid, and nothing is extrapolated over the silence
                filter.loseAll(state.joints);
                state.gate.restart();
                state.frozen.pause();
            }
        } else {
            state.frames = 0;
            state.due.clear();
            filter.restart(state.joints);
            state.gate.restart();
            state.frozen.restart();
            hold.restart(state);
            state.agreement.restart();
            SampleClock.restart(state.clock);
            state.pace.begin(frame.has(SensorFrame.SEQ), state.order.startStep());
        }
        state.instant.take(frame);
        state.seq = frame.seq;
        state.stampNanos = frame.stampNanos;
        state.sampleNanos = frame.stampNanos + Math.round(1e9 * SampleClock.sampleAfterStamp(state.clock));
        state.frames++;
        if (follows && Math.abs((state.sampleNanos - before) * 1e-9 - step) > CLOCK_MOVED) {
            // the clock was set, or its stamps are interpreted differently: earlier instants are invalid
            state.due.clear();
        }
        boolean due = state.timingToldNanos == 0 || Math.abs(state.stampNanos - state.timingToldNanos) >= TOLD_AGAIN;
        if (clock.news(state.clock, due)) {
            state.timingToldNanos = state.stampNanos;
            events.add(timing(state.clock));
        }
        return step;
    }

    private double elapse(TwinState state, SensorFrame frame, SensorFrame fresh) {
        boolean numbered = frame.has(SensorFrame.SEQ);
        double[] positions = of(fresh, SensorFrame.JOINT_POSITIONS);
        double[] velocities = of(fresh, SensorFrame.JOINT_VELOCITIES);
        if (state.instant.isComplementedBy(frame)) {
            state.pace.further(numbered, state.seq, frame.seq);
            jointTime.measure(state.joints, positions, velocities, SampleClock.sinceJoints(state.clock));
            return clock.stay(state.clock, jointTime);
        }
        double elapsed = (frame.stampNanos - state.stampNanos) * 1e-9;
        long counted = state.pace.step(numbered, state.seq, frame.seq, elapsed);
        int ticks = (int) Math.min(counted, Integer.MAX_VALUE);
        jointTime.measure(state.joints, positions, velocities, clock.sinceJoints(state.clock, elapsed, ticks));
        return clock.advance(state.clock, elapsed, ticks, jointTime);
    }

    private static TwinEvent timing(double[] c) {
        if (SampleClock.grain(c) > 0) {
            return new TwinEvent(
                    Kind.TIMING,
                    "the stamps are coarse: they repeat from frame to frame, then jump; in between, frames are counted",
                    Map.of(
                            "period_ms", 1e3 * SampleClock.period(c),
                            "grain_ms", 1e3 * SampleClock.grain(c)));
        }
        boolean even = SampleClock.reading(c) == SampleClock.Reading.EVEN_TICKS;
        return new TwinEvent(
                Kind.TIMING,
                even
                        ? "the joints move as if sampled evenly: the stamps are late by a varying delay, and evenly spaced"
                                + " times are used instead"
                        : "the joints move as if sampled when the stamps say: they are used as they are",
                Map.of(
                        "period_ms", 1e3 * SampleClock.period(c),
                        "jitter_ms", 1e3 * SampleClock.jitter(c),
                        "confirmed", SampleClock.confirmed(c)));
    }

    private static void know(TwinState state, int quantities, boolean known) {
        if (known) {
            state.learn(quantities);
        } else {
            state.forget(quantities);
        }
    }

    /** Positions are known as soon as one joint's is; velocities once they are measured or two positions were. */
    private void knowJoints(TwinState state, SensorFrame frame) {
        boolean any = false;
        for (int j = 0; j < n; j++) {
            any |= state.joints.known[j];
        }
        know(state, TwinState.JOINT_POSITIONS, any);
        boolean moving = state.knows(TwinState.JOINT_VELOCITIES)
                || state.joints.frames > 1
                || frame.has(SensorFrame.JOINT_VELOCITIES);
        know(state, TwinState.JOINT_VELOCITIES, any && moving);
    }

    private static void takeContacts(TwinState state, SensorFrame frame) {
        for (int k = 0; k < state.contacts.length; k++) {
            if (frame.has(SensorFrame.CONTACTS) && !Double.isNaN(frame.contacts[k]) && StuckFlags.holds(state, k)) {
                state.contacts[k] = frame.contacts[k] != 0;
                state.knownContacts |= 1 << k;
            }
            if (frame.has(SensorFrame.CONTACT_WRENCHES) && !Double.isNaN(frame.contactWrenches[6 * k + 2])) {
                for (int i = 6 * k; i < 6 * k + 6; i++) {
                    state.contactWrenches[i] = Double.isNaN(frame.contactWrenches[i]) ? 0 : frame.contactWrenches[i];
                }
                state.knownWrenches |= 1 << k;
            }
        }
    }

    /**
     * Accelerations of this instant: from the dynamics if torques, base and contacts are known, otherwise as estimated
     * from the joints. A joint with unknown position is at rest, one with unknown torque keeps its speed; a foot with
     * unknown contact is not on the ground.
     */
    private void accelerate(TwinState state, SensorFrame frame, SensorFrame held) {
        moving = false;
        state.torqueSource = torques(state, frame, held);
        if (state.torqueSource == TorqueSource.NONE) {
            Arrays.fill(state.baseAcceleration, 0);
            filter.correctAcceleration(state.joints, null, 0, 0);
            Arrays.fill(state.divergence.externalForce, 0);
            return;
        }
        physics.place(state.basePose, state.baseVelocity, state.joints.position, state.joints.velocity);
        feet.read(state);
        physics.accelerate(feet.touching);
        moving = true;
        acceleration.turn(state, physics, dt);
        felt.read(state, frame);
        // earlier torques differ from the present ones, especially at a touchdown
        boolean past = state.torqueSource == TorqueSource.EFFORTS
                ? !frame.has(SensorFrame.JOINT_EFFORTS)
                : !drives.commanded(frame) || filter.repeatsTargets(state.joints);
        filter.correctAcceleration(state.joints, past ? null : physics.acceleration, physics.base, felt.unexplained());
        acceleration.move(state, physics, felt);
        force.update(state, frame, held, felt, dt);
    }

    /** The base estimate of the last frame; null if there is none. */
    @Nullable BaseEstimate estimate() {
        return base == null || !base.estimate().running ? null : base.estimate();
    }

    /** The last frame's commands, extrapolated. */
    ExtrapolatedReference reference() {
        return reference;
    }

    /** The dynamics at the last frame; valid if {@link #moving}. */
    Physics physics() {
        return physics;
    }

    /** The feet on the ground at the last frame; valid if {@link #moving}. */
    TouchingFeet feet() {
        return feet;
    }

    /** Whether base and torques of the last frame were known, so that the dynamics could be solved. */
    boolean moving() {
        return moving;
    }

    /** Time from the frame before to the last one, s. */
    double step() {
        return dt;
    }

    /** The frame's own torques, or valid earlier ones: commanded before measured ones. */
    private TorqueSource torques(TwinState state, SensorFrame frame, SensorFrame held) {
        boolean own = drives.commanded(frame) || frame.has(SensorFrame.JOINT_EFFORTS);
        return torques(state, own ? frame : held);
    }

    private TorqueSource torques(TwinState state, SensorFrame frame) {
        boolean grounded = state.contacts.length == 0 || state.knows(TwinState.CONTACTS);
        if (floating && !(state.knows(BASE_MOTION) && grounded) || !state.knows(TwinState.JOINT_VELOCITIES)) {
            return TorqueSource.NONE;
        }
        if (drives.commanded(frame)) {
            drives.torques(frame, state.joints.position, state.joints.velocity, physics.torque, physics.base);
            for (int j = 0; j < n; j++) {
                physics.hold(j, !state.knowsJoint(j) || !drives.tells(frame, j));
            }
            return TorqueSource.COMMANDS;
        }
        double[] efforts = of(frame, SensorFrame.JOINT_EFFORTS);
        if (efforts == null) {
            return TorqueSource.NONE;
        }
        for (int j = 0; j < n; j++) {
            boolean known = state.knowsJoint(j) && !Double.isNaN(efforts[j]);
            physics.torque[physics.base + j] = known ? efforts[j] : 0;
            physics.hold(j, !known);
        }
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
