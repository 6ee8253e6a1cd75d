package dev.pollux.twin;

import dev.pollux.balance.Balance;
import dev.pollux.balance.SupportPolygon;
import dev.pollux.dynamics.FrameMotion;
import dev.pollux.dynamics.RigidContact;
import dev.pollux.model.RobotModel;
import dev.pollux.model.Tree;
import dev.pollux.prediction.Physics;
import dev.pollux.spatial.SE3;
import dev.pollux.state.BalanceMemory;
import dev.pollux.state.BalanceState;
import dev.pollux.state.Prediction;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import dev.pollux.state.TwinState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates a robot's balance now and at each horizon, and reports FALL_RISK, FALLEN and RECOVERED. A risk is reported
 * if the predicted capture point is further from the support polygon than a step can reach (Koolen et al. 2012: the
 * robot is then not N-step capturable with the feet it has time to place). See docs/algorithms/balance.md.
 */
final class BalanceWatch {
    /** How far outside the support a step can still catch the robot, as a share of the height of its centre of mass. */
    private static final double REACH = 0.27;

    /** The capture point relative to the feet is known if this many of its σ are within a step's reach. */
    private static final double SIGMAS = 3;

    /** Time for which the risk must last, s: a single noisy frame is ignored. */
    private static final double RISK_DWELL = 0.01;

    /** cos 60°: no robot stands with this tilt. */
    private static final double FALLEN_COSINE = 0.5;

    /** A sole at most this high above the ground, m, may have touched it since the last report about its foot. */
    private static final double NEAR_GROUND = 0.02;

    private final Physics physics;
    private final TouchingFeet feet;
    private final Balance balance;
    private final SupportPolygon support;
    private final FrameMotion[] soles;
    private final int[][] legs;
    private final boolean[] placed;
    private final boolean[] supports;
    private boolean supportKnown;
    private final double[] pose = new double[12];
    private final double standing;

    BalanceWatch(RobotModel model, Physics physics, TouchingFeet feet) {
        this.physics = physics;
        this.feet = feet;
        balance = new Balance(physics.motion);
        support = new SupportPolygon(physics.motion, RigidContact.of(model));
        soles = model.contacts().stream()
                .map(c -> new FrameMotion(physics.motion, model.frames().get(c.frame())))
                .toArray(FrameMotion[]::new);
        legs = model.contacts().stream()
                .map(c -> joints(model.tree(), model.frames().get(c.frame()).body()))
                .toArray(int[][]::new);
        placed = new boolean[soles.length];
        supports = new boolean[soles.length];
        double[] identity = new double[16];
        SE3.identity(identity);
        physics.place(identity, new double[6], new double[model.jointCount()], new double[model.jointCount()]);
        standing = soles.length == 0 ? 0 : -lowest(null);
    }

    /** The joints between the base and a body. */
    private static int[] joints(Tree tree, int body) {
        return IntStream.iterate(body, b -> b > 0, b -> tree.parent[b])
                .map(b -> tree.joint[b])
                .toArray();
    }

    /** Whether sole k's position is known: not if an encoder of its leg is silent or seems frozen. */
    private boolean placed(TwinState state, int k) {
        for (int j : legs[k]) {
            if (!state.joints.known[j] || state.frozen.doubtsPosition(j)) {
                return false;
            }
        }
        return true;
    }

    /** Height of the lowest touching sole, or of the lowest sole for null, m. */
    private double lowest(boolean @Nullable [] touching) {
        double lowest = Double.POSITIVE_INFINITY;
        for (int k = 0; k < soles.length; k++) {
            if (touching == null || touching[k]) {
                lowest = Math.min(lowest, height(k));
            }
        }
        return lowest;
    }

    /** Height of sole k, m. */
    private double height(int k) {
        soles[k].pose(pose);
        return pose[11];
    }

    /**
     * Evaluates the present state. If the contact or the position of any foot is unknown, the support is unknown: there
     * is no margin, no risk and no all-clear, and only tilt shows falls.
     */
    void assess(TwinState state, BalanceState out) {
        supportKnown = true;
        for (int k = 0; k < placed.length; k++) {
            supports[k] = feet.bears(state, k);
            placed[k] = supports[k] && placed(state, k);
            supportKnown &= (supports[k] || state.knowsContact(k)) && placed[k] == supports[k];
        }
        double sole = lowest(placed);
        BalanceMemory memory = state.balance;
        if (sole < Double.POSITIVE_INFINITY) {
            memory.ground = sole;
            memory.groundKnown = true;
        }
        out.known = memory.groundKnown;
        if (!out.known) {
            return;
        }
        for (int k = 0; k < supports.length; k++) {
            supports[k] |=
                    TouchingFeet.mayTouch(state, k) && placed(state, k) && height(k) - memory.ground < NEAR_GROUND;
        }
        balance.assess(physics.acceleration, memory.ground);
        out.known = !Double.isNaN(balance.naturalFrequency);
        out.frictionMargin = physics.frictionMargin();
        support.enclose(supports);
        System.arraycopy(balance.com, 0, out.com, 0, 3);
        System.arraycopy(balance.comVelocity, 0, out.comVelocity, 0, 3);
        System.arraycopy(balance.capturePoint, 0, out.capturePoint, 0, 2);
        out.grounded = supportKnown && support.corners() > 0 && !Double.isNaN(balance.zmp[0]);
        if (out.grounded) {
            System.arraycopy(balance.zmp, 0, out.zmp, 0, 2);
            out.zmpMargin = support.margin(out.zmp[0], out.zmp[1]);
            out.captureMargin = support.margin(out.capturePoint[0], out.capturePoint[1]);
        }
    }

