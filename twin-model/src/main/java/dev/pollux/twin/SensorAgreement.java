package dev.pollux.twin;

import dev.pollux.estimation.base.EstimatorInput;
import dev.pollux.estimation.feet.SoleKinematics;
import dev.pollux.model.RobotModel;
import dev.pollux.spatial.SO3;
import dev.pollux.spatial.World;
import dev.pollux.state.AgreementMemory;
import dev.pollux.state.AgreementMemory.OtherFoot;
import dev.pollux.state.AgreementMemory.Verdict;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import dev.pollux.state.TwinState;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a robot's IMU, legs and contact flags tell the same motion. A sole that stands does not turn in the world, so the
 * encoders of its leg say how the IMU turns: R_IS(0) R_IS(1)ᵀ = Exp(φ). Over windows of a twentieth of a second that is
 * compared with what the gyro says: their ratio tells degrees from radians, the matrix Σ φ_legs φ_gyroᵀ tells axes that are
 * turned (it would be maximal on its diagonal; G. Wahba, SIAM Review 7(3), 1965), a sample that repeats while the legs
 * turn tells a frozen IMU. The foot that stands is the lower one, which tells flags that are inverted. What is told is
 * taken out of the frame as long as it lasts. Scratch memory for one model and thread.
 */
final class SensorAgreement {
    /** Length of a window, s: long against encoder noise, short against a stride; one that waits too long for encoders is dropped. */
    static final double WINDOW = 0.1;

    private static final double LONGEST_WINDOW = 0.2;

    /** Weight of past windows: some thirty count. */
    private static final float KEPT = 0.97f;

    /** Windows before anything is said. */
    private static final double ENOUGH = 12;

    /** A refused IMU is judged by batches of so many windows: what was wrong for long is soon forgotten. */
    private static final double BATCH = 18;

    /** Correlation from which two turns are one. */
    private static final double AGREES = 0.7;

    /** How much better turned axes must fit. */
    private static final double BETTER = 0.4;

    /** An IMU that is turned by less is mounted as the model has it, rad; beyond, by so many σ; and windows before it is told. */
    private static final double STRAIGHT = Math.toRadians(5);

    private static final double MOUNTING_SIGMAS = 4;

    private static final double SURE_OF_TURN = 20;

    /** No floor slopes by so much, rad. */
    private static final double ASIDE = Math.toRadians(18);

    /** Gains in velocity tell from this on, m/s. */
    private static final double LEAST_PUSH = 0.01;

    /** Cosine of the tilt to which a robot stands on its soles, 30°; turn of a window in which the axes of its ends are alike, rad. */
    private static final double UPRIGHT = 0.87;

    private static final double STEADY = 0.05;

    /** Share of the weight on a sole that stands, where it has no flag. */
    private static final double LOADED = 0.3;

    /** Share of the weight on a sole that does not stand. */
    private static final double UNLOADED = 0.05;

    /** An IMU is frozen when it repeats a sample for so long, s, while standing soles go so far from it, m. */
    private static final double REPEATED = 0.2;

    private static final double MOVED_MEANWHILE = 0.02;

    /** What encoders feign and a standing robot sways in a window, m: a simulator without noise may leave that out of its IMU. */
    private static final double SWAY = 0.003;

    /** Time constant of the mean specific force, s. */
    private static final double FORCE = 0.5;

    /** Mean specific force that is 1 g rather than 9.81 m/s², and that is none, m/s². */
    private static final double IN_G = 2;

    private static final double IN_SI = 5;

    /** On standing feet a sample within this of the mean over 9.81, m/s², is one in g; so long makes a verdict, s. */
    private static final double LIKE_G = 0.5;

    private static final double TURNED_TO_G = 0.1;

    /** A foot is higher than another by this, m. */
    private static final double HIGHER = 0.01;

    /** Mean speed over a window of a sole that does not stand, and of one that does, m/s; the legs' encoders resolve some 3 mm/s. */
    private static final double MOVES = 0.15;

    private static final double RESTS = 0.03;

    /** Windows in which the foot that is said to stand must be the higher one, and how many times as many as it is the lower. */
    private static final int INVERTED = 7;

    private static final int OUTWEIGHS = 4;

    /** Windows from which flags that say so are doubted: without wrenches no velocity is told. */
    private static final int FLAGS_DOUBT = 1;

