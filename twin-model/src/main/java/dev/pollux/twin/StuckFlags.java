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
 * Detects stuck contact flags: they never change, while other sensors contradict them in window after window ({@link
 * FlagEvidence}). Only flags that do not change are judged: {@link SensorAgreement} detects late flags and those of the
 * other foot. Working memory for one model and thread.
 */
final class StuckFlags {
    /** Weight of a window that contradicts a flag, relative to one that does not. */
    private static final int AGAINST = 3;

    /** Score from which a flag is stuck. */
    private static final int STUCK = 24;

    /** Number of windows with all flags off from which all of them are stuck. */
    private static final int ALL_STUCK = 13;

    /**
     * Until a flag was contradicted, agreed, and was contradicted again, its score stays below this, afterwards above:
     * inverted flags contradict the other sensors as long as a robot stands, and change with the first step.
     */
    private static final int AGAIN = ALL_STUCK + 1;

    /** Score from which a flag is stuck that is not used because it may be frozen together with the wrenches. */
    private static final int STUCK_ON_TRIAL = 2 * AGAINST;

    /** Score that must have been reached for a later agreement to count. */
    private static final int CONTRADICTED = 3 * AGAINST;

    /** Flags are swapped, not stuck, if those of higher feet are on this many times as often as of lower ones. */
    private static final int SWAPPED = 4;

    /** Score from which a flag is doubted. */
    private static final int DOUBT = AGAINST;

    /** Number of windows without contradiction after a change until a flag counts as working. */
    private static final int WORKS = 5;

    private final RobotModel model;
    private final FlagEvidence evidence;
    private final int contacts;

    /** @param soles knows the joints of each leg */
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
     * Evaluates a window.
     *
     * @param state the state after the frame before
     * @param in positions of the soles at the window's end
     * @return whether the base was estimated from a foot that does not stand
     */
    boolean judge(TwinState state, SensorFrame frame, EstimatorInput in, List<TwinEvent> events) {
        AgreementMemory m = state.agreement;
        boolean upright = state.base.running && state.basePose[10] > SensorAgreement.UPRIGHT;
        if (!upright || !state.knows(TwinState.IMU) || m.verdict != Verdict.SOUND) {
            return false;
        }
        if (m.inverted || m.higher > SWAPPED * m.lower) {
            return false; // flags of the wrong foot are, or will soon be, reported as such
        }
        evidence.read(state, frame, in);
        if (!evidence.loads() && state.reporting.holds(state.reporting.efforts())) {
            return false; // this frame lacks the efforts, which decide
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

    /** Flags that are contradicted while others prove to be stuck are stuck as well. */
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

    /** Counts a window; returns whether the flag is newly found to be stuck. */
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
     * Whether contact c's flag is not used. A flag that is stuck on is used if nothing else shows which feet stand: the
     * estimator releases a foot that moves while another one holds.
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
     * Whether contact c's last flag is valid: not if it may be frozen together with the foot's wrench and that wrench
     * has expired, until any flag changes.
     */
    static boolean holds(TwinState state, int c) {
        Reporting reporting = state.reporting;
        return reporting.holds(reporting.flag(c))
                && !(state.agreement.flags.onTrial(c) && !FrozenWrenches.tells(state, c));
    }

    /** Whether a flag in the frame is not used. */
    boolean leavesOutAny(TwinState state, SensorFrame frame) {
        for (int c = 0; c < contacts; c++) {
            if (!Double.isNaN(frame.contacts[c]) && leavesOut(state, c)) {
                return true;
            }
        }
        return false;
    }

    /** Removes unused flags from a frame. */
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

    /** Whether a foot with its flag on is higher than one with it off, neither flag changes and no wrench decides. */
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

    /** Whether contact c's load is measured, so that its flag does not matter. */
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

    /** Whether contact c's flag was stuck and has since changed and not been contradicted for long enough. */
    private static boolean works(FlagMemory memory, int c) {
        return memory.told(c) && memory.changed(c) && memory.score(c) == 0;
    }
}
