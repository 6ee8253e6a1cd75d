package dev.pollux.twin;

import dev.pollux.dynamics.FrameMotion;
import dev.pollux.model.RobotModel;
import dev.pollux.prediction.Physics;
import dev.pollux.spatial.SO3;
import dev.pollux.spatial.World;
import dev.pollux.state.Reporting;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinState;
import java.util.Map;

/**
 * The force on a robot that neither gravity nor the ground under its soles explains: F = m (c̈ − g) − Σ F_soles, with
 * c̈ from the accelerometer and the joints' accelerations (Newton's second law for the whole robot; cf. Haddadin, De
 * Luca and Albu-Schäffer 2017, §IV). Smoothed, since a push lasts tens of milliseconds.
 */
final class ExternalForce {
    /** Time constant of the smoothing, s. */
    private static final double SMOOTHING = 0.04;

    /** Sensors with a longer interval than this, s, miss what happens at a touchdown. */
    private static final double SLOW = 0.012;

    /** Least number of samples of slow wrenches in the smoothing. */
    private static final int SAMPLES = 4;

    /** A force counts as the weight of a payload if its horizontal part is at most this share of it. */
    private static final double UPRIGHT = 0.3;

    /** Possible acceleration of an unknown joint, rad/s² or m/s²: that of a swinging knee. */
    private static final double UNSEEN = 30;

    /** A force is unknown if unmeasured joints could cause this share of the weight: half of what counts as a push. */
    private static final double FEIGNED = 0.5 * DivergenceWatch.PUSH;

    /** Turned IMU axes explain a force if at most this share of it remains. */
    private static final double EXPLAINED = 0.5;

    /** A specific force within this of gravity, m/s², is not that of a fall, where turned axes explain any force. */
    private static final double QUIET = 0.5;

    private final Physics physics;
    private final double mass;
    private final FrameMotion[] soles;
    private final double[] sole = new double[12];
    private final double[] ground = new double[3];
    private final double[] qdd;
    private final double[] rate = new double[6];
    private final double[] unseen = new double[6];
    private final double[] other = new double[3];

    ExternalForce(RobotModel model, Physics physics) {
        this.physics = physics;
        mass = model.mass();
        soles = model.contacts().stream()
                .map(c -> new FrameMotion(physics.motion, model.frames().get(c.frame())))
                .toArray(FrameMotion[]::new);
        qdd = new double[model.velocityCount()];
    }

    /**
     * Updates the estimate if the IMU, the wrenches of all soles that may touch and the motion of heavy joints are
     * known, else it decays. It stays constant between two IMU samples, and while turned IMU axes would explain it.
     *
     * @param frame the frame of the robot
     * @param held the same with the wrenches that are still valid
     */
    void update(TwinState state, SensorFrame frame, SensorFrame held, MeasuredAcceleration base, double dt) {
        double[] force = state.divergence.externalForce;
        boolean told = held.has(SensorFrame.CONTACT_WRENCHES) && allFelt(state, held);
        boolean known = base.felt && told;
        if (told && !base.felt && base.awaited(state) || known && !current(state, frame, held)) {
            return;
        }
        double interval = interval(state);
        double smoothing = interval > SLOW ? Math.max(SMOOTHING, SAMPLES * interval) : SMOOTHING;
        double gain = Math.min(1, Math.max(dt, interval) / smoothing);
        if (known) {
            System.arraycopy(base.linear, 0, qdd, 0, 3);
            System.arraycopy(state.baseAcceleration, 3, qdd, 3, 3);
            System.arraycopy(state.joints.acceleration, 0, qdd, 6, state.joints.acceleration.length);
            physics.centroidal.momentumRate(qdd, rate);
            known = feigned(state) < FEIGNED * mass * World.GRAVITY;
            rate[2] += mass * World.GRAVITY;
            for (int k = 0; k < soles.length; k++) {
                takeOff(k, held.contactWrenches);
            }
        }
        if (known && !state.agreement.agreed && loadedStand(state, held) && mountedOtherwise(state, base)) {
            return;
        }
        for (int i = 0; i < 3; i++) {
            force[i] += gain * ((known ? rate[i] : 0) - force[i]);
        }
    }

