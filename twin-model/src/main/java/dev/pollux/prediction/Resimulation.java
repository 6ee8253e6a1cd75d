package dev.pollux.prediction;

import dev.pollux.dynamics.FrameMotion;
import dev.pollux.model.RobotModel;
import dev.pollux.spatial.SE3;
import dev.pollux.spatial.SO3;
import dev.pollux.state.Prediction;
import dev.pollux.state.Predictor;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinState;

/**
 * Simulates a robot under a command trajectory: in each step the drives' law gives the torques, and the ground acts on
 * the soles. A sole that touches down stops at once; a sole that the ground would have to pull is released. A joint
 * that reaches a limit stops; unknown joints are at rest; joints without a command keep their speed. Second order in
 * the step size, on SE(3) × joints. For what-if questions, and for twins that are configured to predict this way.
 */
public final class Resimulation {
    /** Longest horizon, s. */
    public static final double MAX_HORIZON = 1.0;

    private final RobotModel model;
    private final Physics physics;
    private final DriveLaw law;
    private final FrameMotion[] soles;
    private final GroundPlane ground;
    private final double[] sole = new double[12];
    private final SensorFrame commands = new SensorFrame();
    private final boolean[] touching;
    private final double[] pose = new double[16];
    private final double[] twist = new double[6];
    private final double[] midTwist = new double[6];
    private final double[] q;
    private final double[] v;
    private final double[] low;
    private final double[] high;
    private final boolean[] known;
    private final double[] after;
    private final double[] impulses;

    /** A simulation of one model, for one thread. */
    public Resimulation(RobotModel model) {
        this.model = model;
        physics = new Physics(model);
        law = new DriveLaw(model);
        soles = model.contacts().stream()
                .map(c -> new FrameMotion(physics.motion, model.frames().get(c.frame())))
                .toArray(FrameMotion[]::new);
        ground = new GroundPlane(model, soles);
        touching = new boolean[soles.length];
        q = new double[model.jointCount()];
        v = new double[model.jointCount()];
        low = new double[model.jointCount()];
        high = new double[model.jointCount()];
        known = new boolean[model.jointCount()];
        after = new double[model.velocityCount()];
        impulses = new double[6 * soles.length];
    }

    /**
     * Simulates up to the horizons of the given predictions.
     *
     * @param state initial state
     * @param trajectory future commands of the drives
     * @param step largest step, s; 1 to 2 ms suits stiff drives
     * @param ahead results, by ascending horizon
     * @return whether the state stayed finite; otherwise the results are invalid
     * @throws IllegalArgumentException if a horizon is over {@value #MAX_HORIZON} s, the step is not positive, or the
     *     state lacks needed quantities
     */
    public boolean run(TwinState state, CommandTrajectory trajectory, double step, Prediction[] ahead) {
        for (Prediction out : ahead) {
            check(out.horizonNanos, step);
        }
        if (model.floatingBase() && !state.knows(TwinState.BASE_POSE | TwinState.BASE_VELOCITY)) {
            throw new IllegalArgumentException("the state knows no base pose and velocity yet");
        }
        begin(state);
        double time = 0;
        for (Prediction out : ahead) {
            double horizon = out.horizonNanos * 1e-9;
            advance(time, horizon, trajectory, step);
            finish(state, out);
            time = horizon;
        }
        return finite();
    }

    private static void check(long horizonNanos, double step) {
        if (horizonNanos > MAX_HORIZON * 1e9 || !(step > 0)) {
            throw new IllegalArgumentException("a re-simulation looks at most " + MAX_HORIZON
                    + " s ahead in positive steps; got " + horizonNanos * 1e-9 + " s in steps of " + step + " s");
        }
    }

    private void advance(double from, double to, CommandTrajectory trajectory, double step) {
        int steps = (int) Math.ceil((to - from) / step - 1e-9);
        double dt = (to - from) / steps;
        for (int i = 0; i < steps; i++) {
            commands.clear();
            trajectory.at(from + i * dt, commands);
            step(dt);
        }
    }

