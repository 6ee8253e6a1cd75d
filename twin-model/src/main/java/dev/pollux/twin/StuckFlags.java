package dev.pollux.twin;

import dev.pollux.estimation.base.EstimatorInput;
import dev.pollux.estimation.feet.SoleKinematics;
import dev.pollux.model.RobotModel;
import dev.pollux.state.AgreementMemory;
import dev.pollux.state.AgreementMemory.OtherFoot;
import dev.pollux.state.AgreementMemory.Verdict;
import dev.pollux.state.FlagMemory;
import dev.pollux.state.Reporting;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinState;
import java.util.List;

/**
 * Whether contact flags are stuck: they never change, while the rest contradicts them window after window ({@link FlagEvidence}). Only
 * flags that do not change are judged: what a flag that changes says too late, or of the other foot, is told by {@link SensorAgreement}.
 * Scratch memory for one model and thread.
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

    /** A flag that says nothing because it may be frozen together with the wrenches is so from so much on. */
    private static final int STUCK_ON_TRIAL = 2 * AGAINST;

    /** What a score must have reached for an agreement after it to count. */
    private static final int CONTRADICTED = 3 * AGAINST;

    /** Flags by which the higher foot stands so many times as often as the lower one are not stuck, but of the other foot. */
    private static final int SWAPPED = 4;

    /** From so much on it is doubted. */
    private static final int DOUBT = AGAINST;

    /** So many windows after a change no flag is stuck any more that nothing contradicts. */
    private static final int WORKS = 5;

    private final RobotModel model;
    private final FlagEvidence evidence;
    private final int contacts;

    /** @param soles to know which joints place a sole */
    StuckFlags(RobotModel model, SoleKinematics soles) {
        this.model = model;
        evidence = new FlagEvidence(model, soles);
        contacts = model.contacts().size();
    }

    /** Notes which flags have changed. */
    void listen(TwinState state, SensorFrame frame) {
        FlagMemory memory = state.agreement.flags;
        for (int c = 0; c < contacts && frame.has(SensorFrame.CONTACTS); c++) {
            double said = frame.contacts[c];
            if (!memory.watched(c) || Double.isNaN(said) || said != 0 == memory.said(c)) {
                continue;
            }
            if (memory.onTrial(c)) {
                memory.trust();
            }
            if (state.agreement.otherFoot == OtherFoot.RESTED) {
                state.agreement.otherFoot = OtherFoot.RESTED_THROUGH_A_CHANGE;
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
        boolean upright = state.base.running && state.basePose[10] > SensorAgreement.UPRIGHT;
        if (!upright || !state.knows(TwinState.IMU) || m.verdict != Verdict.SOUND) {
            return false;
        }
        if (m.inverted || m.higher > SWAPPED * m.lower) {
            return false; // what is wrong with them is that they say the other foot, or soon that is told
        }
        evidence.read(state, frame, in);
        if (!evidence.loads() && state.reporting.holds(state.reporting.efforts())) {
            return false; // this frame does not have the efforts, which decide
        }
        FlagMemory memory = m.flags;
        boolean doubted = doubts(state);
        int stuck = 0;
        for (int c = 0; c < contacts; c++) {
            if (evidence.knows(c)) {
                stuck |= count(memory, c, evidence.contradicts(m, in, c), holds(state, c)) ? 1 << c : 0;
            }
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
            tell(state, stuck, events);
        }
        return doubted && stuck != 0;
    }

    /** Flags that are contradicted when others turn out to be stuck are stuck as well. */
    private int withThem(FlagMemory memory) {
        int stuck = 0;
        for (int c = 0; c < contacts; c++) {
            if (evidence.knows(c) && memory.score(c) >= DOUBT && memory.score(c) != AGAIN && !memory.told(c)) {
                memory.set(c, FlagMemory.MOST, memory.said(c), true, false);
                stuck |= 1 << c;
            }
        }
        return stuck;
    }

    /** Counts a window; whether the flag is stuck and that is to be told. */
    private boolean count(FlagMemory memory, int c, boolean against, boolean holds) {
        int before = memory.score(c);
        boolean told = memory.told(c);
        boolean again = before >= AGAIN;
        int score = !against
                ? Math.max(again || before >= CONTRADICTED ? AGAIN : 0, before - 1)
                : again
                        ? Math.min(FlagMemory.MOST, before + AGAINST)
                        : evidence.stands() ? Math.min(ALL_STUCK - 1, before + AGAINST) : before + 1;
        boolean trial = memory.onTrial(c);
        boolean stuck = !told && (score >= STUCK || score == ALL_STUCK || trial && !holds && score >= STUCK_ON_TRIAL);
        if (told && !memory.changed(c)) {
            score = FlagMemory.MOST;
        }
        memory.set(c, score, evidence.says(c), told || stuck, stuck ? false : trial || memory.changed(c) && !against);
        return stuck;
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

    /**
     * Whether what contact c's flag said holds: one that may be frozen together with the foot's wrench says nothing once that holds no
     * more, until any flag changes.
     */
    static boolean holds(TwinState state, int c) {
        Reporting reporting = state.reporting;
        return reporting.holds(reporting.flag(c))
                && !(state.agreement.flags.onTrial(c) && !FrozenWrenches.tells(state, c));
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
            boolean doubtful = memory.score(c) >= DOUBT && !memory.told(c) && holds(state, c) && !weighed(state, c);
            stands |= doubtful && memory.said(c);
            swings |= doubtful && !memory.said(c);
        }
        return stands && swings;
    }

    /** Whether contact c's load is measured, so that its flag does not count. */
    private static boolean weighed(TwinState state, int c) {
        return !state.agreement.swapped && state.reporting.holds(state.reporting.wrench(c));
    }

    private void tell(TwinState state, int stuck, List<TwinEvent> events) {
        FlagMemory memory = state.agreement.flags;
        StuckFlagEvents news = new StuckFlagEvents();
        boolean used = false;
        int known = 0;
        for (int c = 0; c < contacts; c++) {
            String name = model.contacts().get(c).name();
            known += evidence.knows(c) ? 1 : 0;
            if ((stuck >> c & 1) != 0) {
                (memory.said(c) ? news.onTheGround : news.inTheAir).add(name);
                used |= memory.said(c) && !leavesOut(state, c);
            } else if (works(memory, c)) {
                memory.forget(c);
                news.works.add(name);
            }
        }
        news.tell(evidence.loads(), news.inTheAir.size() < known, used, events);
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
}
