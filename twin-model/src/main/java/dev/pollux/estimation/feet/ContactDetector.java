package dev.pollux.estimation.feet;

import dev.pollux.estimation.base.BaseEstimatorState;
import dev.pollux.estimation.base.ContactOptions;

/** Decides which feet stand: a Schmitt trigger on the load, or a flag, both with a dwell time on landing. */
final class ContactDetector {
    /** Change of a contact in a frame. */
    enum Change {
        NONE,
        LANDED,
        LET_GO
    }

    /** Weight of the newest load in the mean, per frame. */
    private static final double SMOOTHING = 0.3;

    private final ContactOptions options;
    private final double weight;

    /** @param weight of the robot, N; the unit of the loads' thresholds */
    ContactDetector(ContactOptions options, double weight) {
        this.options = options;
        this.weight = weight;
    }

    /**
     * Updates contact c.
     *
     * @param force normal force, N, or NaN without a force sensor
     * @param flag contact flag, 1 or 0, or −1 if unknown
     */
    Change update(BaseEstimatorState x, int c, double force, int flag, double dt) {
        boolean stood = x.standing[c] != 0;
        boolean stands = Double.isNaN(force) ? flag > 0 : loaded(x, c, force / weight, stood);
        if (stands && !stood) {
            x.dwell[c] = Math.max(0, x.dwell[c]) + dt;
            if (x.dwell[c] < options.dwell()) {
                return Change.NONE;
            }
        }
        x.dwell[c] = stands != stood ? 0 : stands ? x.dwell[c] : Math.min(0, x.dwell[c]);
        x.standing[c] = stands ? 1 : 0;
        return stands == stood ? Change.NONE : stands ? Change.LANDED : Change.LET_GO;
    }

    private boolean loaded(BaseEstimatorState x, int c, double load, boolean stood) {
        double before = x.load[c];
        x.load[c] = before + SMOOTHING * (load - before);
        if (!stood) {
            return load > options.on();
        }
        boolean falling = x.load[c] < before;
        return load > options.off() && !(falling && x.load[c] < options.unloading());
    }
}
