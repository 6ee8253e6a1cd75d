package dev.pollux.state;

import dev.pollux.storage.StateFields;
import java.io.IOException;

/** Balance state of a robot that is stored between frames. */
public final class BalanceMemory {
    /** Time for which the robot must stand before RECOVERED, s. */
    public static final double CLEAR_DWELL = 0.5;

    /** Whether FALL_RISK was reported and has not ended. */
    public boolean risk;

    /** Whether FALLEN was reported and the robot has not stood up. */
    public boolean fallen;

    /** How long the opposite of the last report has been observed, s. */
    public double dwell;

    /** Height of the ground, m; valid if {@link #groundKnown}. */
    public double ground;

    public boolean groundKnown;

    /**
     * The base estimate was initialised with a robot at rest: if the robot stands, it counts as standing for {@link
     * #CLEAR_DWELL} already.
     */
    public void rested() {
        dwell = risk || fallen ? CLEAR_DWELL : 0;
    }

    void describe(StateFields f) throws IOException {
        risk = f.flag(risk);
        fallen = f.flag(fallen);
        dwell = f.anyExact(dwell);
        ground = f.anyExact(ground);
        groundKnown = f.flag(groundKnown);
    }
}
