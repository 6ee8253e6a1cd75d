package dev.pollux.state;

import dev.pollux.storage.StateFields;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The rejected frames of one robot that may prove to be a new order: two series, since stray frames can arrive between
 * those of a restarted robot, and the end of the order that the last restart ended.
 */
final class CandidateOrders {
    /** A series, or a second sender, is forgotten after this time without one of its frames, ms. */
    static final long MEMORY_MILLIS = 10_000;

    private final CandidateOrder[] candidates = {new CandidateOrder(), new CandidateOrder()};

    /** End of the order before the last restart or before the last jump back. */
    private final CandidateOrder former = new CandidateOrder();

    /**
     * Adds a rejected frame to the series that it continues, or starts one with it.
     *
     * @param stride usual step of the robot's seq
     * @return the series; null if the frame repeats the last one of a series
     */
    @Nullable CandidateOrder join(long seq, long stamp, long arrival, long stride) {
        for (CandidateOrder candidate : candidates) {
            if (candidate.repeats(seq, stamp)) {
                return null;
            }
        }
        CandidateOrder candidate = null;
        for (CandidateOrder each : candidates) {
            if (each.continuesWith(seq, stamp, stride) && (candidate == null || each.isNearerThan(candidate, seq))) {
                candidate = each;
            }
        }
        boolean full = candidates[0].frames > 0 && candidates[1].frames > 0;
        for (CandidateOrder each : candidates) { // a new robot may have another step
            if (candidate == null && full && each.frames == 1 && each.canContinueWith(seq, stamp)) {
                candidate = each;
            }
        }
        if (candidate == null) {
            candidate = candidates[0].yieldsBefore(candidates[1]) ? candidates[0] : candidates[1];
            candidate.begin(seq, stamp, arrival);
            candidate.returns = former.continuesWith(seq, stamp, stride);
        } else {
            candidate.add(seq, stamp, arrival);
        }
        candidates[0].weigh(candidate == candidates[0]);
        candidates[1].weigh(candidate == candidates[1]);
        return candidate;
    }

    /** Rejected frames since the last admitted one, without repeated ones. */
    int sinceAdmitted() {
        return candidates[0].fresh + candidates[1].fresh;
    }

    /** Whether a frame continues the order that the last restart ended. */
    boolean returns(long seq, long stamp, long stride) {
        return former.continuesWith(seq, stamp, stride);
    }

    /**
     * Notes that a frame was admitted.
     *
     * @param missing number of frames missing directly before it
     */
    void admitted(long missing, long arrival) {
        for (CandidateOrder candidate : candidates) {
            candidate.interrupt(missing);
            if (arrival - candidate.arrival > MEMORY_MILLIS) {
                candidate.clear();
            }
        }
        if (arrival - former.arrival > MEMORY_MILLIS) {
            former.clear();
        }
    }

    /** Notes that the order ended with this frame. */
    void end(long seq, long stamp, long arrival) {
        former.begin(seq, stamp, arrival);
    }

    /** The same order continues with another clock: there is no former order. */
    void forgetFormer() {
        former.clear();
    }

    /** Forgets all frames, because a new order begins. */
    void clear() {
        candidates[0].clear();
        candidates[1].clear();
    }

    void describe(StateFields f, FrameOrder order) throws IOException {
        candidates[0].describe(f, order);
        candidates[1].describe(f, order);
        former.describe(f, order);
    }
}
