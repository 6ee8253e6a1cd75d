package dev.pollux.twin;

import dev.pollux.dynamics.TreeMotion;
import dev.pollux.estimation.EstimatorInput;
import dev.pollux.estimation.LoadFromEfforts;
import dev.pollux.estimation.SoleKinematics;
import dev.pollux.model.RobotModel;
import dev.pollux.state.AgreementMemory;
import dev.pollux.state.AgreementMemory.Verdict;
import dev.pollux.state.FlagMemory;
import dev.pollux.state.Reporting;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import dev.pollux.state.TwinState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether contact flags are stuck: they never change, while the rest contradicts them window after window. Of a foot that is said to be
 * in the air that is its load, by wrench or efforts; without loads that no foot is said to stand, while the IMU feels no free fall, or
 * that a higher one is. Of a foot that is said to stand that its leg lifts it above the others. Only flags that do not change are
 * judged: what a flag that changes says too late, or of the other foot, is told by {@link SensorAgreement}. Scratch memory for one
 * model and thread.
 */
final class StuckFlags {
    /** What a window that contradicts a flag counts, against one that does not. */
    private static final int AGAINST = 3;

    /** From so much on a flag is stuck. */
    private static final int STUCK = 24;

    /** From so many windows on in which no foot is said to stand all flags are. */
    private static final int ALL_STUCK = 13;

    /**
     * Until the rest has contradicted a flag, agreed with it and contradicted it again, its score stays below this, and above it from then
     * on: flags that are inverted contradict the rest for as long as a robot stands, and change with the first step.
     */
    private static final int AGAIN = ALL_STUCK + 1;

    /** What a score must have reached for an agreement after it to count. */
    private static final int CONTRADICTED = 3 * AGAINST;

    /** Flags by which the higher foot stands so many times as often as the lower one are not stuck, but of the other foot. */
    private static final int SWAPPED = 4;

    /** From so much on it is doubted. */
    private static final int DOUBT = AGAINST;

    /** So many windows after a change no flag is stuck any more that nothing contradicts. */
    private static final int WORKS = 5;

    /** Share of what carries the robot on a foot that stands alone; on one of several, and on all of them at most. */
    private static final double ALONE = 0.7;

    private static final double SHARED = 0.3;
    private static final double ALL = 1.5;

    /** Share of the weight by which something carries the robot. */
    private static final double CARRIED = 0.5;

    /** A foot is lifted when it is so much higher than another one, m, and where both are said to stand has moved beside it by so much. */
    private static final double LIFTED = 0.01;

    private static final double MOVED = 0.02;

    /** Cosine of the tilt to which a robot stands on its soles, 30°. */
    private static final double UPRIGHT = 0.87;

    private final RobotModel model;
    private final SoleKinematics soles;
    private final LoadFromEfforts efforts;
    private final int contacts;
    private final double weight;
    private final double[] load;
    private final double[] height;
    private final int[] flag;

    /** @param soles to know which joints place a sole */
    StuckFlags(RobotModel model, SoleKinematics soles) {
        this.model = model;
        this.soles = soles;
        efforts = new LoadFromEfforts(model);
        contacts = model.contacts().size();
        weight = model.mass() * TreeMotion.GRAVITY;
        load = new double[contacts];
        height = new double[contacts];
        flag = new int[contacts];
    }

    /** Notes which flags have changed. */
    void listen(TwinState state, SensorFrame frame) {
        FlagMemory memory = state.agreement.flags;
        for (int c = 0; c < contacts && frame.has(SensorFrame.CONTACTS); c++) {
            double said = frame.contacts[c];
            if (!memory.watched(c) || Double.isNaN(said) || said != 0 == memory.said(c)) {
                continue;
            }
            if (memory.told(c)) {
                memory.set(c, WORKS, said != 0, true, true);
            } else {
                memory.forget(c);
            }
        }
    }

