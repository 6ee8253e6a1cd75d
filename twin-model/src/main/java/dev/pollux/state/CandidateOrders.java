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

    private final CandidateOrder[] rows = {new CandidateOrder(), new CandidateOrder()};

    /** End of the order before the last restart or before the last jump back. */
    private final CandidateOrder former = new CandidateOrder();

    /**
     * Adds a rejected frame to the series that it continues, or starts one with it.
     *
     * @param stride usual step of the robot's seq
     * @return the series; null if the frame repeats the last one of a series
     */
    @Nullable CandidateOrder join(long seq, long stamp, long arrival, long stride) {
        for (CandidateOrder row : rows) {
            if (row.repeats(seq, stamp)) {
                return null;
            }
        }
        CandidateOrder row = null;
        for (CandidateOrder each : rows) {
            if (each.goesOnWith(seq, stamp, stride) && (row == null || each.isNearerThan(row, seq))) {
                row = each;
            }
        }
        boolean full = rows[0].frames > 0 && rows[1].frames > 0;
        for (CandidateOrder each : rows) { // a new robot may have another step
            if (row == null && full && each.frames == 1 && each.mayGoOnWith(seq, stamp)) {
                row = each;
            }
        }
        if (row == null) {
            row = rows[0].yieldsBefore(rows[1]) ? rows[0] : rows[1];
            row.begin(seq, stamp, arrival);
            row.returns = former.goesOnWith(seq, stamp, stride);
        } else {
            row.add(seq, stamp, arrival);
        }
        rows[0].weigh(row == rows[0]);
        rows[1].weigh(row == rows[1]);
        return row;
    }

    /** Rejected frames since the last admitted one, without repeated ones. */
    int sinceAdmitted() {
        return rows[0].fresh + rows[1].fresh;
    }

    /** Whether a frame continues the order that the last restart ended. */
    boolean returns(long seq, long stamp, long stride) {
        return former.goesOnWith(seq, stamp, stride);
    }

    /**
     * Notes that a frame was admitted.
     *
     * @param missing number of frames missing directly before it
     */
    void admitted(long missing, long arrival) {
        for (CandidateOrder row : rows) {
            row.interrupt(missing);
            if (arrival - row.arrival > MEMORY_MILLIS) {
                row.clear();
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
        rows[0].clear();
        rows[1].clear();
    }

    void describe(StateFields f, FrameOrder order) throws IOException {
        rows[0].describe(f, order);
        rows[1].describe(f, order);
        former.describe(f, order);
    }
}