    /** The same of wrenches: in a fall the loaded foot is the higher one for a moment. */
    private static final int LOADS_DOUBT = 4;

    private final RobotModel model;
    private final @Nullable SoleKinematics soles;
    private final EstimatorInput in;
    private final double weight;
    private final int contacts;
    private final SensorFrame passed = new SensorFrame();
    private final double[] before = new double[9];
    private final double[] now = new double[9];
    private final double[] turn = new double[9];
    private final double[] phi = new double[3];
    private final double[] mean = new double[3];
    private final double[] imuPush = new double[3];
    private final double[] legsPush = new double[3];
    private final double[] covariance = new double[9];
    private final double[] q;
    private final TurnAgreement turns;
    private final GravityAgreement gravity;
    private final MountingTurn mounting = new MountingTurn();
    private final double[] gained = new double[3];
    private final @Nullable StuckFlags stuck;
    private boolean feetGivenUp;
    private boolean velocityLost;
    private boolean baseGivenUp;

    SensorAgreement(RobotModel model) {
        this.model = model;
        contacts = model.contacts().size();
        soles = model.imu() == null || contacts == 0 || !model.floatingBase() ? null : new SoleKinematics(model, 0);
        in = new EstimatorInput(contacts);
        weight = model.weight();
        q = new double[model.jointCount()];
        turns = new TurnAgreement(model);
        gravity = new GravityAgreement(model.mass());
        stuck = soles == null ? null : new StuckFlags(model, soles);
    }

