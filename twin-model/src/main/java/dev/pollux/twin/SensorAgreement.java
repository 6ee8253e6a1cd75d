package dev.pollux.twin;

import dev.pollux.estimation.base.EstimatorInput;
import dev.pollux.estimation.feet.SoleKinematics;
import dev.pollux.model.RobotModel;
import dev.pollux.spatial.SO3;
import dev.pollux.state.AgreementMemory;
import dev.pollux.state.AgreementMemory.Verdict;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import dev.pollux.state.TwinState;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a robot's IMU, legs and contact flags show the same motion. A standing sole does not turn in the world,
 * so the encoders of its leg show how the IMU turns: R_IS(0) R_IS(1)ᵀ = Exp(φ). Over windows this is compared with the
 * gyro: the ratio shows degrees instead of radians, the matrix Σ φ_legs φ_gyroᵀ shows turned axes (its diagonal would
 * be maximal; G. Wahba, SIAM Review 7(3), 1965), and a sample that repeats while the legs turn shows a frozen IMU. The
 * foot that stands is the lower one, which shows inverted flags. Reported sensors are removed from frames as long as
 * the fault lasts. Working memory for one model and thread.
 */
final class SensorAgreement {
    /** Length of a window, s: long for encoder noise, short for strides; dropped if encoders come too late. */
    static final double WINDOW = 0.1;

    private static final double LONGEST_WINDOW = 0.2;

    /** Cosine of the tilt up to which a robot stands, 30°; turn in a window for which its end axes are equal, rad. */
    static final double UPRIGHT = 0.87;

    private static final double STEADY = 0.05;

    /** Apparent motion by encoders and sway in a window, m: simulators without noise may lack it in the IMU. */
    private static final double SWAY = 0.003;

    /** Checks of the legs, for a robot that has legs, an IMU and a floating base. */
    private record Legs(SoleKinematics soles, FeetAgreement feet, StuckFlags stuck, PushAgreement pushes) {}

    private final @Nullable Legs legs;
    private final EstimatorInput in;
    private final int contacts;
    private final SensorFrame passed = new SensorFrame();
    private final double[] before = new double[9];
    private final double[] now = new double[9];
    private final double[] turn = new double[9];
    private final double[] phi = new double[3];
    private final double[] q;
    private final TurnAgreement turns;
    private final GravityAgreement gravity;
    private boolean biasLeapt;
    private boolean stuckFootUsed;

    SensorAgreement(RobotModel model) {
        contacts = model.contacts().size();
        in = new EstimatorInput(contacts);
        q = new double[model.jointCount()];
        turns = new TurnAgreement(model);
        gravity = new GravityAgreement(model.mass());
        legs = model.imu() == null || contacts == 0 || !model.floatingBase() ? null : legs(model);
    }

    private Legs legs(RobotModel model) {
        SoleKinematics soles = new SoleKinematics(model, 0);
        StuckFlags stuck = new StuckFlags(model, soles);
        FeetAgreement feet = new FeetAgreement(model, soles, stuck, in);
        return new Legs(soles, feet, stuck, new PushAgreement(contacts, in, gravity));
    }

