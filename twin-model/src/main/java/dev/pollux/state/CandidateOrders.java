package dev.pollux.state;

import dev.pollux.storage.StateFields;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The refused frames of one robot that may turn out to be a new order: two rows, for there may be stray frames beside those
 * of a restarted robot, and what is known of the order that the last restart ended.
 */
final class CandidateOrders {
    /** A row, or a second sender, is forgotten after so long without a frame of it, ms. */
    static final long MEMORY_MILLIS = 10_000;

    private final CandidateOrder[] rows = {new CandidateOrder(), new CandidateOrder()};

    /** Where the order stood that the last restart, or the last leap back to the one before, ended. */
    private final CandidateOrder former = new CandidateOrder();

    /**
     * Puts a refused frame into the row that it goes on from, or begins one with it.
     *
     * @param stride by how much the robot's seq rises as a rule
     * @return the row; null where the frame is the last of one, once more
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
        for (CandidateOrder each : rows) { // the step of a new robot may be another
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

    /** Refused frames since the last admitted one, but for those that came twice. */
    int sinceAdmitted() {
        return rows[0].fresh + rows[1].fresh;
    }

    /** Whether a frame goes on from the order that the last restart ended. */
    boolean returns(long seq, long stamp, long stride) {
        return former.goesOnWith(seq, stamp, stride);
    }

    /**
     * A frame was admitted.
     *
     * @param missing frames that are missing just before it
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

    /** The order has ended with this frame. */
    void end(long seq, long stamp, long arrival) {
        former.begin(seq, stamp, arrival);
    }

    /** The order goes on, by another clock. */
    void forgetFormer() {
        former.clear();
    }

    /** Forgets all frames, as a new order begins. */
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