    /** Evaluates the balance at a horizon: the centre of mass keeps its acceleration, the soles stay in place. */
    void assess(BalanceState now, Prediction prediction) {
        BalanceState out = prediction.balance;
        out.known = now.known;
        if (!now.known) {
            return;
        }
        double h = prediction.horizonNanos * 1e-9;
        for (int i = 0; i < 3; i++) {
            out.com[i] = now.com[i] + h * (now.comVelocity[i] + h / 2 * balance.comAcceleration[i]);
            out.comVelocity[i] = now.comVelocity[i] + h * balance.comAcceleration[i];
        }
        out.grounded = now.grounded;
        for (int i = 0; i < 2; i++) {
            out.capturePoint[i] = out.com[i] + out.comVelocity[i] / balance.naturalFrequency;
            // with constant accelerations, the zero moment point moves with the centre of mass
            out.zmp[i] = now.zmp[i] + out.com[i] - now.com[i];
        }
        if (out.grounded) {
            out.zmpMargin = support.margin(out.zmp[0], out.zmp[1]);
            out.captureMargin = support.margin(out.capturePoint[0], out.capturePoint[1]);
        }
    }

    /**
     * Reports changes. For a robot with unknown balance, such as one without torques, falling and standing up are
     * detected by the tilt of its base only.
     */
    void tell(TwinState state, BalanceState now, BalanceState ahead, double dt, List<TwinEvent> events) {
        if (!state.knows(TwinState.BASE_POSE)) {
            return;
        }
        BalanceMemory memory = state.balance;
        double height = now.com[2] - memory.ground;
        double reach = REACH * height;
        boolean sure = SIGMAS * captureSigma(state, height) < reach;
        boolean beyond = now.known && ahead.grounded && sure && ahead.captureMargin < -reach;
        boolean low = now.known && memory.risk && state.basePose[11] - memory.ground < standing / 2;
        boolean lies = state.basePose[10] < FALLEN_COSINE && !TiltAgreement.feelsUpright(state.agreement);
        boolean down = lies || low;
        boolean stands = !beyond && !down && (supportKnown && sure || !now.known);
        boolean changes = memory.fallen || memory.risk ? stands : beyond;
        memory.dwell = changes ? memory.dwell + dt : 0;
        if (down && !memory.fallen) {
            memory.fallen = true;
            memory.risk = true;
            events.add(new TwinEvent(Kind.FALLEN, "the robot has fallen", lie(state)));
        } else if (beyond && !memory.risk && memory.dwell >= RISK_DWELL) {
            memory.risk = true;
            events.add(new TwinEvent(
                    Kind.FALL_RISK,
                    "the capture point is beyond what a step can reach",
                    Map.of("capture_margin_m", ahead.captureMargin, "reach_m", reach)));
        } else if (memory.risk && changes && memory.dwell >= BalanceMemory.CLEAR_DWELL) {
            memory.risk = false;
            memory.fallen = false;
            events.add(new TwinEvent(
                    Kind.RECOVERED,
                    "the robot stands",
                    now.known && now.grounded ? Map.of("capture_margin_m", now.captureMargin) : Map.of()));
        }
    }

    /** σ of the capture point relative to the feet, m, from velocity and tilt of the base; grows without an IMU. */
    private double captureSigma(TwinState state, double height) {
        if (!state.knows(TwinState.BASE_SIGMA)) {
            return 0;
        }
        double[] sigma = state.baseSigma;
        double velocity = Math.max(sigma[6], sigma[7]) / balance.naturalFrequency;
        double tilt = Math.max(sigma[3], sigma[4]) * height;
        return Math.hypot(velocity, tilt);
    }

    /** Numbers that describe the posture of a fallen robot. */
    private static Map<String, Double> lie(TwinState state) {
        double upright = Math.max(-1, Math.min(1, state.basePose[10]));
        Map<String, Double> numbers = new TreeMap<>(Map.of("tilt_rad", Math.acos(upright)));
        if (state.balance.groundKnown) {
            numbers.put("base_height_m", state.basePose[11] - state.balance.ground);
        }
        return numbers;
    }
}