    /**
     * Checks a frame's sensors.
     *
     * @param state the state after the frame before
     * @param sent the frame including repeated readings
     * @param dt s since then
     * @return the frame, or a copy without contradicting sensors, valid until the next call
     */
    SensorFrame pass(TwinState state, SensorFrame sent, SensorFrame frame, double dt, List<TwinEvent> events) {
        if (legs == null) {
            return frame;
        }
        legs.feet.begin();
        stuckFootUsed = false;
        biasLeapt = false;
        AgreementMemory m = state.agreement;
        if (frame.has(SensorFrame.IMU)) {
            ImuAgreement.take(state, frame.imu, dt, events);
        } else if (sent.has(SensorFrame.IMU) && !state.reporting.holds(state.reporting.imu())) {
            ImuAgreement.hold(m, sent.imu, dt);
        }
        legs.stuck.listen(state, frame);
        gravity.listen(m, frame, dt);
        advance(legs, state, frame, dt, events);
        boolean imu = frame.has(SensorFrame.IMU) && (m.verdict != Verdict.SOUND || m.inG > 0);
        boolean flags = m.inverted && frame.has(SensorFrame.CONTACTS);
        boolean someFlags = !flags && frame.has(SensorFrame.CONTACTS) && legs.stuck.leavesOutAny(state, frame);
        boolean wrenches = m.swapped && frame.has(SensorFrame.CONTACT_WRENCHES);
        boolean biased = frame.has(SensorFrame.IMU) && (any(m.turn.taken) || any(m.gravity.taken));
        if (!imu && !flags && !someFlags && !wrenches && !biased) {
            return frame;
        }
        passed.copyFrom(frame);
        if (someFlags) {
            legs.stuck.takeOut(state, passed);
        }
        for (int i = 0; i < (biased ? 3 : 0); i++) {
            passed.imu[i] -= m.turn.taken[i];
            passed.imu[3 + i] -= m.gravity.taken[i];
        }
        passed.drop((imu ? SensorFrame.IMU : 0)
                | (flags ? SensorFrame.CONTACTS : 0)
                | (wrenches ? SensorFrame.CONTACT_WRENCHES : 0));
        return passed;
    }

    private static boolean any(float[] values) {
        return values[0] != 0 || values[1] != 0 || values[2] != 0;
    }

    /** Whether a fault of the IMU is reported: then nothing estimated from it is valid. */
    boolean refusesImu(TwinState state) {
        return state.agreement.verdict != Verdict.SOUND;
    }

    /**
     * Additional uncertainty of tilt and velocity, while the gyro begins to differ from the legs.
     *
     * @param doubt result: of the tilt, rad, and of the velocity, m/s
     */
    void doubt(TwinState state, double[] doubt) {
        turns.doubt(state, doubt);
    }

    /** Whether a fault of the IMU may soon be reported: then its velocity must not cause an alarm. */
    boolean doubtsImu(TwinState state) {
        return state.agreement.doubted;
    }

    /** Whether flags or wrenches may soon prove wrong, while nothing else shows which feet stand. */
    boolean doubtsFeet(TwinState state) {
        return legs != null && legs.feet.doubts(state);
    }

    /** Whether the base was estimated from readings just reported as wrong: swapped wrenches, or a bias that jumped. */
    boolean givesUpBase() {
        return biasLeapt || legs != null && legs.feet.givesUpBase();
    }

    /** Whether the base's velocity was estimated from a foot that does not stand. */
    boolean losesVelocity() {
        return stuckFootUsed || legs != null && legs.feet.losesVelocity();
    }

    private void advance(Legs legs, TwinState state, SensorFrame frame, double dt, List<TwinEvent> events) {
        AgreementMemory m = state.agreement;
        SoleKinematics soles = legs.soles;
        int standing = legs.feet.standing(state, frame);
        if (m.window >= 0) {
            m.window += (float) dt;
            m.stood &= standing;
            for (int i = 0; i < 3; i++) {
                m.turned[i] += (m.imu[i] - m.turn.taken[i]) * (float) dt;
                m.pushed[i] += (m.imu[3 + i] - m.gravity.taken[i]) * (float) dt;
            }
            if (m.window > LONGEST_WINDOW) {
                m.window = -1;
                m.stood = 0;
            }
        }
        if (m.window >= 0 && m.window < WINDOW - 1e-6 || !placed(state, frame)) {
            return;
        }
        in.clear();
        soles.fill(q, in);
        if (m.window >= 0) {
            if (state.knows(TwinState.BASE_POSE) && state.basePose[10] < UPRIGHT) {
                m.stood &= feltToStand(m); // a sole on its side does not stand
            }
            gravity.begin();
            if (compareTurns(soles, state) < STEADY * STEADY && m.repeated < m.window) {
                legs.pushes.compare(state);
            }
            legs.feet.compare(state, frame);
            judge(legs, state, events);
            stuckFootUsed = legs.stuck.judge(state, frame, in, events);
        }
        m.stoodBefore = m.window < 0 ? 0 : m.stood;
        System.arraycopy(m.pushed, 0, m.pushedBefore, 0, 3);
        System.arraycopy(m.place, 0, m.placeBefore, 0, m.place.length);
        m.window = 0;
        m.stood = standing;
        Arrays.fill(m.turned, 0);
        Arrays.fill(m.pushed, 0);
        for (int i = 0; i < m.place.length; i++) {
            m.place[i] = (float) in.sole[i];
        }
        for (int c = 0; c < contacts; c++) {
            soles.attitude(c, now);
            SO3.log(now, 0, phi, 0);
            for (int i = 0; i < 3; i++) {
                m.sole[3 * c + i] = (float) phi[i];
            }
        }
    }