    /**
     * Judges a window.
     *
     * @param state as the frame before left it
     * @param in where the soles are at the window's end
     * @return whether the base was estimated from a foot that does not stand
     */
    boolean judge(TwinState state, SensorFrame frame, EstimatorInput in, List<TwinEvent> events) {
        AgreementMemory m = state.agreement;
        boolean upright = state.base.running && state.basePose[10] > UPRIGHT;
        if (!upright || !state.knows(TwinState.IMU) || m.verdict != Verdict.SOUND) {
            return false;
        }
        if (m.inverted || m.higher > SWAPPED * m.lower) {
            return false; // what is wrong with them is that they say the other foot, or soon that is told
        }
        boolean any = read(state, frame, in);
        boolean loads = readLoads(state, frame);
        if (!any || !loads && state.reporting.holds(state.reporting.efforts())) {
            return false; // this frame does not have the efforts, which decide
        }
        boolean stands = false;
        for (int c = 0; c < contacts; c++) {
            stands |= flag[c] == 1;
        }
        FlagMemory memory = m.flags;
        boolean doubted = doubts(state);
        int stuck = 0;
        for (int c = 0; c < contacts; c++) {
            if (flag[c] < 0) {
                continue;
            }
            boolean against = flag[c] == 1 ? lifted(m, in, c) : carries(m, c, loads, stands);
            stuck |= count(memory, c, against, stands) ? 1 << c : 0;
        }
        if (stuck != 0 && doubted) {
            stuck |= withThem(memory);
        }
        for (int c = 0; c < contacts; c++) {
            if ((stuck >> c & 1) != 0 && leavesOut(state, c)) {
                state.reporting.refuseFlag(c);
            }
        }
        if (stuck != 0 || anyWorks(memory)) {
            tell(state, stuck, loads, events);
        }
        return doubted && stuck != 0;
    }

    /** Flags that are contradicted when others turn out to be stuck are stuck as well. */
    private int withThem(FlagMemory memory) {
        int stuck = 0;
        for (int c = 0; c < contacts; c++) {
            if (flag[c] >= 0 && memory.score(c) >= DOUBT && memory.score(c) != AGAIN && !memory.told(c)) {
                memory.set(c, FlagMemory.MOST, memory.said(c), true, false);
                stuck |= 1 << c;
            }
        }
        return stuck;
    }

    /** Counts a window; whether the flag is stuck and that is to be told. */
    private boolean count(FlagMemory memory, int c, boolean against, boolean stands) {
        int before = memory.score(c);
        boolean told = memory.told(c);
        boolean again = before >= AGAIN;
        int score = !against
                ? Math.max(again || before >= CONTRADICTED ? AGAIN : 0, before - 1)
                : again
                        ? Math.min(FlagMemory.MOST, before + AGAINST)
                        : stands ? Math.min(ALL_STUCK - 1, before + AGAINST) : before + 1;
        boolean stuck = !told && (score >= STUCK || score == ALL_STUCK);
        if (told && !memory.changed(c)) {
            score = FlagMemory.MOST;
        }
        memory.set(c, score, flag[c] == 1, told || stuck, memory.changed(c) && !against);
        return stuck;
    }

    private boolean read(TwinState state, SensorFrame frame, EstimatorInput in) {
        AgreementMemory m = state.agreement;
        FlagMemory memory = m.flags;
        double g = Math.sqrt(m.force[0] * m.force[0] + m.force[1] * m.force[1] + m.force[2] * m.force[2]);
        boolean any = false;
        for (int c = 0; c < contacts; c++) {
            double said = frame.has(SensorFrame.CONTACTS) ? frame.contacts[c] : Double.NaN;
            boolean placed = state.joints.knows(soles.joints(c));
            if (!placed) {
                flag[c] = -1;
            } else if (!Double.isNaN(said)) {
                flag[c] = said != 0 ? 1 : 0;
            } else if (memory.watched(c)) {
                flag[c] = memory.said(c) ? 1 : 0;
            } else {
                flag[c] = !state.reporting.holds(state.reporting.flag(c)) ? -1 : state.contacts[c] ? 1 : 0;
            }
            any |= flag[c] >= 0;
            double along = 0;
            for (int i = 0; i < 3; i++) {
                along += m.force[i] * in.sole[3 * c + i];
            }
            height[c] = along / g;
        }
        return any;
    }

