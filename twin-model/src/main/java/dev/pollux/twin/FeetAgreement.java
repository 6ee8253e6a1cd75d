package dev.pollux.twin;

import dev.pollux.estimation.base.EstimatorInput;
import dev.pollux.estimation.feet.SoleKinematics;
import dev.pollux.model.RobotModel;
import dev.pollux.spatial.World;
import dev.pollux.state.AgreementMemory;
import dev.pollux.state.AgreementMemory.OtherFoot;
import dev.pollux.state.AgreementMemory.Verdict;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinState;
import java.util.List;
import java.util.Map;

/**
 * Whether the foot that should stand, by its flag or its load, is the lower one and rests: otherwise flags are
 * inverted, or wrenches swapped between the feet. Working memory for one model and thread.
 */
final class FeetAgreement {
    /** Share of the weight below which a sole does not stand. */
    private static final double UNLOADED = 0.05;

    /** Least height difference of two feet, m. */
    private static final double HIGHER = 0.01;

    /** Mean speed from which a sole moves, and up to which it rests, m/s; leg encoders resolve about 3 mm/s. */
    private static final double MOVES = 0.15;

    private static final double RESTS = 0.03;

    /** Windows with the foot that should stand as the higher one, and least ratio to those with it as the lower. */
    private static final int INVERTED = 7;

    private static final int OUTWEIGHS = 4;

    /** Number of such windows from which flags are doubted: without wrenches the velocity is then not trusted. */
    private static final int FLAGS_DOUBT = 1;

    /** The same for wrenches: during a fall the loaded foot may be the higher one for a moment. */
    private static final int LOADS_DOUBT = 4;

    private final SoleKinematics soles;
    private final EstimatorInput in;
    private final StuckFlags stuck;
    private final double weight;
    private final int contacts;
    private final double[] mean = new double[3];
    private boolean feetGivenUp;
    private boolean velocityLost;

    /** @param in positions of the soles at the end of each window */
    FeetAgreement(RobotModel model, SoleKinematics soles, StuckFlags stuck, EstimatorInput in) {
        this.soles = soles;
        this.in = in;
        this.stuck = stuck;
        weight = model.weight();
        contacts = model.contacts().size();
    }

    /** Starts a frame. */
    void begin() {
        feetGivenUp = false;
        velocityLost = false;
    }

    /** Whether flags or wrenches may soon prove wrong, while nothing else shows which feet stand. */
    boolean doubts(TwinState state) {
        AgreementMemory m = state.agreement;
        boolean flags = !m.inverted && wrongFoot(m.higher, m.lower, FLAGS_DOUBT);
        boolean wrenches = wrongFoot(m.loadedHigher, m.loadedLower, LOADS_DOUBT);
        boolean told = false;
        for (int c = 0; c < contacts; c++) {
            told |= !wrenches && !m.swapped && state.reporting.holds(state.reporting.wrench(c));
            told |= !flags && !m.inverted && state.reporting.holds(state.reporting.flag(c));
        }
        return !told && (flags && !m.inverted || wrenches && !m.swapped) || stuck.doubts(state);
    }

    private static boolean wrongFoot(int higher, int lower, int least) {
        return higher >= least && higher > OUTWEIGHS * lower;
    }

    /** Whether the base was estimated from wrenches that were just reported as swapped. */
    boolean givesUpBase() {
        return feetGivenUp;
    }

    /** Whether its velocity was estimated from a foot that does not stand. */
    boolean losesVelocity() {
        return velocityLost;
    }

    /** Whether all joints that determine sole c's position are known. */
    private boolean placed(TwinState state, int c) {
        return state.joints.knows(soles.joints(c));
    }

    /** Contacts that stand by their flags or loads, otherwise according to the estimator, as bits. */
    int standing(TwinState state, SensorFrame frame) {
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
                stands = frame.contactWrenches[6 * c + 2] > TouchingFeet.LOADED * weight;
            }
            bits |= stands && placed(state, c) ? 1 << c : 0;
        }
        return bits;
    }

    /** Compares whether the foot that should stand, by its flag or its load, is the lower one and rests. */
    void compare(TwinState state, SensorFrame frame) {
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
     * How much higher the lowest standing foot is than the lowest of the others, m; 0 if that is small or unknown, or
     * if the lowest foot lies on its side: the robot has fallen.
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

    /** 1 if contact c should stand, −1 if it should not, 0 if unknown. */
    private int said(SensorFrame frame, int c, boolean byLoad) {
        double load = frame.contactWrenches[6 * c + 2] / weight;
        boolean stands = byLoad ? load > TouchingFeet.LOADED : frame.contacts[c] == 1;
        boolean swings = byLoad ? load < UNLOADED : frame.contacts[c] == 0;
        return stands ? 1 : swings ? -1 : 0;
    }

    /**
     * Whether over the window all feet with a contact flag moved, while one without rested. When the flags change, the
     * velocity is known from the previous standing foot, and for some time afterwards from the IMU.
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

    /** Mean speed of sole c in the world over the window, from encoders and IMU, m/s. */
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

    /** Reports flags or wrenches that are wrong, or no longer are. */
    void judge(TwinState state, List<TwinEvent> events) {
        AgreementMemory m = state.agreement;
        if (!m.inverted && wrongFoot(m.higher, m.lower, INVERTED)) {
            velocityLost |= doubts(state);
            m.inverted = true;
            for (int c = 0; c < contacts; c++) {
                state.reporting.refuseFlag(c);
            }
            m.turn.forget();
            SensorAgreement.tell(
                    "the contact flags seem to be inverted, or swapped between the feet: the feet they say to stand are"
                            + " higher than those they say to be in the air, or move while those rest; they are not used; or are"
                            + " the joints of left and right leg exchanged, or is the IMU turned?",
                    Map.of(),
                    events);
        } else if (m.inverted && m.lower > m.higher) {
            m.inverted = false;
            SensorAgreement.tell(
                    "the contact flags are right again: the lower foot is the one that stands", Map.of(), events);
        }
        if (!m.swapped && wrongFoot(m.loadedHigher, m.loadedLower, INVERTED)) {
            feetGivenUp |= doubts(state);
            m.swapped = true;
            m.turn.forget();
            SensorAgreement.tell(
                    "the contact wrenches seem to be swapped between the feet: the loaded feet are higher than those"
                            + " without load; they are not used; or are the joints of left and right leg exchanged?",
                    Map.of(),
                    events);
        } else if (m.swapped && m.loadedLower > m.loadedHigher) {
            m.swapped = false;
            SensorAgreement.tell(
                    "the contact wrenches are right again: the lower foot bears the load", Map.of(), events);
        }
    }

    private static double square(double x) {
        return x * x;
    }
}