    /** Contacts towards whose soles gravity points, as bits: a wrong gyro may have tilted the estimated base. */
    private int feltToStand(AgreementMemory m) {
        int bits = 0;
        for (int c = 0; c < contacts; c++) {
            bits |= in.flat[c] && TurnAgreement.stands(m, in, c) ? 1 << c : 0;
        }
        return bits;
    }

    /** Reads the encoders; returns whether all were read. */
    private boolean placed(TwinState state, SensorFrame frame) {
        if (!frame.has(SensorFrame.JOINT_POSITIONS)) {
            return false;
        }
        for (int j = 0; j < q.length; j++) {
            double x = frame.jointPositions[j];
            q[j] = Double.isNaN(x) ? state.joints.position[j] : x;
        }
        return true;
    }

    /** The largest squared turn of a standing leg over the window, rad². */
    private double compareTurns(SoleKinematics soles, TwinState state) {
        AgreementMemory m = state.agreement;
        turns.begin();
        double furthest = 0;
        double most = 0;
        for (int c = 0; c < contacts; c++) {
            if ((m.stood >> c & 1) == 0) {
                continue;
            }
            for (int i = 0; i < 3; i++) {
                phi[i] = m.sole[3 * c + i];
            }
            SO3.exp(phi[0], phi[1], phi[2], before, 0);
            soles.attitude(c, now);
            // φ = Log(R_IS(0) R_IS(1)ᵀ)
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    turn[3 * i + j] = before[3 * i] * now[3 * j]
                            + before[3 * i + 1] * now[3 * j + 1]
                            + before[3 * i + 2] * now[3 * j + 2];
                }
            }
            SO3.log(turn, 0, phi, 0);
            double turned = square(phi[0]) + square(phi[1]) + square(phi[2]);
            most = Math.max(most, turned);
            if (m.repeated < m.window) {
                turns.compare(soles, in, state, c, phi, (m.stoodBefore >> c & 1) != 0);
            }
            double moved = 0;
            for (int i = 3 * c; i < 3 * c + 3; i++) {
                moved += square(in.sole[i] - m.place[i]);
            }
            furthest = Math.max(furthest, moved);
        }
        turns.end(state);
        if (m.repeated >= m.window && furthest > SWAY * SWAY) {
            m.movedMeanwhile = Math.min(m.movedMeanwhile + (float) Math.sqrt(furthest), 1e3f);
        }
        return most;
    }

    private void judge(Legs legs, TwinState state, List<TwinEvent> events) {
        AgreementMemory m = state.agreement;
        legs.feet.judge(state, events);
        ImuAgreement.judge(state, events);
        turns.judge(m, events);
        biasLeapt = turns.leaps(m, events) | gravity.jumps(state, events);
        legs.pushes.judge(m, events);
        GravityAgreement.judgeDirection(m, events);
    }

    static void sound(AgreementMemory m, String message, List<TwinEvent> events) {
        m.verdict = Verdict.SOUND;
        m.forgetMotion();
        tell(message + ": it is used", Map.of(), events);
    }

    static void tell(String message, Map<String, Double> numbers, List<TwinEvent> events) {
        events.add(new TwinEvent(Kind.SENSOR_REFUSED, message, numbers));
    }

    private static double square(double x) {
        return x * x;
    }
}