    /** Reads the feet's loads; whether all are known of which flags are. */
    private boolean readLoads(TwinState state, SensorFrame frame) {
        boolean felt = frame.has(SensorFrame.JOINT_EFFORTS) && state.knows(TwinState.JOINT_VELOCITIES);
        if (felt) {
            efforts.fill(
                    state.joints.position,
                    state.joints.velocity,
                    state.joints.acceleration,
                    frame.jointEfforts,
                    state.imu,
                    load);
        }
        boolean all = true;
        for (int c = 0; c < contacts; c++) {
            boolean wrench = frame.has(SensorFrame.CONTACT_WRENCHES) && !state.agreement.swapped;
            double own = wrench ? frame.contactWrenches[6 * c + 2] : Double.NaN;
            load[c] = !Double.isNaN(own) ? own : felt ? load[c] : Double.NaN;
            all &= flag[c] < 0 || !Double.isNaN(load[c]);
        }
        return all;
    }

    /** Whether contact c, which is said to be in the air, carries the robot. */
    private boolean carries(AgreementMemory m, int c, boolean loads, boolean stands) {
        double carried = model.mass() * length(m.pushed) / m.window;
        double now = model.mass() * Math.sqrt(m.imu[3] * m.imu[3] + m.imu[4] * m.imu[4] + m.imu[5] * m.imu[5]);
        if (carried < CARRIED * weight || now < CARRIED * weight) {
            return false;
        }
        if (!loads) {
            return !stands || standsHigher(c);
        }
        double sum = 0;
        for (int k = 0; k < contacts; k++) {
            sum += flag[k] < 0 ? 0 : load[k];
        }
        boolean alone = load[c] > ALONE * carried;
        boolean shared = !stands && sum > ALONE * carried && load[c] > SHARED * carried;
        return sum < ALL * carried && (alone || shared);
    }