    /**
     * Whether turning the IMU's axes by right angles would explain most of {@link #rate}: then the mounting, not a
     * force, will be reported, as soon as the robot has moved enough.
     */
    private boolean mountedOtherwise(TwinState state, MeasuredAcceleration base) {
        double least = norm(rate);
        double push = DivergenceWatch.PUSH * mass * World.GRAVITY;
        double felt = Math.hypot(Math.hypot(state.imu[3], state.imu[4]), state.imu[5]);
        if (least < push || Math.abs(felt - World.GRAVITY) > QUIET) {
            return false;
        }
        double enough = least * EXPLAINED;
        for (int t = 1; t < QuarterTurns.COUNT && least > enough; t++) {
            base.otherwise(state, t, other);
            for (int i = 0; i < 3; i++) {
                other[i] = rate[i] + mass * other[i];
            }
            least = Math.min(least, norm(other));
        }
        return least <= enough;
    }

    /** Whether all feet with much load count as standing: otherwise flags are wrong, and so are the dynamics. */
    private boolean loadedStand(TwinState state, SensorFrame frame) {
        for (int k = 0; k < state.contacts.length; k++) {
            if (!state.contacts[k] && frame.contactWrenches[6 * k + 2] > TouchingFeet.LOADED * mass * World.GRAVITY) {
                return false;
            }
        }
        return true;
    }

    private static double norm(double[] v) {
        return Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
    }

    /** Whether an encoder reports so much less often than frames come that its joint's acceleration is not observed. */
    private static boolean missesMuch(Reporting reporting, int encoder) {
        return reporting.slow(encoder) && reporting.usualInterval(encoder) > SLOW;
    }

    /** What unmeasured joints may add to {@link #rate}, N: Σ |∂(m c̈)/∂q̈ⱼ| times their possible acceleration. */
    private double feigned(TwinState state) {
        double sum = 0;
        for (int j = 0; j < state.joints.known.length; j++) {
            if (state.joints.known[j] && !missesMuch(state.reporting, j)) {
                continue;
            }
            double resting = qdd[6 + j];
            qdd[6 + j] = resting + UNSEEN;
            physics.centroidal.momentumRate(qdd, unseen);
            qdd[6 + j] = resting;
            double square = 0;
            for (int i = 0; i < 3; i++) {
                square += (unseen[i] - rate[i]) * (unseen[i] - rate[i]);
            }
            sum += Math.sqrt(square);
        }
        return sum;
    }

    /**
     * Whether the frame contains a wrench and all wrenches belong to about this instant: a difference to loads from
     * before a touchdown is not an external force.
     */
    private static boolean current(TwinState state, SensorFrame frame, SensorFrame held) {
        Reporting reporting = state.reporting;
        for (int k = 0; k < state.contacts.length; k++) {
            boolean felt = !Double.isNaN(held.contactWrenches[6 * k + 2]);
            if (!reporting.current(felt ? reporting.wrench(k) : reporting.flag(k))) {
                return false;
            }
        }
        return frame.has(SensorFrame.CONTACT_WRENCHES);
    }

    /** Usual interval of the slowest of the wrenches that come less often than frames, s; 0 if there are none. */
    private static double interval(TwinState state) {
        Reporting reporting = state.reporting;
        double interval = 0;
        for (int k = 0; k < state.contacts.length; k++) {
            boolean slow = reporting.holds(reporting.wrench(k)) && reporting.slow(reporting.wrench(k));
            interval = Math.max(interval, slow ? reporting.usualInterval(reporting.wrench(k)) : 0);
        }
        return interval;
    }

    private static boolean allFelt(TwinState state, SensorFrame frame) {
        for (int k = 0; k < state.contacts.length; k++) {
            // uses sensor readings only, not conclusions from other forces
            boolean open = StuckFlags.holds(state, k) && !state.contacts[k];
            boolean felt = !Double.isNaN(frame.contactWrenches[6 * k + 2]);
            if (felt ? state.gate.doubtsWrench(k) || !FrozenWrenches.tells(state, k) : !open) {
                return false;
            }
        }
        return true;
    }

    /** F ← F − R_WS f_S: subtracts the force of the ground under sole k. */
    private void takeOff(int k, double[] wrenches) {
        if (Double.isNaN(wrenches[6 * k] + wrenches[6 * k + 1] + wrenches[6 * k + 2])) {
            return;
        }
        soles[k].pose(sole);
        SO3.rotate(sole, 0, wrenches, 6 * k, ground, 0);
        for (int i = 0; i < 3; i++) {
            rate[i] -= ground[i];
        }
    }

    /** Adds the force to an event's numbers, and the mass of the payload if it may be one. */
    static void explain(double[] force, Map<String, Double> numbers) {
        numbers.put("external_force_x_n", force[0]);
        numbers.put("external_force_y_n", force[1]);
        numbers.put("external_force_z_n", force[2]);
        if (Math.hypot(force[0], force[1]) < -UPRIGHT * force[2]) {
            numbers.put("payload_kg", -force[2] / World.GRAVITY);
        }
    }
}
