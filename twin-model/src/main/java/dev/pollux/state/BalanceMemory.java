package dev.pollux.state;

import dev.pollux.storage.StateFields;
import java.io.IOException;

/** What is remembered of a robot's balance from frame to frame. */
public final class BalanceMemory {
    /** The robot must stand for so long before the all-clear, s. */
    public static final double CLEAR_DWELL = 0.5;

    /** Whether FALL_RISK was told and has not passed. */
    public boolean risk;

    /** Whether FALLEN was told and the robot has not risen. */
    public boolean fallen;

    /** How long the opposite of what was told last has been seen, s. */
    public double dwell;

    /** Height of the ground, m; meaningful where {@link #groundKnown}. */
    public double ground;

    public boolean groundKnown;

    /**
     * Notes that the estimate of the base has begun anew with a robot that rested: if it stands, it has done so for as long as
     * the all-clear takes.
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