    private boolean finite() {
        double sum = pose[3] + pose[7] + pose[11];
        for (double component : twist) {
            sum += component;
        }
        for (int j = 0; j < q.length; j++) {
            sum += q[j] + v[j];
        }
        return Double.isFinite(sum);
    }

    private void begin(TwinState state) {
        System.arraycopy(state.basePose, 0, pose, 0, 16);
        System.arraycopy(state.baseVelocity, 0, twist, 0, 6);
        System.arraycopy(state.joints.position, 0, q, 0, q.length);
        System.arraycopy(state.joints.velocity, 0, v, 0, v.length);
        for (int j = 0; j < q.length; j++) {
            low[j] = Math.min(model.joints().get(j).lower(), q[j]);
            high[j] = Math.max(model.joints().get(j).upper(), q[j]);
            known[j] = state.knowsJoint(j);
        }
        System.arraycopy(state.contacts, 0, touching, 0, touching.length);
        physics.place(pose, twist, q, v);
        ground.find(touching);
    }

    private void step(double dt) {
        boolean commanded = DriveLaw.commandsAny(commands);
        for (int j = 0; j < q.length; j++) {
            physics.hold(j, !known[j] || commanded && !law.tells(commands, j));
        }
        physics.place(pose, twist, q, v);
        if (ground.meet(touching)) {
            physics.touchDown(touching, after, impulses);
            System.arraycopy(after, 0, twist, 0, physics.base);
            System.arraycopy(after, physics.base, v, 0, v.length);
            physics.place(pose, twist, q, v);
        }
        law.torques(commands, q, v, physics.torque, physics.base);
        physics.accelerate(touching);
        double[] a = physics.acceleration;
        if (holdAtLimits(a)) {
            physics.place(pose, twist, q, v);
            physics.accelerate(touching);
        }
        for (int j = 0; j < q.length; j++) {
            double rate = a[physics.base + j];
            q[j] += dt * (v[j] + dt / 2 * rate);
            v[j] += dt * rate;
            if (q[j] < low[j] || q[j] > high[j]) {
                q[j] = Math.max(low[j], Math.min(high[j], q[j]));
                v[j] = 0;
            }
        }
        if (physics.base > 0) {
            for (int i = 0; i < 6; i++) {
                midTwist[i] = twist[i] + dt / 2 * a[i];
                twist[i] += dt * a[i];
            }
            SE3.integrate(pose, midTwist, dt);
        }
        ground.leave(touching);
    }

    /** Holds the joints that rest at a limit and are pressed against it; returns whether there are any. */
    private boolean holdAtLimits(double[] a) {
        boolean any = false;
        for (int j = 0; j < q.length; j++) {
            double rate = a[physics.base + j];
            if (v[j] == 0 && (q[j] <= low[j] && rate < 0 || q[j] >= high[j] && rate > 0)) {
                physics.hold(j, true);
                any = true;
            }
        }
        return any;
    }

    private void finish(TwinState state, Prediction out) {
        System.arraycopy(q, 0, out.jointPositions, 0, q.length);
        System.arraycopy(v, 0, out.jointVelocities, 0, v.length);
        System.arraycopy(pose, 0, out.basePose, 0, 16);
        System.arraycopy(twist, 0, out.baseVelocity, 0, 6);
        System.arraycopy(state.imu, 0, out.imu, 0, 6);
        System.arraycopy(physics.carrying, 0, out.contacts, 0, touching.length);
        for (int k = 0; k < soles.length; k++) { // w_S = R_WSᵀ w_W
            soles[k].pose(sole);
            SO3.rotateInverse(sole, 0, physics.wrenches, 6 * k, out.contactWrenches, 6 * k);
            SO3.rotateInverse(sole, 0, physics.wrenches, 6 * k + 3, out.contactWrenches, 6 * k + 3);
        }
        out.predictor = Predictor.RESIMULATED;
        out.knowAsMuchAs(state);
        out.setKnown(out.known()
                | TwinState.JOINT_POSITIONS
                | TwinState.JOINT_VELOCITIES
                | (state.knows(TwinState.CONTACTS) ? TwinState.CONTACT_WRENCHES : 0));
        out.knownWrenches = out.knownContacts;
    }
}