    /**
     * Compares a frame's sensors.
     *
     * @param state as the frame before left it
     * @param sent the same with what it repeats
     * @param dt s since then
     * @return the frame, or a copy without what contradicts the rest, valid until the next call
     */
    SensorFrame pass(TwinState state, SensorFrame sent, SensorFrame frame, double dt, List<TwinEvent> events) {
        if (soles == null || stuck == null) {
            return frame;
        }
        feetGivenUp = false;
        velocityLost = false;
        baseGivenUp = false;
        AgreementMemory m = state.agreement;
        if (frame.has(SensorFrame.IMU)) {
            takeImu(state, frame.imu, dt, events);
        } else if (sent.has(SensorFrame.IMU) && !state.reporting.holds(state.reporting.imu()) && repeats(m, sent.imu)) {
            m.repeated = Math.min(m.repeated + (float) dt, 1e3f);
        }
        stuck.listen(state, frame);
        gravity.listen(m, frame, dt);
        advance(soles, state, frame, dt, events);
        boolean imu = frame.has(SensorFrame.IMU) && (m.verdict != Verdict.SOUND || m.inG > 0);
        boolean flags = m.inverted && frame.has(SensorFrame.CONTACTS);
        boolean someFlags = !flags && frame.has(SensorFrame.CONTACTS) && stuck.leavesOutAny(state, frame);
        boolean wrenches = m.swapped && frame.has(SensorFrame.CONTACT_WRENCHES);
        boolean biased = frame.has(SensorFrame.IMU) && (any(m.turn.taken) || any(m.gravity.taken));
        if (!imu && !flags && !someFlags && !wrenches && !biased) {
            return frame;
        }
        passed.copyFrom(frame);
        if (someFlags) {
            stuck.takeOut(state, passed);
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

    /** Whether the IMU was told to be wrong: nothing that was estimated from it holds. */
    boolean refusesImu(TwinState state) {
        return state.agreement.verdict != Verdict.SOUND;
    }

    /**
     * By how much tilt and velocity are to be doubted beyond what the estimator says, since the gyro begins to differ from the legs.
     *
     * @param doubt result: of the tilt, rad, and of the velocity, m/s
     */
    void doubt(TwinState state, double[] doubt) {
        turns.doubt(state, doubt);
    }

    /** Whether it may soon be: its velocity is no reason for an alarm. */
    boolean doubtsImu(TwinState state) {
        return state.agreement.doubted;
    }

    /** Whether flags or wrenches may soon be found to say the wrong foot, while nothing else tells which feet stand. */
    boolean doubtsFeet(TwinState state) {
        AgreementMemory m = state.agreement;
        boolean flags = !m.inverted && wrongFoot(m.higher, m.lower, FLAGS_DOUBT);
        boolean wrenches = wrongFoot(m.loadedHigher, m.loadedLower, LOADS_DOUBT);
        boolean told = false;
        for (int c = 0; c < contacts; c++) {
            told |= !wrenches && !m.swapped && state.reporting.holds(state.reporting.wrench(c));
            told |= !flags && !m.inverted && state.reporting.holds(state.reporting.flag(c));
        }
        return !told && (flags && !m.inverted || wrenches && !m.swapped) || stuck != null && stuck.doubts(state);
    }

    private static boolean wrongFoot(int higher, int lower, int least) {
        return higher >= least && higher > OUTWEIGHS * lower;
    }

    /** Whether the base was estimated from what has just been told to be wrong: from swapped wrenches, or a bias that has leapt. */
    boolean givesUpBase() {
        return feetGivenUp || baseGivenUp;
    }

    /** Whether the base's velocity was estimated from a foot that does not stand. */
    boolean losesVelocity() {
        return velocityLost;
    }

    private void takeImu(TwinState state, double[] imu, double dt, List<TwinEvent> events) {
        AgreementMemory m = state.agreement;
        boolean same = repeats(m, imu);
        for (int i = 0; i < 6; i++) {
            m.imu[i] = (float) bounded(imu[i]);
        }
        m.repeated = same ? Math.min(m.repeated + (float) dt, 1e3f) : 0;
        m.movedMeanwhile = same ? m.movedMeanwhile : 0;
        if (m.verdict == Verdict.SOUND && likeG(state, m)) {
            m.inG += (float) Math.min(dt, TURNED_TO_G / 3); // one sample after a pause is none
            if (m.inG < TURNED_TO_G) {
                return; // the mean waits until it is clear
            }
            System.arraycopy(m.imu, 3, m.force, 0, 3);
            inG(m, Math.sqrt(square(m.imu[3]) + square(m.imu[4]) + square(m.imu[5])), events);
        }
        m.inG = 0;
        boolean first = m.force[0] == 0 && m.force[1] == 0 && m.force[2] == 0;
        float gain = first ? 1 : (float) Math.min(1, dt / FORCE);
        double size = 0;
        for (int i = 0; i < 3; i++) {
            m.force[i] += gain * (m.imu[3 + i] - m.force[i]);
            size += m.force[i] * m.force[i];
        }
        TiltAgreement.take(m, dt, events);
        double force = Math.sqrt(size);
        if (m.verdict == Verdict.IMU_FROZEN && !same) {
            sound(m, "the IMU no longer repeats one sample", events);
        } else if (m.verdict == Verdict.ACCELEROMETER_IN_G && force > IN_SI) {
            sound(m, "the accelerometer measures gravity in m/s² again", events);
        }
    }

    private static boolean repeats(AgreementMemory m, double[] imu) {
        boolean same = true;
        for (int i = 0; i < 6; i++) {
            same &= (float) bounded(imu[i]) == m.imu[i];
        }
        return same;
    }

    /** Whether a robot on its feet feels, where it felt gravity, gravity over 9.81. */
    private boolean likeG(TwinState state, AgreementMemory m) {
        double apart = 0;
        double force = 0;
        for (int i = 0; i < 3; i++) {
            apart += square(m.imu[3 + i] - m.force[i] / World.GRAVITY);
            force += square(m.force[i]);
        }
        boolean stands = false;
        for (int c = 0; c < contacts; c++) {
            stands |= state.base.running && state.base.standing[c] != 0;
        }
        return stands && force > IN_SI * IN_SI && apart < LIKE_G * LIKE_G;
    }

    private static void inG(AgreementMemory m, double force, List<TwinEvent> events) {
        m.verdict = Verdict.ACCELEROMETER_IN_G;
        tell(
                String.format(
                        Locale.ROOT,
                        "the accelerometer seems to be in g: the specific force is %.2f, expected 9.81 m/s²; the IMU is"
                                + " not used",
                        force),
                Map.of("specific_force", force),
                events);
    }

    private static double bounded(double x) {
        return Double.isNaN(x) ? 0 : Math.max(-1e4, Math.min(1e4, x));
    }

    private void advance(SoleKinematics soles, TwinState state, SensorFrame frame, double dt, List<TwinEvent> events) {
        AgreementMemory m = state.agreement;
        int standing = standing(state, frame);
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
                m.stood &= feltToStand(m); // a sole that lies on its side does not stand
            }
            gravity.begin();
            if (compareTurns(soles, state) < STEADY * STEADY && m.repeated < m.window) {
                comparePushes(state);
            }
            compareFeet(state, frame);
            judge(state, events);
            if (stuck != null) {
                velocityLost |= stuck.judge(state, frame, in, events);
            }
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

    /** Contacts towards whose soles gravity points, as bits: a gyro that is wrong may have laid the base down. */
    private int feltToStand(AgreementMemory m) {
        int bits = 0;
        for (int c = 0; c < contacts; c++) {
            bits |= in.flat[c] && TurnAgreement.stands(m, in, c) ? 1 << c : 0;
        }
        return bits;
    }

    /** Reads the encoders; whether all of them have been read. */
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

    /** Whether all joints are known that place sole c. */
    private boolean placed(TwinState state, int c) {
        return soles != null && state.joints.knows(soles.joints(c));
    }

    private int standing(TwinState state, SensorFrame frame) {
        AgreementMemory m = state.agreement;
        int bits = 0;
        for (int c = 0; c < contacts; c++) {
            boolean stands = state.base.standing[c] != 0;
            boolean flagged = !m.inverted && !m.flags.told(c) && frame.has(SensorFrame.CONTACTS);
            if (flagged && !Double.isNaN(frame.contacts[c])) {
                stands = frame.contacts[c] != 0;
            } else if (!m.swapped
                    && frame.has(SensorFrame.CONTACT_WRENCHES)
                    && !Double.isNaN(frame.contactWrenches[6 * c + 2])) {
                stands = frame.contactWrenches[6 * c + 2] > LOADED * weight;
            }
            bits |= stands && placed(state, c) ? 1 << c : 0;
        }
        return bits;
    }

    /** The largest square turn of a standing leg over the window, rad². */
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
            double legs = square(phi[0]) + square(phi[1]) + square(phi[2]);
            most = Math.max(most, legs);
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

    /**
     * Over two windows: what the legs say that the IMU must have felt, −(y₂ − 2 y₁ + y₀)/T + g T n with n the normal of the
     * flat sole that stands, since a head feels for the most part how it tilts; and what it felt, ∫ f dt.
     */
    private void comparePushes(TwinState state) {
        AgreementMemory m = state.agreement;
        double T = m.window;
        for (int c = 0; c < contacts; c++) {
            // of a point that stands nobody knows how it lies, so not what gravity adds as the robot sways
            if (((m.stood & m.stoodBefore) >> c & 1) == 0 || !in.flat[c]) {
                continue;
            }
            double felt = 0;
            double said = 0;
            for (int i = 0; i < 3; i++) {
                phi[i] = m.sole[3 * c + i];
            }
            SO3.exp(phi[0], phi[1], phi[2], before, 0);
            double weight = World.GRAVITY * T;
            for (int i = 0; i < 3; i++) {
                imuPush[i] = 0.5 * (m.pushed[i] + m.pushedBefore[i]);
                gained[i] = -(in.sole[3 * c + i] - 2 * m.place[3 * c + i] + m.placeBefore[3 * c + i]) / T;
                legsPush[i] = gained[i] + weight * before[3 * i + 2];
                felt += square(imuPush[i]);
                said += square(legsPush[i]);
                m.pushes[i] = KEPT * m.pushes[i] + (float) imuPush[i];
                m.pushes[3 + i] = KEPT * m.pushes[3 + i] + (float) legsPush[i];
            }
            for (int i = 0; i < 9; i++) {
                m.product[i] = KEPT * m.product[i] + (float) (legsPush[i / 3] * imuPush[i % 3]);
            }
            m.imuPush = KEPT * m.imuPush + (float) felt;
            m.legsPush = KEPT * m.legsPush + (float) said;
            m.pushWindows = KEPT * m.pushWindows + 1;
            gravity.compare(state, imuPush, gained, in.soleNormal, 3 * c);
        }
    }

    /** Whether the foot that is said to stand, by its flag or by its load, is the lower one, and rests. */
    private void compareFeet(TwinState state, SensorFrame frame) {
        AgreementMemory m = state.agreement;
        double flags = frame.has(SensorFrame.CONTACTS) ? higher(state, frame, false) : 0;
        m.higher += flags > 0 ? 1 : 0;
        m.lower += flags < 0 ? 1 : 0;
        if (flags < 0) {
            m.otherFoot = OtherFoot.NONE;
        } else if (frame.has(SensorFrame.CONTACTS) && otherRests(state, frame)) {
            if (m.otherFoot == OtherFoot.RESTED_THROUGH_A_CHANGE) {
                m.higher++;
                m.lower = 0;
            } else {
                m.otherFoot = OtherFoot.RESTED;
            }
        }
        if (m.higher + m.lower > AgreementMemory.MOST_COUNTED) {
            m.higher /= 2;
            m.lower /= 2;
        }
        double wrenches = frame.has(SensorFrame.CONTACT_WRENCHES) ? higher(state, frame, true) : 0;
        m.loadedHigher += wrenches > 0 ? 1 : 0;
        m.loadedLower += wrenches < 0 ? 1 : 0;
        if (m.loadedHigher + m.loadedLower > AgreementMemory.MOST_COUNTED) {
            m.loadedHigher /= 2;
            m.loadedLower /= 2;
        }
    }

    /**
     * How much higher the lowest foot that stands is than the lowest of those that do not, m; 0 where that is little or unknown, or
     * the lowest foot lies on its side: the robot has fallen.
     */
    private double higher(TwinState state, SensorFrame frame, boolean byLoad) {
        AgreementMemory m = state.agreement;
        double stands = Double.POSITIVE_INFINITY;
        double swings = Double.POSITIVE_INFINITY;
        double lowest = Double.POSITIVE_INFINITY;
        boolean upright = true;
        double g = Math.sqrt(square(m.force[0]) + square(m.force[1]) + square(m.force[2]));
        for (int c = 0; c < contacts; c++) {
            if (!placed(state, c)) {
                continue;
            }
            double height =
                    (m.force[0] * in.sole[3 * c] + m.force[1] * in.sole[3 * c + 1] + m.force[2] * in.sole[3 * c + 2])
                            / g;
            if (height < lowest) {
                lowest = height;
                upright = !in.flat[c] || TurnAgreement.stands(m, in, c);
            }
            int said = said(frame, c, byLoad);
            stands = said > 0 ? Math.min(stands, height) : stands;
            swings = said < 0 ? Math.min(swings, height) : swings;
        }
        double higher = Math.abs(stands - swings);
        return upright && higher > HIGHER && higher < Double.POSITIVE_INFINITY ? stands - swings : 0;
    }

    /** 1 where contact c is said to stand, −1 where it is said not to, else 0. */
    private int said(SensorFrame frame, int c, boolean byLoad) {
        double load = frame.contactWrenches[6 * c + 2] / weight;
        boolean stands = byLoad ? load > LOADED : frame.contacts[c] == 1;
        boolean swings = byLoad ? load < UNLOADED : frame.contacts[c] == 0;
        return stands ? 1 : swings ? -1 : 0;
    }

    /**
     * Whether over the window all feet that their flags say to stand have moved, while one that is said not to has rested. As the flags
     * change the velocity is known from the foot before, and for a while from then on from the IMU.
     */
    private boolean otherRests(TwinState state, SensorFrame frame) {
        AgreementMemory m = state.agreement;
        if (!state.base.running || m.verdict != Verdict.SOUND || m.repeated > 0) {
            return false;
        }
        boolean stands = false;
        boolean rests = false;
        for (int c = 0; c < contacts; c++) {
            int said = placed(state, c) ? said(frame, c, false) : 0;
            if (said == 0) {
                continue;
            }
            double speed = speed(state, c);
            if (said > 0 && !(speed > MOVES)) {
                return false;
            }
            stands |= said > 0;
            rests |= said < 0 && speed < RESTS;
        }
        return stands && rests;
    }

    /** Mean speed of sole c in the world over the window, as encoders and IMU tell it, m/s. */
    private double speed(TwinState state, int c) {
        AgreementMemory m = state.agreement;
        double[] R = state.base.R;
        double[] v = state.base.v;
        double T = m.window;
        double square = 0;
        for (int i = 0; i < 3; i++) {
            // v̄ = v − (∫ f dt + Rᵀ g T) / 2, IMU axes
            double now = R[i] * v[0] + R[3 + i] * v[1] + R[6 + i] * v[2];
            mean[i] = now - 0.5 * (m.pushed[i] - R[6 + i] * World.GRAVITY * T);
        }
        for (int i = 0; i < 3; i++) {
            int a = (i + 1) % 3;
            int b = (i + 2) % 3;
            // u = v̄ + ω̄ × s̄ + Δs / T
            double sa = 0.5 * (m.place[3 * c + a] + in.sole[3 * c + a]);
            double sb = 0.5 * (m.place[3 * c + b] + in.sole[3 * c + b]);
            double turned = (m.turned[a] * sb - m.turned[b] * sa) / T;
            square += square(mean[i] + turned + (in.sole[3 * c + i] - m.place[3 * c + i]) / T);
        }
        return Math.sqrt(square);
    }

    private void judge(TwinState state, List<TwinEvent> events) {
        AgreementMemory m = state.agreement;
        if (!m.inverted && wrongFoot(m.higher, m.lower, INVERTED)) {
            velocityLost |= doubtsFeet(state);
            m.inverted = true;
            for (int c = 0; c < contacts; c++) {
                state.reporting.refuseFlag(c);
            }
            m.turn.forget();
            tell(
                    "the contact flags seem to be inverted, or swapped between the feet: the feet they say to stand are"
                            + " higher than those they say to be in the air, or move while those rest; they are not used; or are"
                            + " the joints of left and right leg exchanged, or is the IMU turned?",
                    Map.of(),
                    events);
        } else if (m.inverted && m.lower > m.higher) {
            m.inverted = false;
            tell("the contact flags are right again: the lower foot is the one that stands", Map.of(), events);
        }
        if (!m.swapped && wrongFoot(m.loadedHigher, m.loadedLower, INVERTED)) {
            feetGivenUp |= doubtsFeet(state);
            m.swapped = true;
            m.turn.forget();
            tell(
                    "the contact wrenches seem to be swapped between the feet: the loaded feet are higher than those"
                            + " without load; they are not used; or are the joints of left and right leg exchanged?",
                    Map.of(),
                    events);
        } else if (m.swapped && m.loadedLower > m.loadedHigher) {
            m.swapped = false;
            tell("the contact wrenches are right again: the lower foot bears the load", Map.of(), events);
        }
        if (m.repeated > REPEATED && m.movedMeanwhile > MOVED_MEANWHILE && m.verdict != Verdict.IMU_FROZEN) {
            m.verdict = Verdict.IMU_FROZEN;
            m.forgetMotion();
            tell(
                    String.format(
                            Locale.ROOT,
                            "the IMU is frozen: it has repeated one sample for %.1f s, while the standing legs moved"
                                    + " it by %.3f m; it is not used",
                            m.repeated,
                            m.movedMeanwhile),
                    Map.of("repeated_s", (double) m.repeated, "legs_moved_m", (double) m.movedMeanwhile),
                    events);
        }
        double force = Math.sqrt(square(m.force[0]) + square(m.force[1]) + square(m.force[2]));
        if (m.verdict == Verdict.SOUND && state.base.running && force < IN_G && force > 1 / IN_G) {
            inG(m, force, events);
        }
        turns.judge(m, events);
        baseGivenUp = turns.leaps(m, events) | gravity.jumps(state, events);
        judgePushes(m, events);
        judgeGravity(m, events);
    }

    /** Of centred gains in velocity, so that gravity says nothing: do the axes fit? */
    private void judgePushes(AgreementMemory m, List<TwinEvent> events) {
        if (m.pushWindows < ENOUGH) {
            return;
        }
        double felt = m.imuPush;
        double said = m.legsPush;
        for (int i = 0; i < 3; i++) {
            felt -= square(m.pushes[i]) / m.pushWindows;
            said -= square(m.pushes[3 + i]) / m.pushWindows;
            for (int j = 0; j < 3; j++) {
                covariance[3 * i + j] = m.product[3 * i + j] - m.pushes[3 + i] * m.pushes[j] / m.pushWindows;
            }
        }
        if (!(Math.min(felt, said) > LEAST_PUSH * LEAST_PUSH * m.pushWindows)) {
            return;
        }
        double size = Math.sqrt(felt * said);
        double straight = QuarterTurns.fit(0, covariance) / size;
        int best = 0;
        double most = 0;
        for (int t = 0; t < QuarterTurns.COUNT; t++) {
            double fit = QuarterTurns.fit(t, covariance);
            if (fit > most && upright(m, t)) {
                most = fit;
                best = t;
            }
        }
        double turned = most / size;
        boolean found = mounting.fit(covariance, said, felt, m.pushWindows, best);
        boolean leans = found && mounting.fits(size, m.pushes) && mounting.beyond(STRAIGHT, MOUNTING_SIGMAS);
        m.agreed |= m.verdict == Verdict.SOUND && straight > AGREES && !leans;
        if (m.verdict == Verdict.AXES_TURNED && straight > AGREES && found && !mounting.beyond(STRAIGHT, 0)) {
            sound(m, "IMU and standing legs move alike again", events);
        } else if (m.verdict == Verdict.SOUND && Math.max(turned, -straight) > AGREES && turned - straight > BETTER) {
            m.verdict = Verdict.AXES_TURNED;
            tell(
                    -straight > turned
                            ? "the IMU's signs seem to be reversed on all axes, by how the standing legs move it: no mounting does"
                                    + " that; it is not used"
                            : "the IMU's axes seem to be turned: what the model has as x, y, z it sends as "
                                    + QuarterTurns.words(best)
                                    + ", by how the standing legs move it; check its mounting in the model; it is not used",
                    Map.of("correlation", straight, "correlation_turned", turned),
                    events);
        } else if (m.verdict == Verdict.SOUND && leans && m.pushWindows > SURE_OF_TURN) {
            m.verdict = Verdict.AXES_TURNED;
            tell(
                    String.format(
                            Locale.ROOT,
                            "the IMU seems to be mounted otherwise than the model has it: by how the standing legs move it, it"
                                    + " is turned by %s, IMU axes; check its mounting in the model; it is not used",
                            mounting.words()),
                    Map.of("turned_rad", mounting.angle(), "sigma_rad", mounting.sigma),
                    events);
        } else if (m.verdict == Verdict.AXES_TURNED && m.pushWindows > BATCH) {
            m.forgetMotion();
        }
    }

    /** Does the IMU feel gravity where the standing soles have it? It needs no motion, but floors slope. */
    private static void judgeGravity(AgreementMemory m, List<TwinEvent> events) {
        if (m.pushWindows < ENOUGH) {
            return;
        }
        double along = 0;
        double felt = 0;
        double said = 0;
        for (int i = 0; i < 3; i++) {
            along += m.pushes[i] * m.pushes[3 + i];
            felt += square(m.pushes[i]);
            said += square(m.pushes[3 + i]);
        }
        double aside = Math.acos(Math.max(-1, Math.min(1, along / Math.sqrt(felt * said))));
        if (m.verdict == Verdict.SOUND && m.pushWindows > SURE_OF_TURN && aside > ASIDE) {
            m.verdict = Verdict.GRAVITY_ASIDE;
            m.forgetMotion();
            tell(
                    String.format(
                            Locale.ROOT,
                            "the IMU feels gravity %.0f° away from where the standing soles have it: it seems to be mounted"
                                    + " otherwise than the model has it, or encoders of the legs are off; it is not used",
                            Math.toDegrees(aside)),
                    Map.of("aside_rad", aside),
                    events);
        } else if (m.verdict == Verdict.GRAVITY_ASIDE && aside < ASIDE / 2) {
            sound(m, "the IMU feels gravity where the standing soles have it", events);
        } else if (m.verdict == Verdict.GRAVITY_ASIDE && m.pushWindows > BATCH) {
            m.forgetMotion();
        }
    }

    /** Whether, turned so, the IMU has felt gravity where the standing soles say that it is. */
    private boolean upright(AgreementMemory m, int turn) {
        double along = 0;
        double felt = 0;
        double said = 0;
        for (int i = 0; i < 3; i++) {
            double push = QuarterTurns.sign(turn, i) * m.pushes[QuarterTurns.axis(turn, i)];
            along += push * m.pushes[3 + i];
            felt += push * push;
            said += square(m.pushes[3 + i]);
        }
        return along > UPRIGHT * Math.sqrt(felt * said);
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