    /** Whether a foot that is said to stand is higher than contact c. */
    private boolean standsHigher(int c) {
        for (int k = 0; k < contacts; k++) {
            if (flag[k] == 1 && height[k] > height[c] + LIFTED) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether contact c, which is said to stand, is higher than one that is not, or than one beside which it has moved, and bears no load
     * that is known.
     */
    private boolean lifted(AgreementMemory m, EstimatorInput in, int c) {
        if (load[c] > SHARED * weight) {
            return false;
        }
        for (int k = 0; k < contacts; k++) {
            if (k != c
                    && flag[k] >= 0
                    && height[c] > height[k] + LIFTED
                    && (flag[k] == 0 || movedBeside(m, in, c, k))) {
                return true;
            }
        }
        return false;
    }

    private static boolean movedBeside(AgreementMemory m, EstimatorInput in, int c, int k) {
        double before = 0;
        double now = 0;
        for (int i = 0; i < 3; i++) {
            double b = m.place[3 * c + i] - m.place[3 * k + i];
            double d = in.sole[3 * c + i] - in.sole[3 * k + i];
            before += b * b;
            now += d * d;
        }
        return Math.abs(Math.sqrt(now) - Math.sqrt(before)) > MOVED;
    }

    private static double length(float[] v) {
        return Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
    }

    /**
     * Whether contact c's flag is left out. One that is stuck while it says that the foot stands is used where nothing else tells which
     * feet do: the estimator lets go of a foot that moves, as long as another one holds.
     */
    boolean leavesOut(TwinState state, int c) {
        FlagMemory memory = state.agreement.flags;
        if (!memory.told(c)) {
            return false;
        }
        if (!memory.said(c) || memory.changed(c)) {
            return true;
        }
        Reporting reporting = state.reporting;
        boolean told = reporting.holds(reporting.efforts()) || reporting.holds(reporting.wrench(c));
        for (int k = 0; k < contacts; k++) {
            told |= k != c && memory.told(k) && !memory.said(k);
        }
        return told;
    }

    /** Whether any flag that the frame has is left out. */
    boolean leavesOutAny(TwinState state, SensorFrame frame) {
        for (int c = 0; c < contacts; c++) {
            if (!Double.isNaN(frame.contacts[c]) && leavesOut(state, c)) {
                return true;
            }
        }
        return false;
    }

    /** Takes the flags out of a frame that are left out. */
    void takeOut(TwinState state, SensorFrame frame) {
        boolean any = false;
        for (int c = 0; c < contacts; c++) {
            frame.contacts[c] = leavesOut(state, c) ? Double.NaN : frame.contacts[c];
            any |= !Double.isNaN(frame.contacts[c]);
        }
        if (!any) {
            frame.drop(SensorFrame.CONTACTS);
        }
    }

    /** Whether a foot that is said to stand is higher than one that is said not to, and neither flag changes nor a wrench tells better. */
    boolean doubts(TwinState state) {
        FlagMemory memory = state.agreement.flags;
        boolean stands = false;
        boolean swings = false;
        for (int c = 0; c < contacts; c++) {
            boolean doubtful = memory.score(c) >= DOUBT && !memory.told(c) && !weighed(state, c);
            stands |= doubtful && memory.said(c);
            swings |= doubtful && !memory.said(c);
        }
        return stands && swings;
    }

    /** Whether contact c's load is measured, so that its flag does not count. */
    private static boolean weighed(TwinState state, int c) {
        return !state.agreement.swapped && state.reporting.holds(state.reporting.wrench(c));
    }

    private void tell(TwinState state, int stuck, boolean loads, List<TwinEvent> events) {
        FlagMemory memory = state.agreement.flags;
        List<String> air = new ArrayList<>();
        List<String> ground = new ArrayList<>();
        List<String> works = new ArrayList<>();
        boolean used = false;
        int known = 0;
        for (int c = 0; c < contacts; c++) {
            String name = model.contacts().get(c).name();
            known += flag[c] >= 0 ? 1 : 0;
            if ((stuck >> c & 1) != 0) {
                (memory.said(c) ? ground : air).add(name);
                used |= memory.said(c) && !leavesOut(state, c);
            } else if (works(memory, c)) {
                memory.forget(c);
                works.add(name);
            }
        }
        if (!air.isEmpty()) {
            String words = loads
                    ? stuckAt(air, "in the air") + ", while its load says that it carries the robot; "
                    : air.size() < known
                            ? stuckAt(air, "in the air")
                                    + ", also while no other foot, or a higher one, is said to stand and"
                                    + " the IMU feels that something carries the robot; "
                            : "all contact flags say that the feet are in the air (" + String.join(", ", air)
                                    + "), while the"
                                    + " IMU feels that something carries the robot: it hangs or sits, or the flags are stuck,"
                                    + " and no load tells which; ";
            events.add(new TwinEvent(
                    Kind.SENSOR_REFUSED,
                    words + (air.size() > 1 ? "not used until they change" : "not used until it changes"),
                    Map.of()));
        }
        if (!ground.isEmpty()) {
            events.add(new TwinEvent(
                    used ? Kind.LIMITED : Kind.SENSOR_REFUSED,
                    stuckAt(ground, "on the ground")
                            + ", also while the leg lifts it above the other; "
                            + (used
                                    ? "used all the same, as no load tells which feet stand"
                                    : "not used until it changes"),
                    Map.of()));
        }
        if (!works.isEmpty()) {
            events.add(new TwinEvent(
                    Kind.SENSOR_REFUSED,
                    "the contact flag of " + String.join(", ", works) + " changes again as the rest says: it is used",
                    Map.of()));
        }
    }

    private boolean anyWorks(FlagMemory memory) {
        boolean any = false;
        for (int c = 0; c < contacts; c++) {
            any |= works(memory, c);
        }
        return any;
    }

    /** Whether contact c's flag was stuck and has changed since without being contradicted for long enough. */
    private static boolean works(FlagMemory memory, int c) {
        return memory.told(c) && memory.changed(c) && memory.score(c) == 0;
    }

    private static String stuckAt(List<String> names, String where) {
        return "the contact flag of " + String.join(", ", names)
                + " seems to be stuck: it says all the time that the foot is " + where;
    }
}
